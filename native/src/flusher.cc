#include "flusher.h"

#include <algorithm>
#include <utility>

#include "segment.h"
#include "thread_start.h"

namespace sluice {

Flusher::Flusher(unsigned threads) {
  for (unsigned i = 0; i < std::max(1u, threads); i++) threads_.emplace_back([this] { work(); });
}

Flusher::~Flusher() { stop(); }

void Flusher::ask(std::shared_ptr<Segment> segment, bool waiting) {
  Time due = std::chrono::steady_clock::now();
  if (!waiting) due += kPatience;
  std::lock_guard lock(mutex_);
  if (stopping_) return;
  FlushTicket& ticket = segment->flush_ticket;
  if (ticket.running) {
    ticket.due = ticket.again ? std::min(ticket.due, due) : due;
    ticket.again = true;
    return;
  }
  if (ticket.queued) {
    if (ticket.due <= due) return;
    auto [first, last] = queue_.equal_range(ticket.due);
    queue_.erase(std::find_if(first, last, [&](const auto& entry) { return entry.second == segment; }));
  }
  enqueue(std::move(segment), due);
}

void Flusher::enqueue(std::shared_ptr<Segment> segment, Time due) {
  segment->flush_ticket.queued = true;
  segment->flush_ticket.due = due;
  queue_.emplace(due, std::move(segment));
  wake_.notify_one();
}

void Flusher::work() {
  start_thread("sluice-flush");
  std::unique_lock lock(mutex_);
  while (true) {
    wake_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
    if (stopping_) return;
    std::shared_ptr<Segment> segment = std::move(queue_.begin()->second);
    queue_.erase(queue_.begin());
    segment->flush_ticket.queued = false;
    segment->flush_ticket.running = true;
    lock.unlock();
    segment->flush();
    lock.lock();
    segment->flush_ticket.running = false;
    if (segment->flush_ticket.again) {
      segment->flush_ticket.again = false;
      enqueue(segment, segment->flush_ticket.due);
    }
    lock.unlock();
    segment.reset();  // perhaps the last one to hold it: not under the lock
    lock.lock();
  }
}

void Flusher::stop() {
  std::multimap<Time, std::shared_ptr<Segment>> dropped;
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
    dropped.swap(queue_);
  }
  wake_.notify_all();
  for (auto& thread : threads_)
    if (thread.joinable()) thread.join();
}

}  // namespace sluice
