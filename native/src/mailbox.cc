#include "mailbox.h"

#include <cassert>
#include <utility>

namespace sluice {

std::shared_ptr<Mailbox> Mailbox::create(Napi::Env env) {
  std::shared_ptr<Mailbox> mailbox(new Mailbox(env));
  napi_value name = Napi::String::New(env, "sluice mailbox");
  napi_status status = napi_create_threadsafe_function(env, nullptr, nullptr, name, 0, 1, nullptr, nullptr,
                                                       mailbox.get(), &Mailbox::on_wake, &mailbox->wake_);
  if (status != napi_ok) throw Napi::Error::New(env, "cannot create the mailbox of the native addon");
  napi_unref_threadsafe_function(env, mailbox->wake_);
  std::weak_ptr<Mailbox> weak = mailbox;
  mailbox->drain_later_ = Napi::Persistent(Napi::Function::New(env, [weak](const Napi::CallbackInfo&) {
    if (auto self = weak.lock()) self->drain();
  }));
  return mailbox;
}

Mailbox::~Mailbox() { assert(closed_); }

void Mailbox::post(Task task) {
  std::unique_lock lock(mutex_);
  if (closed_) {
    lock.unlock();  // the task, and what it owns, is destroyed outside the lock
    return;
  }
  tasks_.push_back(std::move(task));
  if (woken_) return;
  woken_ = true;
  // Under the lock: close() may not release the function between the check above and this call.
  napi_call_threadsafe_function(wake_, nullptr, napi_tsfn_nonblocking);
}

void Mailbox::hold() {
  if (holds_++ == 0 && wake_ != nullptr) napi_ref_threadsafe_function(env_, wake_);
}

void Mailbox::release() {
  assert(holds_ > 0);
  if (--holds_ == 0 && wake_ != nullptr) napi_unref_threadsafe_function(env_, wake_);
}

void Mailbox::close() {
  std::deque<Task> dropped;
  {
    std::lock_guard lock(mutex_);
    if (closed_) return;
    closed_ = true;
    dropped.swap(tasks_);
    napi_release_threadsafe_function(wake_, napi_tsfn_abort);
    wake_ = nullptr;
  }
  drain_later_.Reset();
}

void Mailbox::on_wake(napi_env env, napi_value, void* context, void*) {
  if (env == nullptr) return;  // the environment is going: nothing may run any more
  static_cast<Mailbox*>(context)->drain();
}

void Mailbox::drain() {
  auto self = shared_from_this();
  Napi::HandleScope scope(env_);
  for (auto& [caller, watch] : turn_watches_) watch.begin();
  bool more = run_tasks();
  for (auto& [caller, watch] : turn_watches_) watch.end();
  if (more) go_on_later();
}

// True: there is more to do than one turn should.
bool Mailbox::run_tasks() {
  auto until = std::chrono::steady_clock::now() + kDrainTime;
  for (size_t count = 0;; count++) {
    Task task;
    {
      std::lock_guard lock(mutex_);
      if (closed_) return false;
      if (tasks_.empty()) {
        woken_ = false;
        return false;
      }
      if (count >= kDrainTasks || (count > 0 && std::chrono::steady_clock::now() > until)) return true;
      task = std::move(tasks_.front());
      tasks_.pop_front();
    }
    Napi::HandleScope task_scope(env_);
    try {
      task(env_);
    } catch (const Napi::Error& error) {
      report(error);
    } catch (const std::exception& error) {
      report_text(error.what());
    }
  }
}

void Mailbox::go_on_later() {
  // Not another wake-up: Node would run it at once, before the event loop has turned.
  try {
    env_.Global().Get("setImmediate").As<Napi::Function>().Call({drain_later_.Value()});
  } catch (const Napi::Error& error) {
    report(error);
  }
}

void Mailbox::report_text(const char* text) {
  try {
    report(Napi::Error::New(env_, text));
  } catch (const Napi::Error&) {
    // As below.
  }
}

void Mailbox::report(const Napi::Error& error) {
  try {
    napi_fatal_exception(env_, error.Value());
  } catch (const Napi::Error&) {
    // The worker is being terminated: there is no value to throw any more, and nobody to hear of it.
  }
}

}  // namespace sluice
