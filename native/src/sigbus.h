// Turns a SIGBUS inside one guarded store into a `false`, so that a dying or truncated disk makes a log read-only and does
// not kill the process. Any thread; the guard is per thread.
// The handler is installed once per process (the only static mutable state of the addon). A SIGBUS outside a guard
// goes to the handler that was there before. Inside a guard: no lock, no allocation, no destructor, no N-API call, because
// the way out is a siglongjmp.
#pragma once

#include <cstdint>

namespace sluice {

void install_sigbus_guard();

// Runs store(context); false when it raised SIGBUS on an address of ours ([from, from + bytes)).
bool run_guarded(void (*store)(void* context), void* context, const void* from, uint64_t bytes);

}  // namespace sluice
