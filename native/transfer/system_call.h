// The one way in which this program enters the kernel on the clock: every call is counted at its place, an interrupted one is
// made again, and a failed one is thrown with its name, so that a row of the table can say what the kernel refused.
// Counted are the calls of this room; what the C++ library does to start a thread or to get memory is not. Any thread.
#pragma once

#include <sys/mman.h>

#include <atomic>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string>

namespace sluice::transfer {

// what(): "EINVAL: splice: Invalid argument".
class Refused : public std::runtime_error {
 public:
  Refused(const char* call, int number)
      : std::runtime_error(std::string(name_of(number)) + ": " + call + ": " + strerror(number)),
        number_(number) {}
  int number() const { return number_; }

 private:
  static const char* name_of(int number) {
    const char* name = strerrorname_np(number);
    return name != nullptr ? name : "errno";
  }
  int number_;
};

inline std::atomic<uint64_t> calls_made{0};

inline void count_call() { calls_made.fetch_add(1, std::memory_order_relaxed); }

inline bool has_failed(long result) { return result < 0; }
inline bool has_failed(void* result) { return result == MAP_FAILED; }

template <class Function, class... Arguments>
auto call(const char* name, Function function, Arguments... arguments) {
  for (;;) {
    count_call();
    auto result = function(arguments...);
    if (!has_failed(result)) return result;
    if (errno != EINTR) throw Refused(name, errno);
  }
}

}  // namespace sluice::transfer
