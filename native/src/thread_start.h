// What every thread of ours does first. Signals belong to Node's threads: a handler that ran here could cut fdatasync short on
// some file systems, and a failed sync is final. Faults of the thread itself stay its own (SIGBUS: sigbus.h).
#pragma once

#include <pthread.h>
#include <signal.h>

namespace sluice {

// name: at most 15 characters, for ps, top and debuggers.
inline void start_thread(const char* name) {
  sigset_t signals;
  sigfillset(&signals);
  for (int own : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT}) sigdelset(&signals, own);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  pthread_setname_np(pthread_self(), name);
}

}  // namespace sluice
