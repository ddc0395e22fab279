// What stands before each chunk in the methods that send one, as a broker's answer has a header before its range:
//
//   u64 position of the chunk in the file | u64 bytes of the chunk          both big-endian, 16 bytes together
//
// The receiver checks it, so that a header that overtakes its chunk is found.
#pragma once

#include <endian.h>

#include <cstdint>

namespace sluice::transfer {

struct ChunkHeader {
  uint64_t position;
  uint64_t bytes;

  static ChunkHeader of(uint64_t position, uint64_t bytes) { return {htobe64(position), htobe64(bytes)}; }
  bool operator==(const ChunkHeader&) const = default;
};
static_assert(sizeof(ChunkHeader) == 16);

}  // namespace sluice::transfer
