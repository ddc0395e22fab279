// N-API face of the network half. Thread: JavaScript only.
#pragma once

#include <napi.h>

namespace sluice {

// Adds Network to the exports.
void init_network_glue(Napi::Env env, Napi::Object exports);

}  // namespace sluice
