// N-API face of the functions that need no engine. Thread: JavaScript only.
#pragma once

#include <napi.h>

namespace sluice {

void init_function_glue(Napi::Env env, Napi::Object exports);

}  // namespace sluice
