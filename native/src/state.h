// What one environment (main thread or worker) has of the addon: its instance data. No static mutable state exists
// beside it, except the process-wide SIGBUS handler (sigbus.cc).
// Thread: JavaScript only. Owns: mailbox, frame table, constructors, and the list of things to stop at teardown.
// Teardown: an environment cleanup hook runs every stop function (each joins its native threads), newest first, then closes
// the mailbox. Node 20 must not see a thread-safe function called after its environment is gone; this order makes sure.
#pragma once

#include <napi.h>

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "file.h"
#include "mailbox.h"

namespace sluice {

class FrameTable;

struct AddonState {
  explicit AddonState(Napi::Env env);
  ~AddonState();
  static AddonState& of(Napi::Env env);

  // stop: joins threads, must not call into JavaScript, runs at most once. Give the number back when stopped before.
  uint64_t add_stop(std::function<void()> stop);
  void remove_stop(uint64_t number);

  std::shared_ptr<Mailbox> mailbox;
  std::shared_ptr<FrameTable> frames;
  Napi::FunctionReference error_class;            // NativeError of index.ts
  Napi::FunctionReference segment_constructor;    // glue_engine.cc
  void* under_construction = nullptr;             // what the segment constructor wraps
  std::map<double, std::shared_ptr<File>> locks;  // lockFile
  double next_lock = 1;

 private:
  static void on_teardown(void* state);
  void stop_all();
  std::map<uint64_t, std::function<void()>> stops_;
  uint64_t next_stop_ = 1;
};

// Throws NativeError(code, message) into JavaScript.
[[noreturn]] void throw_native(Napi::Env env, const std::string& code, const std::string& message);
// The same for a failed system call: code is the errno's name (ENOSPC, EADDRINUSE, …).
[[noreturn]] void throw_errno(Napi::Env env, int error, const std::string& what);
Napi::Error native_error(Napi::Env env, const std::string& code, const std::string& message);
std::string errno_name(int error);

}  // namespace sluice
