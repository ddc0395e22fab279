#include "block_pool.h"

#include <sys/mman.h>

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstdlib>

namespace sluice {

namespace {

constexpr unsigned kFromMalloc = 0;  // size_class of a small block; the classes below start far above it

// The class keeps the three highest bits of (bytes - 1), rounded up: 5, 6, 7 or 8 times a power of two.
unsigned class_of(size_t bytes) {
  unsigned shift = unsigned(std::bit_width(bytes - 1)) - 3;
  return shift * 4 + unsigned((bytes - 1) >> shift) - 4;
}

size_t bytes_of(unsigned size_class) { return size_t(size_class % 4 + 5) << (size_class / 4); }

}  // namespace

BlockPool::~BlockPool() {
  for (unsigned i = 0; i < kept_.size(); i++)
    for (uint8_t* data : kept_[i]) munmap(data, bytes_of(i));
}

Block BlockPool::take(size_t bytes) {
  if (bytes <= kMallocBytesMost)
    return {static_cast<uint8_t*>(malloc(std::max<size_t>(bytes, 1))), kFromMalloc};
  unsigned size_class = class_of(bytes);
  assert(size_class < kept_.size() && bytes_of(size_class) >= bytes);
  {
    std::lock_guard lock(mutex_);
    auto& kept = kept_[size_class];
    if (!kept.empty()) {
      uint8_t* data = kept.back();
      kept.pop_back();
      kept_bytes_ -= bytes_of(size_class);
      return {data, size_class};
    }
  }
  void* data =
      mmap(nullptr, bytes_of(size_class), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (data == MAP_FAILED) return {};
  return {static_cast<uint8_t*>(data), size_class};
}

void BlockPool::give_back(Block block) {
  if (block.size_class == kFromMalloc) return free(block.data);
  size_t bytes = bytes_of(block.size_class);
  {
    std::lock_guard lock(mutex_);
    if (kept_bytes_ + bytes <= keep_bytes_) {
      kept_bytes_ += bytes;
      kept_[block.size_class].push_back(block.data);
      return;
    }
  }
  munmap(block.data, bytes);
}

}  // namespace sluice
