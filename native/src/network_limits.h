// The numbers of NetworkOptions (native/index.ts), checked by the glue, and the counters all network threads share.
#pragma once

#include <atomic>
#include <cstdint>

#include "account.h"

namespace sluice {

struct NetworkLimits {
  uint32_t threads;
  AccountLimits account;
  uint32_t frame_bytes_max;
  uint32_t first_frame_bytes_max;  // before the connection is admitted
  uint32_t header_bytes_max;
  uint32_t frames_in_flight_max;
  int64_t outbox_bytes_max;
  int64_t frame_deadline_ms;
  int64_t hello_deadline_ms;
  int64_t progress_deadline_ms;
  uint32_t connections_max;
  int64_t copy_bytes_max;
  int64_t cold_chunk_bytes;
  bool
      tells_invalid;  // an onInvalid callback exists: the connection waits for its answer instead of closing at once
};

struct NetworkTotals {
  std::atomic<uint64_t> connections{0}, accepted{0}, refused{0};
  std::atomic<uint64_t> frames_in{0}, bytes_in{0}, bytes_out_copied{0}, bytes_out_sendfile{0};
  std::atomic<uint64_t> ranges_cold{0};
};

// Equal to CloseReason in native/index.ts; exported under constants, a test compares them.
enum class CloseReason : int {
  peer = 1,
  local = 2,
  frame_length = 3,
  frame_deadline = 4,
  progress_deadline = 5,
  error = 6,
  range = 7,
  shutdown = 8,
  idle = 9,
  frame_too_large = 10,
};

}  // namespace sluice
