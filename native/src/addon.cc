// Module initialisation: the state of this environment, then the exports of both halves. No logic.
#include <napi.h>

#include "glue_engine.h"
#include "glue_network.h"
#include "state.h"

namespace {

Napi::Object init(Napi::Env env, Napi::Object exports) {
  env.SetInstanceData(new sluice::AddonState(env));
  sluice::init_engine_glue(env, exports);
  sluice::init_network_glue(env, exports);
  return exports;
}

}  // namespace

NODE_API_MODULE(sluice, init)
