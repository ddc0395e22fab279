#include "usage.h"

#include <sys/resource.h>
#include <time.h>

#include "system_call.h"

namespace sluice::transfer {

namespace {

double seconds_of(const timeval& time) { return double(time.tv_sec) + double(time.tv_usec) / 1e6; }

template <class Join>
Usage joined(const Usage& one, const Usage& other, Join join) {
  return {join(one.user_seconds, other.user_seconds),
          join(one.system_seconds, other.system_seconds),
          join(one.voluntary_switches, other.voluntary_switches),
          join(one.involuntary_switches, other.involuntary_switches),
          join(one.minor_faults, other.minor_faults),
          join(one.major_faults, other.major_faults),
          join(one.system_calls, other.system_calls)};
}

}  // namespace

Usage Usage::now() {
  rusage used{};
  ::getrusage(RUSAGE_SELF, &used);  // cannot fail with these arguments
  return {seconds_of(used.ru_utime),
          seconds_of(used.ru_stime),
          uint64_t(used.ru_nvcsw),
          uint64_t(used.ru_nivcsw),
          uint64_t(used.ru_minflt),
          uint64_t(used.ru_majflt),
          calls_made.load(std::memory_order_relaxed)};
}

Usage Usage::operator-(const Usage& earlier) const {
  return joined(*this, earlier, [](auto now, auto then) { return now - then; });
}

Usage Usage::operator+(const Usage& other) const {
  return joined(*this, other, [](auto one, auto two) { return one + two; });
}

int64_t monotonic_ns() {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return int64_t(now.tv_sec) * 1'000'000'000 + now.tv_nsec;
}

}  // namespace sluice::transfer
