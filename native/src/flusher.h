// Threads that make segments durable.
// Owns: its threads and the queue. Due times order the queue and never hold a free thread back: a sync that somebody waits
// for is due now, another one a little later, so waiting answers come first and nothing starves. Whoever wants fewer
// syncs asks less often (storage: flush.interval.ms). A segment is in the queue once, and with one thread at a
// time: what is asked for while it runs is done in one go afterwards (group commit).
// ask(): any thread. What is done to the segment is Segment::flush().
#pragma once

#include <chrono>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace sluice {

class Segment;

// The flusher's note on one segment; guarded by the flusher's mutex.
struct FlushTicket {
  std::chrono::steady_clock::time_point due;
  bool queued = false;
  bool running = false;
  bool again = false;
};

class Flusher {
 public:
  explicit Flusher(unsigned threads);
  ~Flusher();
  Flusher(const Flusher&) = delete;
  Flusher& operator=(const Flusher&) = delete;

  void ask(std::shared_ptr<Segment> segment, bool waiting);

  // Ends the threads after the segment each is at; what waits is dropped. Safe twice.
  void stop();

 private:
  using Time = std::chrono::steady_clock::time_point;
  static constexpr std::chrono::milliseconds kPatience{
      200};  // of a sync nobody waits for, behind waiting ones

  void work();
  void enqueue(std::shared_ptr<Segment> segment, Time due);

  std::mutex mutex_;
  std::condition_variable wake_;
  std::multimap<Time, std::shared_ptr<Segment>> queue_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace sluice
