#include "account.h"

#include <cassert>
#include <utility>

namespace sluice {

void Account::on_granted(Granted granted) {
  std::lock_guard lock(mutex_);
  granted_ = std::move(granted);
}

uint64_t Account::charge_or_wait(uint64_t connection, int64_t bytes, Charge* charge) {
  std::lock_guard lock(mutex_);
  bool small = bytes <= limits_.small_frame_bytes;
  *charge = {bytes, false};
  if (large_.empty() && small_.empty() && fits_budget(bytes)) {
    used_ += bytes;
    return 0;
  }
  if (small && small_.empty() && fits_reserve(bytes)) {
    reserve_used_ += bytes;
    charge->reserve = true;
    return 0;
  }
  (small ? small_ : large_).emplace(next_place_, Waiting{connection, bytes});
  return next_place_++;
}

bool Account::charge_read_ahead(int64_t bytes) {
  int64_t before = read_ahead_used_.fetch_add(bytes, std::memory_order_relaxed);
  if (before + bytes <= limits_.budget_bytes - frame_budget_) return true;
  release_read_ahead(bytes);
  return false;
}

void Account::release(Charge charge) {
  if (charge.bytes == 0) return;
  std::unique_lock lock(mutex_);
  int64_t& sum = charge.reserve ? reserve_used_ : used_;
  sum -= charge.bytes;
  assert(sum >= 0);
  grant_waiting(lock);
}

bool Account::cancel(uint64_t place) {
  std::unique_lock lock(mutex_);
  if (small_.erase(place) == 0 && large_.erase(place) == 0) return false;
  grant_waiting(lock);  // a large frame that left the line may have held up those behind it
  return true;
}

// Large frames keep their order among themselves; small ones too, and pass the large ones only by way of the reserve.
void Account::grant_waiting(std::unique_lock<std::mutex>& lock) {
  if ((small_.empty() && large_.empty()) || !granted_) return;
  std::vector<std::pair<uint64_t, Charge>> grants;
  auto grant = [&](Line& line, bool reserve) {
    auto [connection, bytes] = line.begin()->second;
    (reserve ? reserve_used_ : used_) += bytes;
    grants.emplace_back(connection, Charge{bytes, reserve});
    line.erase(line.begin());
  };
  while (!small_.empty() && fits_reserve(small_.begin()->second.bytes)) grant(small_, true);
  while (true) {
    bool small_first = !small_.empty() && (large_.empty() || small_.begin()->first < large_.begin()->first);
    Line& line = small_first ? small_ : large_;
    if (line.empty() || !fits_budget(line.begin()->second.bytes)) break;
    grant(line, false);
  }
  if (grants.empty()) return;
  Granted granted = granted_;
  lock.unlock();
  for (auto& [connection, charge] : grants) granted(connection, charge);
}

int64_t Account::used_bytes() const {
  std::lock_guard lock(mutex_);
  return used_ + reserve_used_ + read_ahead_used_.load(std::memory_order_relaxed);
}

size_t Account::waiting() const {
  std::lock_guard lock(mutex_);
  return small_.size() + large_.size();
}

}  // namespace sluice
