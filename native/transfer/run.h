// One run: a method moves a file once. Opens what the job needs, starts the peers, holds the clock, checks what arrived.
// The clock runs from the moment before the method's first call to the moment at which the last byte was read and checksummed by
// its receiver, or was in the page cache of the destination. Making the destination and reading it back are outside.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "method.h"
#include "transport.h"
#include "usage.h"

namespace sluice::transfer {

struct Order {
  const Method* method = nullptr;
  Transport transport = Transport::none;
  std::string source;   // path of a file that is not empty
  std::string scratch;  // path for the destination, which must not exist; unlinked as soon as it is open
  size_t chunk_bytes = 0;
  unsigned deadline_seconds = 0;
};

struct Outcome {
  uint64_t bytes = 0;
  double seconds = 0;
  Usage mover;                      // the process that runs the method
  Usage peers;                      // whoever is at the other end, all together
  std::vector<uint32_t> checksums;  // of what each receiver got
  std::map<std::string, uint64_t> facts;
};

// Throws Refused where the kernel does not do it, std::runtime_error where the world is not as it should be.
Outcome run(const Order& order);

// CRC-32C of a whole file, which is in the page cache afterwards.
uint32_t checksum_of_file(int file);

}  // namespace sluice::transfer
