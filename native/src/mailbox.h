// Tasks from any thread to the JavaScript thread of one environment.
// Owns: one thread-safe function and a queue of its own, so that many tasks cost one wake-up. Kept by std::shared_ptr: native
// threads may outlive the environment for a moment; what they post after close() is destroyed unrun.
// post(): any thread. hold(), release(), close(): the JavaScript thread only.
// One drain runs at most kDrainTasks tasks or kDrainTime, then goes on in setImmediate, so that timers and other input get a
// turn in between. A task that throws becomes an uncaughtException; the tasks behind it still run.
#pragma once

#include <napi.h>

#include <chrono>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>

namespace sluice {

class Mailbox : public std::enable_shared_from_this<Mailbox> {
 public:
  using Task = std::function<void(Napi::Env)>;

  static std::shared_ptr<Mailbox> create(Napi::Env env);
  ~Mailbox();
  Mailbox(const Mailbox&) = delete;
  Mailbox& operator=(const Mailbox&) = delete;

  void post(Task task);

  // Counted: the event loop is kept alive while somebody holds. Starts at zero.
  void hold();
  void release();

  // Called at the begin and at the end of every turn, a run of tasks. JavaScript thread; of one caller, one at a time.
  struct TurnWatch {
    std::function<void()> begin, end;
  };
  void watch_turns(const void* caller, TurnWatch watch) { turn_watches_[caller] = std::move(watch); }
  void forget_turns(const void* caller) { turn_watches_.erase(caller); }

  // No task runs after this. Called by the cleanup hook, after all native threads of the environment are joined.
  void close();

 private:
  static constexpr size_t kDrainTasks = 4096;
  // Twice in one turn of the event loop: a wake-up in its poll phase, what is left of it in its check phase.
  static constexpr std::chrono::milliseconds kDrainTime{2};

  explicit Mailbox(Napi::Env env) : env_(env) {}
  static void on_wake(napi_env env, napi_value callback, void* context, void* data);
  void drain();
  bool run_tasks();
  void go_on_later();
  void report(const Napi::Error& error);
  void report_text(const char* text);

  Napi::Env env_;
  napi_threadsafe_function wake_ = nullptr;
  Napi::FunctionReference drain_later_;  // what setImmediate calls
  int holds_ = 0;
  std::map<const void*, TurnWatch> turn_watches_;

  std::mutex mutex_;  // guards what follows
  std::deque<Task> tasks_;
  bool woken_ = false;  // a wake-up is under way: no other one is needed
  bool closed_ = false;
};

}  // namespace sluice
