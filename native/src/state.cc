#include "state.h"

#include <cstring>
#include <utility>

#include "frames.h"

namespace sluice {

AddonState::AddonState(Napi::Env env)
    : mailbox(Mailbox::create(env)), frames(std::make_shared<FrameTable>()) {
  // After the mailbox: hooks run newest first, so threads stop before Node takes the thread-safe function down.
  napi_add_env_cleanup_hook(env, &AddonState::on_teardown, this);
}

AddonState::~AddonState() { mailbox->close(); }

AddonState& AddonState::of(Napi::Env env) { return *env.GetInstanceData<AddonState>(); }

uint64_t AddonState::add_stop(std::function<void()> stop) {
  uint64_t number = next_stop_++;
  stops_.emplace(number, std::move(stop));
  return number;
}

void AddonState::remove_stop(uint64_t number) { stops_.erase(number); }

void AddonState::on_teardown(void* state) { static_cast<AddonState*>(state)->stop_all(); }

void AddonState::stop_all() {
  while (!stops_.empty()) {
    auto last = std::prev(stops_.end());
    auto stop = std::move(last->second);
    stops_.erase(last);
    stop();
  }
  mailbox->close();
}

std::string errno_name(int error) {
  const char* name = strerrorname_np(error);
  return name != nullptr ? std::string(name) : std::string("E").append(std::to_string(error));
}

Napi::Error native_error(Napi::Env env, const std::string& code, const std::string& message) {
  auto& state = AddonState::of(env);
  auto code_value = Napi::String::New(env, code);
  auto text = Napi::String::New(env, message);
  if (!state.error_class.IsEmpty()) {
    Napi::Object error = state.error_class.New({code_value, text});
    return Napi::Error(env, error);
  }
  Napi::Error error = Napi::Error::New(env, message);
  error.Set("code", code_value);
  return error;
}

void throw_native(Napi::Env env, const std::string& code, const std::string& message) {
  throw native_error(env, code, message);
}

void throw_errno(Napi::Env env, int error, const std::string& what) {
  throw native_error(env, errno_name(error), what + ": " + strerror(error));
}

}  // namespace sluice
