#include "crc32c.h"

#include <array>
#include <cstring>

#if defined(__x86_64__)
#include <nmmintrin.h>
#endif

namespace sluice {

namespace {

constexpr uint32_t kPolynomial = 0x82f63b78;

using Table = std::array<uint32_t, 256>;

constexpr std::array<Table, 8> make_slicing_tables() {
  std::array<Table, 8> tables{};
  for (uint32_t byte = 0; byte < 256; byte++) {
    uint32_t crc = byte;
    for (int bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ (crc & 1 ? kPolynomial : 0);
    tables[0][byte] = crc;
  }
  for (size_t i = 1; i < 8; i++)
    for (size_t byte = 0; byte < 256; byte++)
      tables[i][byte] = (tables[i - 1][byte] >> 8) ^ tables[0][tables[i - 1][byte] & 0xff];
  return tables;
}

constexpr std::array<Table, 8> kSlices = make_slicing_tables();

#if defined(__x86_64__)

// The effect of a run of zero bytes on a CRC register is linear: one look-up per byte of the register, xored.
struct ZeroRun {
  std::array<Table, 4> tables{};
  constexpr uint32_t apply(uint32_t crc) const {
    return tables[0][crc & 0xff] ^ tables[1][(crc >> 8) & 0xff] ^ tables[2][(crc >> 16) & 0xff] ^
           tables[3][crc >> 24];
  }
};

constexpr ZeroRun make_zero_run(size_t bytes) {
  std::array<uint32_t, 32> image{};  // of each single bit
  for (size_t bit = 0; bit < 32; bit++) {
    uint32_t crc = 1u << bit;
    for (size_t i = 0; i < bytes; i++) crc = (crc >> 8) ^ kSlices[0][crc & 0xff];
    image[bit] = crc;
  }
  ZeroRun run;
  for (size_t byte = 0; byte < 4; byte++)
    for (size_t value = 0; value < 256; value++)
      for (size_t bit = 0; bit < 8; bit++)
        if (value >> bit & 1) run.tables[byte][value] ^= image[8 * byte + bit];
  return run;
}

constexpr size_t kLongBytes = 4096, kShortBytes = 256;  // of each of the three streams
constexpr ZeroRun kLongRun = make_zero_run(kLongBytes);
constexpr ZeroRun kShortRun = make_zero_run(kShortBytes);

inline uint64_t load64(const uint8_t* data) {
  uint64_t value;
  memcpy(&value, data, 8);
  return value;
}

// The instruction takes three cycles but a new one can start in each: three independent streams keep it busy. The streams'
// CRCs are joined by moving the earlier ones over the zero bytes of the later ones.
template <size_t stream_bytes>
__attribute__((target("sse4.2"))) inline uint32_t crc_of_three_streams(const uint8_t*& data, size_t& length,
                                                                       uint32_t crc, const ZeroRun& run) {
  while (length >= 3 * stream_bytes) {
    uint64_t first = crc, second = 0, third = 0;
    for (size_t i = 0; i < stream_bytes; i += 8) {
      first = _mm_crc32_u64(first, load64(data + i));
      second = _mm_crc32_u64(second, load64(data + stream_bytes + i));
      third = _mm_crc32_u64(third, load64(data + 2 * stream_bytes + i));
    }
    crc = run.apply(run.apply(uint32_t(first)) ^ uint32_t(second)) ^ uint32_t(third);
    data += 3 * stream_bytes;
    length -= 3 * stream_bytes;
  }
  return crc;
}

__attribute__((target("sse4.2"))) uint32_t crc32c_hardware(const uint8_t* data, size_t length,
                                                           uint32_t seed) {
  uint32_t crc = crc_of_three_streams<kLongBytes>(data, length, ~seed, kLongRun);
  crc = crc_of_three_streams<kShortBytes>(data, length, crc, kShortRun);
  uint64_t rest = crc;
  for (; length >= 8; data += 8, length -= 8) rest = _mm_crc32_u64(rest, load64(data));
  crc = uint32_t(rest);
  for (; length > 0; data++, length--) crc = _mm_crc32_u8(crc, *data);
  return ~crc;
}

#endif

}  // namespace

uint32_t crc32c_table(const uint8_t* data, size_t length, uint32_t seed) {
  uint32_t crc = ~seed;
  for (; length >= 8; data += 8, length -= 8) {
    uint32_t low, high;
    memcpy(&low, data, 4);
    memcpy(&high, data + 4, 4);
    low ^= crc;
    crc = kSlices[7][low & 0xff] ^ kSlices[6][(low >> 8) & 0xff] ^ kSlices[5][(low >> 16) & 0xff] ^
          kSlices[4][low >> 24] ^ kSlices[3][high & 0xff] ^ kSlices[2][(high >> 8) & 0xff] ^
          kSlices[1][(high >> 16) & 0xff] ^ kSlices[0][high >> 24];
  }
  for (; length > 0; data++, length--) crc = (crc >> 8) ^ kSlices[0][(crc ^ *data) & 0xff];
  return ~crc;
}

uint32_t crc32c(const uint8_t* data, size_t length, uint32_t seed) {
#if defined(__x86_64__)
  static const bool has_instruction = __builtin_cpu_supports("sse4.2");
  if (has_instruction) return crc32c_hardware(data, length, seed);
#endif
  return crc32c_table(data, length, seed);
}

}  // namespace sluice
