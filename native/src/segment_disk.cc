// The disk's half of a segment: what warmer (create, grow, populate), flusher (sync, seal) and cold readers do to it.
// Assumptions (docs/ARCHITECTURE.md): a failed sync is final, the pages are marked clean all the same (A4); fallocate'd
// blocks cannot run out under a store (A6); a new name is durable only once its directory was synced (A5).
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "disk.h"
#include "engine.h"
#include "segment.h"

#ifndef MADV_POPULATE_WRITE
#define MADV_POPULATE_WRITE 23
#endif

namespace sluice {

namespace {

bool is_full(int error) { return error == ENOSPC || error == EDQUOT || error == EFBIG; }

int64_t page_end(int64_t position) { return (position + 4095) / 4096 * 4096; }

}  // namespace

// ---- warmer ----

void Segment::prepare() {
  std::lock_guard lock(warm_mutex_);
  if (retired_) return;
  bool first = !created_.load(std::memory_order_acquire);
  if (first) create();
  if (file() && state_.load(std::memory_order_acquire) == State::open) {
    // A new segment is about to be filled; a resumed one may stay idle.
    if (first && !options_.resumed) populate();
    grow();
    if ((first || allocated() >= needed_.load()) && (told_later_.exchange(false) || first))
      tell(SegmentEvent::room, double(allocated()));
    if (!first) populate();
  }
  if (!first) return;
  // What was asked for while there was no file.
  if (wishes_.load(std::memory_order_acquire) != 0) engine_->flusher.ask(shared_from_this(), true);
  if (unlink_when_created_.exchange(false)) unlink();
}

void Segment::create() {
  if (state_.load() != State::failed) {  // not closed meanwhile
    int error = options_.resumed ? open_resumed() : open_new();
    State expected = State::creating;
    if (error == 0) state_.compare_exchange_strong(expected, State::open, std::memory_order_acq_rel);
  }
  created_.store(true, std::memory_order_release);
}

int Segment::open_new() {
  int descriptor = ::open(options_.path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (descriptor < 0) {
    int error = errno;
    fail(error, SegmentFailure::create);
    return error;
  }
  set_file(std::make_shared<File>(descriptor));
  int64_t step = std::min(next_step_, options_.size_bytes);
  SegmentFailure what = SegmentFailure::allocate;
  int error = allocate(0, step);
  if (error == 0) {
    what = SegmentFailure::create;
    error = map();
  }
  if (error != 0) {
    ::unlink(options_.path.c_str());
    set_file(nullptr);
    fail(error, what);
    return error;
  }
  next_step_ = std::min(next_step_ * kStepGrowth, options_.step_most_bytes);
  grow_at_.store(step / 2, std::memory_order_relaxed);
  allocated_.store(step, std::memory_order_release);
  return 0;
}

int Segment::open_resumed() {
  int descriptor = ::open(options_.path.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW);
  int error = descriptor < 0 ? errno : 0;
  if (error == 0) {
    set_file(std::make_shared<File>(descriptor));
    struct stat facts;
    if (fstat(descriptor, &facts) != 0)
      error = errno;
    else if (facts.st_size < options_.position)
      error = ENODATA;
    else if (facts.st_size > options_.position && ftruncate(descriptor, options_.position) != 0)
      error = errno;
    if (error == 0) error = map();
  }
  if (error != 0) {
    set_file(nullptr);
    fail(error, SegmentFailure::open);
    return error;
  }
  // No room for a step is no failure here: reading goes on, and appends ask again.
  allocated_.store(options_.position, std::memory_order_release);
  grow_at_.store(0, std::memory_order_relaxed);
  return 0;
}

int Segment::map() {
  if (!options_.mapped) return 0;
  void* base =
      mmap(nullptr, size_t(options_.size_bytes), PROT_READ | PROT_WRITE, MAP_SHARED, file()->descriptor(), 0);
  if (base == MAP_FAILED) return errno;
  engine_->counters.mappings.fetch_add(1, std::memory_order_relaxed);
  engine_->counters.mapped_bytes.fetch_add(options_.size_bytes, std::memory_order_relaxed);
  base_.store(static_cast<uint8_t*>(base), std::memory_order_release);
  return 0;
}

// Real blocks for [from, to), where from is the end of the file; nothing is left behind on failure. Never glibc's
// emulation. Without fallocate in the file system: an error for a mapping (a full disk would be a SIGBUS), and no matter
// for pwrite, which hears of a full disk itself.
int Segment::allocate(int64_t from, int64_t to) {
  int descriptor = file()->descriptor();
  int result;
  do {
    result = fallocate(descriptor, 0, from, to - from);
  } while (result != 0 && errno == EINTR);
  if (result == 0) return 0;
  int error = errno;
  if ((error == EOPNOTSUPP || error == ENOSYS) && !options_.mapped) return 0;
  // Nobody has touched the bytes behind `from`: a partial step can go without harm to the mapping.
  if (ftruncate(descriptor, from) != 0) return errno;
  return error;
}

void Segment::grow() {
  while (true) {
    int64_t have = allocated(), needed = std::min(needed_.load(), options_.size_bytes);
    if (have >= options_.size_bytes) return;
    bool must = needed > have;
    bool due = position() >= grow_at_.load() && std::chrono::steady_clock::now() >= grow_again_at_;
    if (!must && !due) return;
    int64_t least = std::min(std::max(page_end(needed), page_end(have + 1)), options_.size_bytes);
    int64_t to = std::min(std::max(page_end(have + next_step_), least), options_.size_bytes);
    int error = allocate(have, to);
    if (is_full(error) && must && least < to) error = allocate(have, to = least);
    if (is_full(error)) {
      grow_again_at_ = std::chrono::steady_clock::now() + std::chrono::milliseconds(250);
      if (!must) return;
      needed_.store(0);
      if (told_later_.exchange(false)) tell(SegmentEvent::no_space, error);
      return;
    }
    if (error != 0) return fail(error, SegmentFailure::allocate);
    next_step_ = std::min(next_step_ * kStepGrowth, options_.step_most_bytes);
    // Half of this step before the next: a log that stays small holds little more than it needs.
    grow_at_.store(have + (to - have) / 2, std::memory_order_relaxed);
    allocated_.store(to, std::memory_order_release);
  }
}

// Faults pages in ahead of the position, in pieces so that the position may move on meanwhile. What cannot be done is left
// to the append, which has its guard.
void Segment::populate() {
  if (!options_.mapped || options_.window_bytes <= 0 || !can_populate_) return;
  uint8_t* base = base_.load(std::memory_order_acquire);
  while (true) {
    int64_t position = this->position();
    int64_t end = std::min(page_end(position + options_.window_bytes), allocated());
    int64_t from = std::max(populated_.load(std::memory_order_relaxed), position / kPageBytes * kPageBytes);
    if (from >= end) return;
    int64_t piece = std::min<int64_t>(end - from, 1 << 20);
    if (madvise(base + from, size_t(piece), MADV_POPULATE_WRITE) != 0) {
      if (errno == EINTR || errno == EAGAIN) continue;
      if (errno == EINVAL) can_populate_ = false;  // Linux before 5.14
      return;
    }
    populated_.store(page_end(from + piece), std::memory_order_relaxed);
  }
}

// ---- flusher ----

void Segment::flush() {
  if (!created_.load(std::memory_order_acquire)) return;  // prepare() asks again
  unsigned wishes = wishes_.exchange(0, std::memory_order_acq_rel);
  bool good = state_.load(std::memory_order_acquire) != State::failed;
  if (good && (wishes & (kSync | kSeal))) good = sync_now(wishes & kSync);
  if (good && (wishes & kSeal)) seal_now();
  if (wishes & kClose) {
    retire();
    let_go();
  }
}

bool Segment::sync_now(bool wanted) {
  std::shared_ptr<File> file = this->file();
  int64_t target = position();  // before the sync: what is appended during it is covered by the next one
  if (!directory_synced_) {
    if (int error = sync_directory(parent_of(options_.path)); error != 0)
      return fail(error, SegmentFailure::sync), false;
    directory_synced_ = true;
  }
  bool moved = target > durable();
  if (moved) {
    auto start = std::chrono::steady_clock::now();
    if (fdatasync(file->descriptor()) != 0) return fail(errno, SegmentFailure::sync), false;  // never again
    std::chrono::nanoseconds took = std::chrono::steady_clock::now() - start;
    engine_->counters.syncs.fetch_add(1, std::memory_order_relaxed);
    engine_->counters.sync_nanoseconds.fetch_add(uint64_t(took.count()), std::memory_order_relaxed);
    engine_->counters.sync_times.add(uint64_t(took.count()));
    durable_.store(target, std::memory_order_release);
  }
  if (moved || wanted) tell(SegmentEvent::synced, double(target));
  return true;
}

// Only bytes that were never published are cut, and nobody looks at them through a mapping any more.
void Segment::seal_now() {
  retire();
  unmap();
  int descriptor = file()->descriptor();
  if (ftruncate(descriptor, position()) != 0 || fsync(descriptor) != 0)
    return fail(errno, SegmentFailure::seal);
  allocated_.store(position(), std::memory_order_release);
  State expected = State::sealing;
  if (state_.compare_exchange_strong(expected, State::sealed)) tell(SegmentEvent::sealed, double(position()));
}

void Segment::retire() {
  std::lock_guard lock(warm_mutex_);
  retired_ = true;
}

void Segment::unmap() {
  uint8_t* base = base_.exchange(nullptr, std::memory_order_acq_rel);
  if (base == nullptr) return;
  munmap(base, size_t(options_.size_bytes));
  engine_->counters.mappings.fetch_sub(1, std::memory_order_relaxed);
  engine_->counters.mapped_bytes.fetch_sub(options_.size_bytes, std::memory_order_relaxed);
}

// ---- cold readers ----

void Segment::bring_in(int64_t position, int64_t length, double token) {
  std::shared_ptr<File> file;  // ours: close() may take the segment's away meanwhile
  int error = open_sealed(&file);
  if (error != 0) return tell(SegmentEvent::warm, token, error);
  int64_t end = std::min(position + length, this->position());
  if (position >= end) return tell(SegmentEvent::warm, token, 0);
  engine_->cold_readers->bring_in(std::move(file), position, end - position,
                                  [self = shared_from_this(), token](int error) {
                                    if (error != ECANCELED) self->tell(SegmentEvent::warm, token, error);
                                  });
}

int Segment::open_sealed(std::shared_ptr<File>* file) {
  if ((*file = this->file())) return 0;
  if (state_.load(std::memory_order_acquire) != State::sealed || quiet_.load()) return ENOENT;
  int descriptor = ::open(options_.path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (descriptor < 0) return errno;
  *file = std::make_shared<File>(descriptor);
  struct stat facts;
  if (fstat(descriptor, &facts) != 0) return errno;
  if (facts.st_size < position()) return ENODATA;
  std::lock_guard lock(file_mutex_);
  if (!file_) file_ = *file;  // else another cold reader was first
  return 0;
}

int Segment::remove() const {
  if (::unlink(options_.path.c_str()) != 0 && errno != ENOENT) return errno;
  return sync_directory(parent_of(options_.path));
}

}  // namespace sluice
