// The memory account of all frames that are not ended yet: an account, not an allocation. A frame's declared length is
// charged before its payload is read or its memory taken; where it does not fit, its connection waits in line, unread, and
// is granted the charge later in the order of arrival.
// Small frames may also use a reserve, so that heartbeats and commits pass while large frames have filled the budget.
// Bytes read ahead of a frame that must wait come from a sixteenth set aside: were they in the same sum, connections that
// wait could fill it with them, and none of their frames would ever fit.
// Owns: the sums and the line. Any thread; `granted` is called without the lock, on the thread that released.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <vector>

namespace sluice {

struct Charge {
  int64_t bytes = 0;
  bool reserve = false;  // taken from the reserve of small frames, not from the budget
};

// What a frame costs besides its bytes: its object, its number, its header's copy for JavaScript.
constexpr int64_t kFrameOverheadBytes = 256;

// The part of the budget that read-ahead may use; frames have the rest.
constexpr int64_t kReadAheadBytesLeast = 64 * 1024;
constexpr int64_t read_ahead_bytes(int64_t budget_bytes) {
  return std::max(kReadAheadBytesLeast, budget_bytes / 16);
}

struct AccountLimits {
  int64_t budget_bytes;
  int64_t small_frame_bytes;
  int64_t small_reserve_bytes;
};

class Account {
 public:
  using Granted = std::function<void(uint64_t connection, Charge charge)>;

  explicit Account(AccountLimits limits)
      : limits_(limits), frame_budget_(limits.budget_bytes - read_ahead_bytes(limits.budget_bytes)) {}
  Account(const Account&) = delete;
  Account& operator=(const Account&) = delete;

  // Before the first charge. After on_granted(nullptr) nobody is granted anything any more.
  void on_granted(Granted granted);

  // 0: charged. Else the number of the place in line; `granted` follows unless cancel() comes first.
  uint64_t charge_or_wait(uint64_t connection, int64_t bytes, Charge* charge);
  void release(Charge charge);
  // Leaves the line. False: granted already (the charge is on its way and must be released when it arrives).
  bool cancel(uint64_t place);

  // For bytes that one can also leave in the socket. Never waits.
  bool charge_read_ahead(int64_t bytes);
  void release_read_ahead(int64_t bytes) { read_ahead_used_.fetch_sub(bytes, std::memory_order_relaxed); }

  int64_t used_bytes() const;
  size_t waiting() const;

 private:
  struct Waiting {
    uint64_t connection;
    int64_t bytes;
  };
  using Line = std::map<uint64_t, Waiting>;  // by place: in order of arrival

  bool fits_budget(int64_t bytes) const { return used_ + bytes <= frame_budget_; }
  bool fits_reserve(int64_t bytes) const { return reserve_used_ + bytes <= limits_.small_reserve_bytes; }
  void grant_waiting(std::unique_lock<std::mutex>& lock);

  const AccountLimits limits_;
  const int64_t frame_budget_;
  std::atomic<int64_t> read_ahead_used_{0};
  mutable std::mutex mutex_;  // guards what follows
  int64_t used_ = 0, reserve_used_ = 0;
  uint64_t next_place_ = 1;
  Line small_, large_;
  Granted granted_;
};

}  // namespace sluice
