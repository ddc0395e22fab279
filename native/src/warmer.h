// The one thread that is ahead of the appends: creates segment files, allocates their blocks in steps, faults pages in.
// Owns: its thread and a first-in first-out queue; a segment asks at most once at a time (Segment::take_warmer_request).
// ask(): any thread. What is done to the segment is Segment::prepare().
#pragma once

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>

namespace sluice {

class Segment;

class Warmer {
 public:
  Warmer();
  ~Warmer();
  Warmer(const Warmer&) = delete;
  Warmer& operator=(const Warmer&) = delete;

  void ask(std::shared_ptr<Segment> segment);

  // Ends the thread after the segment it is at; what waits is dropped. Safe twice.
  void stop();

 private:
  void work();

  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::shared_ptr<Segment>> queue_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace sluice
