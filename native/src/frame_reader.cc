#include "frame_reader.h"

#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <cassert>
#include <cerrno>
#include <cstring>

namespace sluice {

namespace {

constexpr size_t kPrefixBytes = 8;
// A frame whose body is larger is received where it will lie; smaller ones come many at a time, by way of the scratch.
constexpr size_t kLargeBodyBytes = 16 * 1024;
// Received behind a large frame: enough for the lengths of the next one, little to copy when that is large as well.
constexpr size_t kTailBytes = 256;

uint32_t read_u32(const uint8_t* at) {
  return uint32_t(at[0]) << 24 | uint32_t(at[1]) << 16 | uint32_t(at[2]) << 8 | uint32_t(at[3]);
}

ssize_t receive(int descriptor, iovec* pieces, int count) {
  msghdr message{};
  message.msg_iov = pieces;
  message.msg_iovlen = size_t(count);
  while (true) {
    ssize_t got = recvmsg(descriptor, &message, MSG_DONTWAIT);
    if (got >= 0 || errno != EINTR) return got;
  }
}

ReadStep without_bytes(ssize_t got) {
  if (got == 0) return ReadStep::ended;
  return errno == EAGAIN || errno == EWOULDBLOCK ? ReadStep::drained : ReadStep::failed;
}

}  // namespace

ReadStep FrameReader::read(int descriptor, uint64_t connection, size_t room, ReadContext& context,
                           size_t* received) {
  *received = 0;
  assert(room > 0 && !waits_for_budget());
  if (has_stash()) return use_stash(connection, room, context);

  bool large = block_.data != nullptr ? body_bytes() > kLargeBodyBytes : large_before_;
  size_t behind = large ? kTailBytes : context.scratch.size();
  FrameMemory& memory = *context.memory;
  if (!memory.account.charge_read_ahead(int64_t(behind))) behind = 0;
  if (block_.data == nullptr && behind == 0)
    return read_prefix(descriptor, connection, room, context, received);

  iovec pieces[2];
  int count = 0;
  size_t rest = block_.data != nullptr ? body_bytes() - filled_ : 0;
  if (rest > 0) pieces[count++] = {block_.data + filled_, rest};
  if (behind > 0) pieces[count++] = {context.scratch.data(), behind};
  ssize_t got = receive(descriptor, pieces, count);
  if (got <= 0) {
    int error = errno;
    memory.account.release_read_ahead(int64_t(behind));
    errno = error;
    return without_bytes(got);
  }
  *received = size_t(got);
  ReadStep step = size_t(got) < rest + behind ? ReadStep::drained : ReadStep::more;
  size_t into_block = std::min(size_t(got), rest);
  if (into_block > 0) {
    filled_ += into_block;
    if (filled_ == body_bytes()) {
      complete(context);
      room--;
    }
  }
  size_t into_scratch = size_t(got) - into_block, used = 0;
  if (into_scratch > 0) {
    ReadStep use_step = use(context.scratch.data(), into_scratch, connection, room, context, &used);
    if (use_step != ReadStep::more) step = use_step;
  }
  keep(context.scratch.data() + used, step == ReadStep::invalid ? 0 : into_scratch - used, behind, memory);
  return step;
}

// The account is full: take no byte that would need memory.
ReadStep FrameReader::read_prefix(int descriptor, uint64_t connection, size_t room, ReadContext& context,
                                  size_t* received) {
  iovec piece{context.scratch.data(), kPrefixBytes - prefix_bytes_};
  ssize_t got = receive(descriptor, &piece, 1);
  if (got <= 0) return without_bytes(got);
  *received = size_t(got);
  size_t used = 0;
  ReadStep step = use(context.scratch.data(), size_t(got), connection, room, context, &used);
  assert(used == size_t(got) || step == ReadStep::invalid);
  return step;
}

ReadStep FrameReader::use_stash(uint64_t connection, size_t room, ReadContext& context) {
  std::vector<uint8_t> bytes;
  bytes.swap(stash_);
  size_t used = 0;
  ReadStep step = use(bytes.data(), bytes.size(), connection, room, context, &used);
  size_t rest = step == ReadStep::invalid ? 0 : bytes.size() - used;
  keep(bytes.data() + used, rest, bytes.size(), *context.memory);
  return step;
}

// Keeps what could not be used and gives back the rest of what was charged for it.
void FrameReader::keep(const uint8_t* bytes, size_t count, size_t charged, FrameMemory& memory) {
  assert(count <= charged || count == 0);
  if (count > 0) stash_.assign(bytes, bytes + count);
  memory.account.release_read_ahead(int64_t(charged - count));
}

ReadStep FrameReader::use(const uint8_t* bytes, size_t count, uint64_t connection, size_t room,
                          ReadContext& context, size_t* used) {
  size_t at = 0;
  ReadStep step = ReadStep::more;
  size_t complete_before = context.complete.size();
  while (at < count) {
    if (block_.data != nullptr) {
      size_t take = std::min(count - at, body_bytes() - filled_);
      memcpy(block_.data + filled_, bytes + at, take);
      filled_ += take;
      at += take;
      if (filled_ == body_bytes()) complete(context);
      continue;
    }
    if (prefix_bytes_ == 0) {
      if (context.complete.size() - complete_before >= room) {
        step = ReadStep::room;
        break;
      }
      frames_started_++;
    }
    size_t take = std::min(count - at, kPrefixBytes - prefix_bytes_);
    memcpy(prefix_ + prefix_bytes_, bytes + at, take);
    prefix_bytes_ += uint8_t(take);
    at += take;
    if (!lengths_allowed(context.limits)) {
      step = ReadStep::invalid;
      break;
    }
    if (prefix_bytes_ < kPrefixBytes) break;
    step = begin_body(connection, context);
    if (step != ReadStep::more) break;
  }
  *used = at;
  return step;
}

// As soon as a length is known: nobody has to send more to be refused.
bool FrameReader::lengths_allowed(const NetworkLimits& limits) const {
  if (prefix_bytes_ < 4) return true;
  uint32_t frame_bytes = read_u32(prefix_);
  if (frame_bytes < 4 || frame_bytes > limits.frame_bytes_max) return false;
  if (!admitted_ && frame_bytes > limits.first_frame_bytes_max) return false;
  if (prefix_bytes_ < kPrefixBytes) return true;
  uint32_t header_bytes = read_u32(prefix_ + 4);
  return header_bytes <= limits.header_bytes_max && header_bytes <= frame_bytes - 4;
}

bool FrameReader::too_large(const NetworkLimits& limits) const {
  uint32_t frame_bytes = read_u32(prefix_);
  if (frame_bytes > limits.frame_bytes_max || (!admitted_ && frame_bytes > limits.first_frame_bytes_max))
    return true;
  return prefix_bytes_ == kPrefixBytes && frame_bytes >= 4 && read_u32(prefix_ + 4) <= frame_bytes - 4;
}

ReadStep FrameReader::begin_body(uint64_t connection, ReadContext& context) {
  frame_bytes_ = read_u32(prefix_);
  header_bytes_ = read_u32(prefix_ + 4);
  Charge charge;
  place_ = context.memory->account.charge_or_wait(connection, frame_bytes_ + kFrameOverheadBytes, &charge);
  if (place_ != 0) return ReadStep::budget;
  return open_block(charge, context) ? ReadStep::more : ReadStep::failed;
}

bool FrameReader::granted(Charge charge, ReadContext& context) {
  assert(waits_for_budget());
  place_ = 0;
  return open_block(charge, context);
}

bool FrameReader::open_block(Charge charge, ReadContext& context) {
  block_ = context.memory->pool.take(body_bytes());
  if (block_.data == nullptr) {
    context.memory->account.release(charge);
    errno = ENOMEM;
    return false;
  }
  charge_ = charge;
  filled_ = 0;
  if (body_bytes() == 0) complete(context);
  return true;
}

void FrameReader::complete(ReadContext& context) {
  large_before_ = body_bytes() > kLargeBodyBytes;
  context.complete.push_back(
      std::make_unique<Frame>(context.memory, block_, charge_, header_bytes_, uint32_t(body_bytes())));
  block_ = {};
  charge_ = {};
  prefix_bytes_ = 0;
}

void FrameReader::drop(FrameMemory& memory) {
  if (block_.data != nullptr) {
    memory.pool.give_back(block_);
    memory.account.release(charge_);
    block_ = {};
  }
  if (has_stash()) {
    memory.account.release_read_ahead(int64_t(stash_.size()));
    stash_ = {};
  }
  if (place_ != 0) memory.account.cancel(place_);  // granted already: the grant is released on arrival
  place_ = 0;
  prefix_bytes_ = 0;
}

}  // namespace sluice
