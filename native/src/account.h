// The memory account of all frames that are not ended yet: an account, not an allocation. A frame's declared length is
// charged before its payload is read or its memory taken; where it does not fit, its connection waits in line, unread, and
// is granted the charge later in the order of arrival.
// Small frames may also use a reserve, so that heartbeats and commits pass while large frames have filled the budget.
// Owns: the sums and the line. Any thread; `granted` is called without the lock, on the thread that released.
#pragma once

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

struct AccountLimits {
  int64_t budget_bytes;
  int64_t small_frame_bytes;
  int64_t small_reserve_bytes;
};

class Account {
 public:
  using Granted = std::function<void(uint64_t connection, Charge charge)>;

  explicit Account(AccountLimits limits) : limits_(limits) {}
  Account(const Account&) = delete;
  Account& operator=(const Account&) = delete;

  // Before the first charge. After on_granted(nullptr) nobody is granted anything any more.
  void on_granted(Granted granted);

  // 0: charged. Else the number of the place in line; `granted` follows unless cancel() comes first.
  uint64_t charge_or_wait(uint64_t connection, int64_t bytes, Charge* charge);
  // For memory that one can do without: from the budget only, never past somebody who waits.
  bool try_charge(int64_t bytes);
  void release(Charge charge);
  // Leaves the line. False: granted already (the charge is on its way and must be released when it arrives).
  bool cancel(uint64_t place);

  int64_t used_bytes() const;
  size_t waiting() const;

 private:
  struct Waiting {
    uint64_t connection;
    int64_t bytes;
  };
  using Line = std::map<uint64_t, Waiting>;  // by place: in order of arrival

  bool fits_budget(int64_t bytes) const { return used_ + bytes <= limits_.budget_bytes; }
  bool fits_reserve(int64_t bytes) const { return reserve_used_ + bytes <= limits_.small_reserve_bytes; }
  void grant_waiting(std::unique_lock<std::mutex>& lock);

  const AccountLimits limits_;
  mutable std::mutex mutex_;  // guards what follows
  int64_t used_ = 0, reserve_used_ = 0;
  uint64_t next_place_ = 1;
  Line small_, large_;
  Granted granted_;
};

}  // namespace sluice
