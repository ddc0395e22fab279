// The threads of one store and what they share. No N-API in here: events leave through a function.
// Owns: flushers, warmer, cold readers, counters. Kept by std::shared_ptr: engine object, segments.
// stop() ends all threads; it must have run before the last reference goes (a thread of ours may not join itself).
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>

#include "cold_readers.h"
#include "flusher.h"
#include "time_histogram.h"
#include "warmer.h"

namespace sluice {

struct Counters {
  std::atomic<int64_t> mappings{0};
  std::atomic<int64_t> mapped_bytes{0};
  std::atomic<uint64_t> syncs{0};
  std::atomic<uint64_t> sync_nanoseconds{0};
  TimeHistogram sync_times;
  std::atomic<uint64_t> sigbus_caught{0};
};

class EngineCore {
 public:
  // on_event runs on any thread; it must only hand over.
  using OnEvent = std::function<void(double segment, int32_t event, double a, double b)>;

  EngineCore(unsigned flush_threads, unsigned cold_threads, OnEvent event)
      : on_event(std::move(event)),
        cold_readers(std::make_shared<ColdReaders>(cold_threads)),
        flusher(flush_threads) {}

  void stop() {
    std::lock_guard lock(stop_mutex_);  // a second caller waits for the first
    warmer.stop();
    flusher.stop();
    cold_readers->stop();
  }

  const OnEvent on_event;
  Counters counters;
  const std::shared_ptr<ColdReaders> cold_readers;
  Flusher flusher;
  Warmer warmer;

 private:
  std::mutex stop_mutex_;
};

}  // namespace sluice
