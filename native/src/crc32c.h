// CRC-32C (Castagnoli, reflected polynomial 0x82f63b78), as in record batches: initial value and final xor are 0xffffffff.
// Pure functions, any thread. `seed` is the CRC of the bytes before, 0 at the start: crc32c(b, crc32c(a, 0)) is that of ab.
#pragma once

#include <cstddef>
#include <cstdint>

namespace sluice {

// With the processor's CRC instruction where there is one, three streams at a time; else by table.
uint32_t crc32c(const uint8_t* data, size_t length, uint32_t seed = 0);

// By table, eight bytes a step. What crc32c is compared with.
uint32_t crc32c_table(const uint8_t* data, size_t length, uint32_t seed = 0);

}  // namespace sluice
