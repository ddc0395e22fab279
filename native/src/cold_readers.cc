#include "cold_readers.h"

#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "thread_start.h"

namespace sluice {

namespace {

constexpr long kCachestat = 451;  // Linux 6.5; the number is the same on every architecture
constexpr int64_t kPageBytes = 4096;

struct CacheRange {
  uint64_t offset, length;
};
struct CacheFacts {
  uint64_t cached, dirty, writeback, evicted, recently_evicted;
};

// Without cachestat: read what is there without waiting; the first short answer says that something is missing.
bool resident_by_reading(const File& file, int64_t position, int64_t length) {
  thread_local std::vector<char> scratch(64 * 1024);
  for (int64_t at = position, end = position + length; at < end;) {
    iovec piece{scratch.data(), size_t(std::min<int64_t>(end - at, int64_t(scratch.size())))};
    ssize_t got = preadv2(file.descriptor(), &piece, 1, at, RWF_NOWAIT);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    at += got;
  }
  return true;
}

}  // namespace

ColdReaders::ColdReaders(unsigned threads) {
  for (unsigned i = 0; i < std::max(1u, threads); i++) threads_.emplace_back([this] { work(); });
}

ColdReaders::~ColdReaders() { stop(); }

bool ColdReaders::resident(const File& file, int64_t position, int64_t length) {
  if (length <= 0) return true;
  CacheRange range{uint64_t(position), uint64_t(length)};
  CacheFacts facts{};
  if (syscall(kCachestat, file.descriptor(), &range, &facts, 0) == 0) {
    int64_t pages = (position + length - 1) / kPageBytes - position / kPageBytes + 1;
    return int64_t(facts.cached) >= pages;
  }
  return resident_by_reading(file, position, length);
}

void ColdReaders::bring_in(std::shared_ptr<const File> file, int64_t position, int64_t length,
                           std::function<void(int)> done) {
  reads_.fetch_add(1, std::memory_order_relaxed);
  bring_in_chunk(std::move(file), position, position + length, std::move(done));
}

void ColdReaders::bring_in_chunk(std::shared_ptr<const File> file, int64_t position, int64_t end,
                                 std::function<void(int)> done) {
  run([this, file = std::move(file), position, end, done = std::move(done)](bool cancelled) mutable {
    if (cancelled) return done(ECANCELED);
    thread_local std::vector<char> scratch(kChunkBytes);
    int64_t at = position;
    int64_t chunk_end = std::min(end, position + kChunkBytes);
    while (at < chunk_end) {
      ssize_t got = pread(file->descriptor(), scratch.data(), size_t(chunk_end - at), at);
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) return done(errno);
      if (got == 0) return done(ENODATA);
      at += got;
    }
    read_bytes_.fetch_add(uint64_t(chunk_end - position), std::memory_order_relaxed);
    if (chunk_end >= end) return done(0);
    bring_in_chunk(std::move(file), chunk_end, end, std::move(done));
  });
}

void ColdReaders::run(std::function<void(bool)> job) {
  {
    std::lock_guard lock(mutex_);
    if (!stopping_) {
      jobs_.push_back(std::move(job));
      wake_.notify_one();
      return;
    }
  }
  job(true);
}

void ColdReaders::work() {
  start_thread("sluice-cold");
  std::unique_lock lock(mutex_);
  while (true) {
    wake_.wait(lock, [this] { return stopping_ || !jobs_.empty(); });
    if (stopping_) return;
    auto job = std::move(jobs_.front());
    jobs_.pop_front();
    lock.unlock();
    job(false);
    job = nullptr;  // what it owns goes before the lock is taken again
    lock.lock();
  }
}

void ColdReaders::stop() {
  std::deque<std::function<void(bool)>> cancelled;
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
    cancelled.swap(jobs_);
  }
  wake_.notify_all();
  for (auto& thread : threads_)
    if (thread.joinable()) thread.join();
  for (auto& job : cancelled) job(true);
}

}  // namespace sluice
