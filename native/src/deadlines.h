// Deadlines of one kind, all equally long: whoever starts last is due last, so a list in order of start is a sorted one and
// every operation costs the same with 10,000 connections. Owns nothing: the links live in the connections.
// Thread: one network thread. Times are milliseconds of the monotonic clock.
#pragma once

#include <cstdint>
#include <limits>

namespace sluice {

struct DeadlineLink {
  DeadlineLink *previous = nullptr, *next = nullptr;  // null: not running
  int64_t due_ms = 0;
  uint64_t connection = 0;
  bool running() const { return next != nullptr; }
};

class Deadlines {
 public:
  static constexpr int64_t kNever = std::numeric_limits<int64_t>::max();

  explicit Deadlines(int64_t timeout_ms) : timeout_ms_(timeout_ms) { head_.previous = head_.next = &head_; }
  Deadlines(const Deadlines&) = delete;
  Deadlines& operator=(const Deadlines&) = delete;

  void start(DeadlineLink& link, int64_t now_ms) {  // again: from now on
    stop(link);
    link.due_ms = now_ms + timeout_ms_;
    link.next = &head_;
    link.previous = head_.previous;
    link.previous->next = link.next->previous = &link;
  }

  static void stop(DeadlineLink& link) {
    if (!link.running()) return;
    link.previous->next = link.next;
    link.next->previous = link.previous;
    link.previous = link.next = nullptr;
  }

  int64_t next_due_ms() const { return head_.next == &head_ ? kNever : head_.next->due_ms; }

  // The connection that is due and has waited longest, its deadline stopped; 0: nobody.
  uint64_t take_due(int64_t now_ms) {
    if (next_due_ms() > now_ms) return 0;
    uint64_t connection = head_.next->connection;
    stop(*head_.next);
    return connection;
  }

 private:
  const int64_t timeout_ms_;
  DeadlineLink head_;
};

}  // namespace sluice
