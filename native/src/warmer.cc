#include "warmer.h"

#include <utility>

#include "segment.h"
#include "thread_start.h"

namespace sluice {

Warmer::Warmer() : thread_([this] { work(); }) {}

Warmer::~Warmer() { stop(); }

void Warmer::ask(std::shared_ptr<Segment> segment) {
  std::lock_guard lock(mutex_);
  if (stopping_) return;
  queue_.push_back(std::move(segment));
  wake_.notify_one();
}

void Warmer::work() {
  start_thread("sluice-warm");
  std::unique_lock lock(mutex_);
  while (true) {
    wake_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
    if (stopping_) return;
    std::shared_ptr<Segment> segment = std::move(queue_.front());
    queue_.pop_front();
    lock.unlock();
    segment->take_warmer_request();  // first: what is asked for from here on asks again
    segment->prepare();
    segment.reset();
    lock.lock();
  }
}

void Warmer::stop() {
  std::deque<std::shared_ptr<Segment>> dropped;
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
    dropped.swap(queue_);
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
}

}  // namespace sluice
