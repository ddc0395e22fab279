// Cuts the bytes of one connection into frames:  u32 frame length | u32 header length | header | payload  (big-endian; the
// frame length counts what follows it).
//
// Owns: the frame being received, with its charge, and the rest of a read that could not be used yet ("stash", charged too).
// Between frames it owns nothing: small reads go to the scratch of the thread. A frame longer than what has arrived is
// received straight into its block. Nothing is allocated before the account has been charged; when it has no room left
// for read-ahead, reads are cut to the eight length bytes, so that nothing can be left over.
// Thread: the network thread of its connection.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "frames.h"
#include "network_limits.h"

namespace sluice {

enum class ReadStep {
  more,     // go on
  drained,  // the socket has nothing now
  room,     // as many frames as allowed have been read; bytes may wait in the stash
  budget,   // waits for the account; granted() goes on
  invalid,  // a length against the rules; nothing is read any more
  ended,    // the peer sends nothing more
  failed,   // errno
};

struct ReadContext {
  const NetworkLimits& limits;
  const std::shared_ptr<FrameMemory>& memory;
  std::vector<uint8_t>& scratch;
  std::vector<std::unique_ptr<Frame>>& complete;  // where frames go
};

class FrameReader {
 public:
  // Uses up the stash, else reads the socket once. room: how many frames may become complete, at least 1.
  // *received: bytes taken from the socket.
  ReadStep read(int descriptor, uint64_t connection, size_t room, ReadContext& context, size_t* received);
  // The charge it waited for. False: no memory.
  bool granted(Charge charge, ReadContext& context);
  // Gives everything back.
  void drop(FrameMemory& memory);

  void admit() { admitted_ = true; }
  bool admitted() const { return admitted_; }
  bool in_frame() const { return prefix_bytes_ > 0 || block_.data != nullptr; }
  bool waits_for_budget() const { return place_ != 0; }
  // Of the lengths that were invalid: over a limit, or impossible in themselves? Before drop().
  bool too_large(const NetworkLimits& limits) const;
  bool has_stash() const { return !stash_.empty(); }
  uint64_t frames_started() const { return frames_started_; }

 private:
  ReadStep use(const uint8_t* bytes, size_t count, uint64_t connection, size_t room, ReadContext& context,
               size_t* used);
  ReadStep use_stash(uint64_t connection, size_t room, ReadContext& context);
  ReadStep read_prefix(int descriptor, uint64_t connection, size_t room, ReadContext& context,
                       size_t* received);
  bool lengths_allowed(const NetworkLimits& limits) const;
  ReadStep begin_body(uint64_t connection, ReadContext& context);
  bool open_block(Charge charge, ReadContext& context);
  void complete(ReadContext& context);
  size_t body_bytes() const { return frame_bytes_ - 4; }
  void keep(const uint8_t* bytes, size_t count, size_t charged, FrameMemory& memory);

  uint8_t prefix_[8];
  uint8_t prefix_bytes_ = 0;
  bool admitted_ = false;
  bool large_before_ = false;  // the last frame was: probably the next one is as well
  uint32_t frame_bytes_ = 0, header_bytes_ = 0;
  uint64_t place_ = 0;  // in the account's line
  Block block_;
  Charge charge_;
  size_t filled_ = 0;
  uint64_t frames_started_ = 0;
  std::vector<uint8_t> stash_;
};

}  // namespace sluice
