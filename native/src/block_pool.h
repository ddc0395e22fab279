// Memory of frames. Fresh large allocations cost a page fault per 4 KiB, so blocks are kept for the next frame, in size
// classes of four steps per doubling (at most a quarter of a block is waste), most recently used first, up to keep_bytes.
// Small blocks come from malloc and are not kept. Owns: the kept blocks. Any thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <vector>

namespace sluice {

struct Block {
  uint8_t* data = nullptr;  // null: no memory
  unsigned size_class = 0;
};

class BlockPool {
 public:
  explicit BlockPool(size_t keep_bytes) : keep_bytes_(keep_bytes) {}
  ~BlockPool();
  BlockPool(const BlockPool&) = delete;
  BlockPool& operator=(const BlockPool&) = delete;

  Block take(size_t bytes);
  void give_back(Block block);

 private:
  static constexpr size_t kMallocBytesMost = 16 * 1024;

  const size_t keep_bytes_;
  std::mutex mutex_;  // guards what follows
  size_t kept_bytes_ = 0;
  std::array<std::vector<uint8_t*>, 128> kept_;
};

}  // namespace sluice
