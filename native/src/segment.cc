// The JavaScript thread's half of a segment: checking, copying, walking, asking. Nothing here waits for the disk, except
// a pwrite that the kernel throttles.
#include "segment.h"

#include <fcntl.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cerrno>
#include <cstring>
#include <utility>

#include "crc32c.h"
#include "engine.h"
#include "sigbus.h"

namespace sluice {

Segment::Segment(std::shared_ptr<EngineCore> engine, double id, SegmentOptions options)
    : engine_(std::move(engine)), id_(id), options_(std::move(options)) {
  position_ = options_.position;
  durable_ = options_.position;
  populated_ = options_.position / kPageBytes * kPageBytes;
  headers_crc_ = options_.headers_crc;
  next_step_ = options_.step_first_bytes;
}

std::shared_ptr<Segment> Segment::sealed(std::shared_ptr<EngineCore> engine, double id, std::string path,
                                         int64_t size) {
  auto segment = std::make_shared<Segment>(
      std::move(engine), id,
      SegmentOptions{.path = std::move(path), .size_bytes = size, .resumed = true, .position = size});
  segment->allocated_ = size;
  segment->state_ = State::sealed;
  segment->created_ = true;
  segment->directory_synced_ = true;
  return segment;
}

Segment::~Segment() { unmap(); }

std::shared_ptr<File> Segment::file() const {
  std::lock_guard lock(file_mutex_);
  return file_;
}

Verdict Segment::append(const uint8_t* data, int64_t length, int64_t base_offset, int32_t leader_epoch,
                        int64_t most_bytes, AppendFacts& facts) {
  State state = state_.load(std::memory_order_acquire);
  if (state == State::sealing || state == State::sealed || state == State::failed) return Verdict::sealed;
  facts = AppendFacts{.position = position(),
                      .end_position = position() + length,
                      .end_offset = base_offset,
                      .batches = 0,
                      .max_timestamp = -1,
                      .headers_crc = headers_crc_};
  if (length == 0) return Verdict::empty;
  if (facts.end_position > options_.size_bytes) return Verdict::full;
  if (state == State::creating || facts.end_position > allocated()) return ask_for_room(facts.end_position);
  Verdict verdict = check_all(data, length, most_bytes, &facts.batches);
  if (verdict != Verdict::ok) return verdict;
  verdict = options_.mapped ? store_mapped(data, length, facts, leader_epoch)
                            : store_written(data, length, facts, leader_epoch);
  if (verdict != Verdict::ok) return verdict;
  headers_crc_ = facts.headers_crc;
  position_.store(facts.end_position, std::memory_order_release);
  ask_ahead();
  return Verdict::ok;
}

Verdict Segment::check_all(const uint8_t* data, int64_t length, int64_t most_bytes, int64_t* batches) const {
  for (int64_t at = 0; at < length; (*batches)++) {
    batch::Header header;
    Verdict verdict = batch::read_header(data + at, size_t(length - at), header);
    if (verdict != Verdict::ok) return verdict;
    if (header.bytes > length - at) return Verdict::truncated;
    verdict = batch::check_new(header, most_bytes, false);
    if (verdict != Verdict::ok) return verdict;
    if (!batch::crc_matches(data + at, header)) return Verdict::crc;
    at += header.bytes;
  }
  return Verdict::ok;
}

namespace {

// Calls each(position, header, stamped first bytes) for every batch of checked bytes, and keeps the facts.
template <typename Each>
void stamp_each(const uint8_t* data, int64_t length, int32_t leader_epoch, AppendFacts& facts, Each each) {
  for (int64_t at = 0; at < length;) {
    batch::Header header;
    batch::read_header(data + at, size_t(length - at), header);
    std::array<uint8_t, batch::kHeaderBytes> stamped;
    memcpy(stamped.data(), data + at, stamped.size());
    batch::stamp(stamped.data(), facts.end_offset, leader_epoch);
    facts.headers_crc = crc32c(stamped.data(), stamped.size(), facts.headers_crc);
    facts.max_timestamp = std::max(facts.max_timestamp, header.max_timestamp);
    facts.end_offset += header.records_count;
    each(at, header, stamped.data());
    at += header.bytes;
  }
}

// Everything behind the first length word, then the stamps, then that word: a copy that was cut short by a crash reads
// as the clean end of the segment.
struct Copy {
  uint8_t* to;
  const uint8_t* data;
  int64_t length;
  int32_t leader_epoch;
  AppendFacts* facts;
};

void copy_batches(void* context) {
  Copy& copy = *static_cast<Copy*>(context);
  constexpr size_t kBehind = batch::kLengthAt + 4;
  memcpy(copy.to + kBehind, copy.data + kBehind, size_t(copy.length) - kBehind);
  stamp_each(copy.data, copy.length, copy.leader_epoch, *copy.facts,
             [&](int64_t at, const batch::Header&, const uint8_t* stamped) {
               memcpy(copy.to + at, stamped, batch::kLengthAt);
               memcpy(copy.to + at + batch::kEpochAt, stamped + batch::kEpochAt, 4);
             });
  std::atomic_thread_fence(std::memory_order_release);
  memcpy(copy.to + batch::kLengthAt, copy.data + batch::kLengthAt, 4);
}

}  // namespace

Verdict Segment::store_mapped(const uint8_t* data, int64_t length, AppendFacts& facts, int32_t leader_epoch) {
  uint8_t* to = base_.load(std::memory_order_acquire) + facts.position;
  Copy copy{to, data, length, leader_epoch, &facts};
  if (run_guarded(copy_batches, &copy, to, uint64_t(length))) return Verdict::ok;
  engine_->counters.sigbus_caught.fetch_add(1, std::memory_order_relaxed);
  fail(EIO, SegmentFailure::copy);
  return Verdict::fault;
}

Verdict Segment::store_written(const uint8_t* data, int64_t length, AppendFacts& facts,
                               int32_t leader_epoch) {
  constexpr size_t kPieces = 512;
  std::array<iovec, 2 * kPieces> pieces;
  std::array<std::array<uint8_t, batch::kStampedBytes>, kPieces> stamps;
  std::shared_ptr<File> file = this->file();
  size_t count = 0;
  int64_t to = facts.position;
  int error = 0;
  auto write_out = [&] {
    iovec* piece = pieces.data();
    iovec* end = piece + 2 * count;
    while (piece < end && error == 0) {
      ssize_t written = pwritev(file->descriptor(), piece, int(end - piece), to);
      if (written < 0 && errno == EINTR) continue;
      if (written <= 0) {
        error = written < 0 ? errno : EIO;
        break;
      }
      to += written;
      while (piece < end && size_t(written) >= piece->iov_len) written -= ssize_t((piece++)->iov_len);
      if (piece < end) {
        piece->iov_base = static_cast<uint8_t*>(piece->iov_base) + written;
        piece->iov_len -= size_t(written);
      }
    }
    count = 0;
  };
  stamp_each(data, length, leader_epoch, facts,
             [&](int64_t at, const batch::Header& header, const uint8_t* stamped) {
               if (count == kPieces) write_out();
               memcpy(stamps[count].data(), stamped, batch::kStampedBytes);
               pieces[2 * count] = {stamps[count].data(), batch::kStampedBytes};
               pieces[2 * count + 1] = {const_cast<uint8_t*>(data) + at + batch::kStampedBytes,
                                        size_t(header.bytes) - batch::kStampedBytes};
               count++;
             });
  write_out();
  if (error == 0) return Verdict::ok;
  // What was written may hold whole batches with the right offsets. A shorter append that ends where one of them begins, or
  // none at all, and a crash: recovery would take them for appended. Cutting needs no room, unlike zeros on some file
  // systems, and takes reserved blocks along that were not kept anyway.
  bool clean = to == facts.position || ftruncate(file->descriptor(), facts.position) == 0;
  if (clean && (error == ENOSPC || error == EDQUOT || error == EFBIG)) {
    tell(SegmentEvent::no_space, error);
    return Verdict::later;
  }
  fail(error, SegmentFailure::copy);
  return Verdict::fault;
}

Verdict Segment::ask_for_room(int64_t needed) {
  if (needed > needed_.load(std::memory_order_relaxed)) needed_.store(needed, std::memory_order_relaxed);
  told_later_.store(true, std::memory_order_release);
  ask_warmer();
  return Verdict::later;
}

// After an append: is the next allocation step, or the next window of pages, due?
void Segment::ask_ahead() {
  int64_t position = this->position();
  bool step_due = allocated() < options_.size_bytes && position >= grow_at_.load(std::memory_order_relaxed);
  bool window_due = options_.mapped && options_.window_bytes > 0 &&
                    populated_.load(std::memory_order_relaxed) - position < options_.window_bytes / 2 &&
                    populated_.load(std::memory_order_relaxed) < allocated();
  if (step_due || window_due) ask_warmer();
}

void Segment::ask_warmer() {
  if (!warmer_asked_.exchange(true, std::memory_order_acq_rel)) engine_->warmer.ask(shared_from_this());
}

namespace {

// Reads what is in the page cache, without waiting: bytes read, -1 where something is missing.
ssize_t read_resident(const File& file, uint8_t* to, size_t most, int64_t position) {
  iovec piece{to, most};
  ssize_t got;
  do {
    got = preadv2(file.descriptor(), &piece, 1, position, RWF_NOWAIT);
  } while (got < 0 && errno == EINTR);
  if (got < 0 && errno == EOPNOTSUPP && ColdReaders::resident(file, position, int64_t(most)))
    got = pread(file.descriptor(), to, most, position);
  return got;
}

}  // namespace

Verdict Segment::walk(int64_t from, int64_t limit, int64_t stop_offset, int64_t stop_position,
                      WalkFacts& facts) {
  limit = std::min(limit, position());
  std::shared_ptr<File> file = this->file();
  if (!file) return from < limit ? Verdict::cold : Verdict::end;
  std::array<uint8_t, 4096> block;
  int64_t block_at = 0, block_end = 0;
  for (int64_t at = from; at < limit;) {
    if (limit - at < int64_t(batch::kHeaderBytes)) return Verdict::truncated;
    if (at < block_at || at + int64_t(batch::kHeaderBytes) > block_end) {
      size_t most = size_t(std::min<int64_t>(limit - at, int64_t(block.size())));
      ssize_t got = read_resident(*file, block.data(), most, at);
      if (got < ssize_t(batch::kHeaderBytes)) return Verdict::cold;
      block_at = at;
      block_end = at + got;
    }
    batch::Header header;
    Verdict verdict = batch::read_header(block.data() + (at - block_at), size_t(block_end - at), header);
    if (verdict != Verdict::ok) return verdict;
    if (header.bytes > limit - at) return at + header.bytes > position() ? Verdict::truncated : Verdict::end;
    if (header.last_offset() >= stop_offset || at + header.bytes > stop_position) {
      facts = WalkFacts{at, header};
      return Verdict::ok;
    }
    at += header.bytes;
  }
  return Verdict::end;
}

void Segment::warm(int64_t position, int64_t length, double token) {
  engine_->cold_readers->run([self = shared_from_this(), position, length, token](bool cancelled) {
    if (!cancelled) self->bring_in(position, length, token);
  });
}

void Segment::wish(unsigned wishes, bool waiting) {
  wishes_.fetch_or(wishes, std::memory_order_acq_rel);
  engine_->flusher.ask(shared_from_this(), waiting);
}

void Segment::sync(bool waiting) { wish(kSync, waiting); }

void Segment::seal() {
  for (State expected : {State::open, State::creating})
    if (state_.compare_exchange_strong(expected, State::sealing)) return wish(kSeal, true);
}

void Segment::unlink() {
  // Behind the creation of the file, should that still be under way: the warmer's queue keeps order, ours does not.
  if (created_.load(std::memory_order_acquire)) {
    return engine_->cold_readers->run([self = shared_from_this()](bool cancelled) {
      if (!cancelled) self->tell(SegmentEvent::unlinked, self->remove());
    });
  }
  unlink_when_created_.store(true, std::memory_order_release);
  if (created_.load(std::memory_order_acquire) && unlink_when_created_.exchange(false)) unlink();
}

void Segment::close() {
  quiet_.store(true, std::memory_order_release);
  // An open segment takes nothing any more; a seal that is under way goes on, without events.
  for (State expected : {State::open, State::creating})
    state_.compare_exchange_strong(expected, State::failed);
  wish(kClose, false);
}

void Segment::refuse() {
  quiet_.store(true, std::memory_order_release);
  state_.store(State::failed, std::memory_order_release);
}

void Segment::let_go() {
  unmap();
  set_file(nullptr);
}

void Segment::fail(int error, SegmentFailure what) {
  if (state_.exchange(State::failed, std::memory_order_acq_rel) != State::failed)
    tell(SegmentEvent::failed, error, double(int32_t(what)));
}

void Segment::tell(SegmentEvent event, double a, double b) const {
  if (!quiet_.load(std::memory_order_acquire)) engine_->on_event(id_, int32_t(event), a, b);
}

void Segment::set_file(std::shared_ptr<File> file) {
  std::lock_guard lock(file_mutex_);
  file_.swap(file);
}

}  // namespace sluice
