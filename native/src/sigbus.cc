#include "sigbus.h"

#include <csetjmp>
#include <csignal>
#include <mutex>

namespace sluice {

namespace {

struct Guard {
  sigjmp_buf way_out;
  uintptr_t from, end;
};

thread_local Guard* volatile active = nullptr;
struct sigaction previous;
std::once_flag installed;

void on_sigbus(int signal, siginfo_t* info, void* context) {
  Guard* guard = active;
  auto address = reinterpret_cast<uintptr_t>(info->si_addr);
  if (guard != nullptr && address >= guard->from && address < guard->end) {
    active = nullptr;
    siglongjmp(guard->way_out, 1);
  }
  if (previous.sa_flags & SA_SIGINFO) return previous.sa_sigaction(signal, info, context);
  if (previous.sa_handler != SIG_DFL && previous.sa_handler != SIG_IGN) return previous.sa_handler(signal);
  std::signal(SIGBUS, SIG_DFL);  // returning raises it again, now for the default action
}

}  // namespace

void install_sigbus_guard() {
  std::call_once(installed, [] {
    struct sigaction action{};
    action.sa_sigaction = on_sigbus;
    // SA_NODEFER: the signal mask stays as it is, so the guard needs no system call to save it.
    action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER;
    sigaction(SIGBUS, &action, &previous);
  });
}

__attribute__((noinline)) bool run_guarded(void (*store)(void*), void* context, const void* from,
                                           uint64_t bytes) {
  Guard guard;
  guard.from = reinterpret_cast<uintptr_t>(from);
  guard.end = guard.from + bytes;
  if (sigsetjmp(guard.way_out, 0) != 0) return false;
  active = &guard;
  store(context);
  active = nullptr;
  return true;
}

}  // namespace sluice
