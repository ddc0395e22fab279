#include "outbox.h"

#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "cold_readers.h"

namespace sluice {

namespace {

constexpr size_t kJoinBytesMost = 64 * 1024;  // small answers are joined up to this size
constexpr int kPiecesMost = 64;
constexpr size_t kCopyPieceBytes = 64 * 1024;
constexpr int64_t kProbeBytesMost =
    1024 * 1024;  // how much is asked for, and sent, at once while a file is hot

bool is_full(int error) { return error == EAGAIN || error == EWOULDBLOCK; }

// All of [position, position + length), or false.
bool read_whole(const FileRange& range, uint8_t* into) {
  for (int64_t at = 0; at < range.length;) {
    ssize_t got = pread(range.file->descriptor(), into + at, size_t(range.length - at), range.position + at);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    at += got;
  }
  return true;
}

}  // namespace

void Outbox::add_bytes(const uint8_t* bytes, size_t count) {
  if (count == 0) return;
  queued_bytes_ += int64_t(count);
  if (!empty()) {
    Part& last = parts_.back();
    if (last.range.file == nullptr && last.bytes.size() + count <= kJoinBytesMost) {
      last.bytes.insert(last.bytes.end(), bytes, bytes + count);
      return;
    }
  }
  parts_.emplace_back();
  parts_.back().bytes.assign(bytes, bytes + count);
}

void Outbox::add_range(FileRange range, const NetworkLimits& limits) {
  if (range.length == 0) return;
  if (range.length <= limits.copy_bytes_max &&
      ColdReaders::resident(*range.file, range.position, range.length)) {
    std::vector<uint8_t> bytes(size_t(range.length));
    if (read_whole(range, bytes.data())) return add_bytes(bytes.data(), bytes.size());
  }
  queued_bytes_ += range.length;
  parts_.emplace_back();
  parts_.back().range = std::move(range);
}

void Outbox::clear() {
  parts_ = {};
  head_ = 0;
  queued_bytes_ = warm_bytes_ = 0;
}

void Outbox::drop_first() {
  first() = {};
  head_++;
  warm_bytes_ = 0;
  if (empty()) {
    if (parts_.capacity() > 16) parts_ = {};
    parts_.clear();
    head_ = 0;
  } else if (head_ >= 64 && head_ * 2 >= parts_.size()) {
    parts_.erase(parts_.begin(), parts_.begin() + ptrdiff_t(head_));
    head_ = 0;
  }
}

FlushStep Outbox::flush(int socket, int64_t turn_bytes, const NetworkLimits& limits, NetworkTotals& totals,
                        int64_t* sent) {
  *sent = 0;
  while (!empty()) {
    if (*sent >= turn_bytes) return FlushStep::yielded;
    FlushStep step = first().range.file != nullptr
                         ? send_range(socket, turn_bytes - *sent, limits, totals, sent)
                         : send_bytes(socket, totals, sent);
    if (step == FlushStep::yielded) continue;  // that part went well
    return step;
  }
  return FlushStep::empty;
}

FlushStep Outbox::send_bytes(int socket, NetworkTotals& totals, int64_t* sent) {
  iovec pieces[kPiecesMost];
  msghdr message{};
  message.msg_iov = pieces;
  size_t index = head_;
  for (; index < parts_.size() && parts_[index].range.file == nullptr && message.msg_iovlen < kPiecesMost;
       index++) {
    Part& part = parts_[index];
    pieces[message.msg_iovlen++] = {part.bytes.data() + part.sent, part.bytes.size() - part.sent};
  }
  bool range_follows = index < parts_.size() && parts_[index].range.file != nullptr;
  ssize_t count = sendmsg(socket, &message, MSG_NOSIGNAL | MSG_DONTWAIT | (range_follows ? MSG_MORE : 0));
  if (count < 0) {
    if (errno == EINTR) return FlushStep::yielded;
    return is_full(errno) ? FlushStep::blocked : FlushStep::failed;
  }
  *sent += count;
  queued_bytes_ -= count;
  totals.bytes_out_copied.fetch_add(uint64_t(count), std::memory_order_relaxed);
  for (size_t rest = size_t(count); rest > 0;) {
    Part& part = first();
    size_t take = std::min(rest, part.bytes.size() - part.sent);
    part.sent += take;
    rest -= take;
    if (part.sent == part.bytes.size()) drop_first();
  }
  return FlushStep::yielded;
}

FileRange Outbox::cold_range(const NetworkLimits& limits) const {
  FileRange range = parts_[head_].range;
  range.length = std::min(range.length, limits.cold_chunk_bytes);
  return range;
}

void Outbox::warmed(const NetworkLimits& limits) { warm_bytes_ = cold_range(limits).length; }

FlushStep Outbox::send_range(int socket, int64_t most, const NetworkLimits& limits, NetworkTotals& totals,
                             int64_t* sent) {
  FileRange& range = first().range;
  if (warm_bytes_ == 0) {
    // A large piece while all of it is hot, else piece by piece of what a cold reader brings in.
    int64_t chunk = std::min({range.length, most, kProbeBytesMost});
    if (!ColdReaders::resident(*range.file, range.position, chunk)) {
      chunk = cold_range(limits).length;
      if (!ColdReaders::resident(*range.file, range.position, chunk)) {
        if (!std::exchange(first().was_cold, true))
          totals.ranges_cold.fetch_add(1, std::memory_order_relaxed);
        return FlushStep::cold;
      }
    }
    warm_bytes_ = chunk;
  }
  int64_t chunk = std::min(warm_bytes_, most);
  off_t position = range.position;
  ssize_t count = without_sendfile_ ? send_copied(socket, range, chunk)
                                    : sendfile(socket, range.file->descriptor(), &position, size_t(chunk));
  if (count < 0) {
    if (errno == EINTR) return FlushStep::yielded;
    if (is_full(errno)) {
      warm_bytes_ = 0;  // it may be long until the socket takes more: ask again then
      return FlushStep::blocked;
    }
    if (!without_sendfile_ && (errno == EINVAL || errno == ENOSYS)) {
      without_sendfile_ = true;
      return FlushStep::yielded;
    }
    return errno == EIO ? FlushStep::truncated : FlushStep::failed;
  }
  if (count == 0) return FlushStep::truncated;
  auto& total = without_sendfile_ ? totals.bytes_out_copied : totals.bytes_out_sendfile;
  total.fetch_add(uint64_t(count), std::memory_order_relaxed);
  *sent += count;
  queued_bytes_ -= count;
  warm_bytes_ -= count;
  range.position += count;
  range.length -= count;
  if (range.length == 0) drop_first();
  return FlushStep::yielded;
}

// As sendfile: bytes sent, 0 at the end of the file, or -1 and errno. What the socket does not take is read again.
ssize_t Outbox::send_copied(int socket, const FileRange& range, int64_t most) {
  uint8_t piece[kCopyPieceBytes];
  ssize_t got;
  do {
    got = pread(range.file->descriptor(), piece, size_t(std::min<int64_t>(most, kCopyPieceBytes)),
                range.position);
  } while (got < 0 && errno == EINTR);
  if (got < 0) errno = EIO;  // not the socket's error
  if (got <= 0) return got;
  return send(socket, piece, size_t(got), MSG_NOSIGNAL | MSG_DONTWAIT);
}

}  // namespace sluice
