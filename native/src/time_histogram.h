// How often something took how long: counts by time, two buckets a doubling. No lock: any thread may add, any may read.
// Bucket 0 holds everything up to 16 µs; those behind it end at 24, 32, 48, 64, … µs (inclusive), the last but one at 67 s, and the
// last has no end. storage/histogram.ts knows the same bounds; a test compares them.
#pragma once

#include <array>
#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace sluice {

class TimeHistogram {
 public:
  static constexpr size_t kBuckets = 46;
  static constexpr uint64_t kUnitNanoseconds = 8'000;

  static constexpr size_t bucket_of(uint64_t nanoseconds) {
    uint64_t units = nanoseconds == 0 ? 0 : (nanoseconds - 1) / kUnitNanoseconds;
    if (units < 2) return 0;
    size_t doubling = size_t(std::bit_width(units)) - 1;
    size_t half = (units >> (doubling - 1)) & 1;
    size_t bucket = 2 * doubling - 1 + half;
    return bucket < kBuckets ? bucket : kBuckets - 1;
  }

  void add(uint64_t nanoseconds) { counts_[bucket_of(nanoseconds)].fetch_add(1, std::memory_order_relaxed); }

  uint64_t count(size_t bucket) const { return counts_[bucket].load(std::memory_order_relaxed); }

 private:
  std::array<std::atomic<uint64_t>, kBuckets> counts_{};
};

static_assert(TimeHistogram::bucket_of(0) == 0 && TimeHistogram::bucket_of(16'000) == 0);
static_assert(TimeHistogram::bucket_of(16'001) == 1 && TimeHistogram::bucket_of(24'000) == 1);
static_assert(TimeHistogram::bucket_of(24'001) == 2 && TimeHistogram::bucket_of(32'000) == 2);
static_assert(TimeHistogram::bucket_of(32'001) == 3 && TimeHistogram::bucket_of(~uint64_t(0)) == 45);
// 16 µs, doubled 22 times.
static_assert(TimeHistogram::bucket_of(16'000ull << 22) == 44 &&
              TimeHistogram::bucket_of((16'000ull << 22) + 1) == 45);

}  // namespace sluice
