// What a piece of work cost the process that did it, all its threads: from getrusage and from the count in system_call.h.
// CPU time is exact in sum; its division into user and system is the kernel's, by ticks where it samples them.
#pragma once

#include <cstdint>

namespace sluice::transfer {

// Plain numbers: it crosses a pipe from the peer.
struct Usage {
  double user_seconds = 0, system_seconds = 0;
  uint64_t voluntary_switches = 0, involuntary_switches = 0;
  uint64_t minor_faults = 0, major_faults = 0;
  uint64_t system_calls = 0;

  static Usage now();
  Usage operator-(const Usage& earlier) const;
  Usage operator+(const Usage& other) const;
};

// Of the clock that all processes share, from an arbitrary start.
int64_t monotonic_ns();

}  // namespace sluice::transfer
