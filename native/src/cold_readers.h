// A small pool of threads that may wait for the disk, so that no other thread has to.
// Owns: its threads and the queue of jobs. Kept by std::shared_ptr (engine, network).
// Fair: what is brought in goes chunk by chunk through the queue, so one large range does not hold up the others.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "file.h"

namespace sluice {

class ColdReaders {
 public:
  explicit ColdReaders(unsigned threads);
  ~ColdReaders();
  ColdReaders(const ColdReaders&) = delete;
  ColdReaders& operator=(const ColdReaders&) = delete;

  // Is all of [position, position + length) in the page cache? Never waits for the disk. Any thread.
  // A range that reaches behind the end of the file counts as not resident.
  static bool resident(const File& file, int64_t position, int64_t length);

  // Read the range into the page cache, then call done(error) on the cold thread: 0, an errno, or ENODATA when the file
  // ends inside the range. done is called exactly once; with ECANCELED when the pool stops first. Any thread.
  void bring_in(std::shared_ptr<const File> file, int64_t position, int64_t length,
                std::function<void(int error)> done);

  // Any job that may wait for the disk. `cancelled` is true when the pool stopped before the job could run.
  void run(std::function<void(bool cancelled)> job);

  // Ends the threads after the job each is in; what waits is cancelled. Safe twice, not from a cold thread.
  void stop();

  uint64_t reads() const { return reads_.load(std::memory_order_relaxed); }
  uint64_t read_bytes() const { return read_bytes_.load(std::memory_order_relaxed); }

 private:
  static constexpr int64_t kChunkBytes = 256 * 1024;

  void work();
  void bring_in_chunk(std::shared_ptr<const File> file, int64_t position, int64_t end,
                      std::function<void(int)> done);

  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void(bool)>> jobs_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
  std::atomic<uint64_t> reads_{0};
  std::atomic<uint64_t> read_bytes_{0};
};

}  // namespace sluice
