// Module initialisation: the state of this environment, then the exports of both halves. No logic.
#include <napi.h>

#include "glue_engine.h"
#include "state.h"
#if __has_include("glue_network.h")
#include "glue_network.h"
#endif

namespace {

Napi::Object init(Napi::Env env, Napi::Object exports) {
  env.SetInstanceData(new sluice::AddonState(env));
  sluice::init_engine_glue(env, exports);
#if __has_include("glue_network.h")
  sluice::init_network_glue(env, exports);  // network half: void init_network_glue(Napi::Env, Napi::Object exports)
#endif
  return exports;
}

}  // namespace

NODE_API_MODULE(sluice, init)
