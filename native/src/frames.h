// Frames that came in and wait in native memory until they are ended: by their answer, by endFrame, or by the close of
// their connection; exactly once, whichever comes first.
// Frame: owns its block and its charge; filled on the network thread, then owned by the JavaScript thread.
// FrameTable: JavaScript thread only. Hands out numbers, slot + generation * 2^24, so a stale number finds nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "account.h"
#include "block_pool.h"

namespace sluice {

// What all frames of one network share; lives as long as the last of them.
struct FrameMemory {
  FrameMemory(AccountLimits limits, size_t keep_bytes) : account(limits), pool(keep_bytes) {}
  Account account;
  BlockPool pool;
};

struct Frame {
  Frame(std::shared_ptr<FrameMemory> memory, Block block, Charge charge, uint32_t header_bytes,
        uint32_t bytes)
      : memory(std::move(memory)), block(block), charge(charge), header_bytes(header_bytes), bytes(bytes) {}
  ~Frame();
  Frame(const Frame&) = delete;
  Frame& operator=(const Frame&) = delete;

  const uint8_t* header() const { return block.data; }
  const uint8_t* payload() const { return block.data + header_bytes; }
  size_t payload_bytes() const { return bytes - header_bytes; }

  const std::shared_ptr<FrameMemory> memory;
  const Block block;
  const Charge charge;
  const uint32_t header_bytes;
  const uint32_t bytes;  // header and payload
  uint64_t connection = 0;

  // Set and used on the JavaScript thread.
  const void* network = nullptr;
  double number = 0;
  Frame *previous = nullptr, *next = nullptr;  // the open frames of one connection
};

class FrameTable {
 public:
  FrameTable() = default;
  ~FrameTable();
  FrameTable(const FrameTable&) = delete;
  FrameTable& operator=(const FrameTable&) = delete;

  double add(std::unique_ptr<Frame> frame);
  Frame* find(double number) const;  // null: stale, or no number of ours
  std::unique_ptr<Frame> remove(double number);
  size_t size() const { return size_; }

  // The payload bytes of a frame; false where the number is stale.
  bool payload(double number, const uint8_t** data, size_t* length) const;

 private:
  struct Slot {
    std::unique_ptr<Frame> frame;
    uint32_t generation = 1;
  };

  std::vector<Slot> slots_;
  std::vector<uint32_t> free_;
  size_t size_ = 0;
};

}  // namespace sluice
