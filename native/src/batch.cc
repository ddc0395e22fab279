#include "batch.h"

#include <bit>
#include <cstring>

#include "crc32c.h"

namespace sluice::batch {

namespace {

static_assert(std::endian::native == std::endian::little, "the loads below swap bytes");

inline int64_t load_i64(const uint8_t* at) {
  uint64_t value;
  memcpy(&value, at, 8);
  return int64_t(__builtin_bswap64(value));
}
inline int32_t load_i32(const uint8_t* at) {
  uint32_t value;
  memcpy(&value, at, 4);
  return int32_t(__builtin_bswap32(value));
}
inline int16_t load_i16(const uint8_t* at) {
  uint16_t value;
  memcpy(&value, at, 2);
  return int16_t(__builtin_bswap16(value));
}

// So that every offset of the batch, and the one behind it, is a whole number in JavaScript.
constexpr int64_t kBaseOffsetMost = (int64_t(1) << 53) - 1 - (int64_t(1) << 31);

constexpr int kCodecMask = 0x07, kCodecMost = 4;

}  // namespace

Verdict read_header(const uint8_t* data, size_t available, Header& header) {
  if (available == 0) return Verdict::empty;
  if (available < kHeaderBytes) return Verdict::truncated;
  int32_t length = load_i32(data + kLengthAt);
  if (data[kMagicAt] != 2) return Verdict::magic;
  if (length < int32_t(kHeaderBytes - kUncountedBytes)) return Verdict::truncated;
  header = Header{
      .base_offset = load_i64(data),
      .bytes = int64_t(length) + int64_t(kUncountedBytes),
      .leader_epoch = load_i32(data + kEpochAt),
      .crc = uint32_t(load_i32(data + kCrcAt)),
      .attributes = load_i16(data + kAttributesAt),
      .last_offset_delta = load_i32(data + kLastDeltaAt),
      .base_timestamp = load_i64(data + kBaseTimestampAt),
      .max_timestamp = load_i64(data + kMaxTimestampAt),
      .producer_id = load_i64(data + kProducerIdAt),
      .producer_epoch = load_i16(data + kProducerEpochAt),
      .base_sequence = load_i32(data + kBaseSequenceAt),
      .records_count = load_i32(data + kCountAt),
  };
  return Verdict::ok;
}

Verdict check_stored(const Header& header, bool gaps_allowed) {
  if (header.base_offset < 0 || header.base_offset > kBaseOffsetMost) return Verdict::base_offset;
  if (header.last_offset_delta < 0 || header.records_count < 0) return Verdict::counts;
  int64_t offsets = int64_t(header.last_offset_delta) + 1;
  if (gaps_allowed ? header.records_count > offsets : header.records_count != offsets) return Verdict::counts;
  if ((header.attributes & kCodecMask) > kCodecMost) return Verdict::codec;
  return Verdict::ok;
}

Verdict check_new(const Header& header, int64_t most_bytes, bool from_client) {
  if (header.bytes > most_bytes) return Verdict::too_large;
  if (header.records_count < 1 || int64_t(header.last_offset_delta) + 1 != header.records_count)
    return Verdict::counts;
  if ((header.attributes & kCodecMask) > kCodecMost) return Verdict::codec;
  if ((header.attributes & ~kCodecMask) != 0) return Verdict::attributes;
  if (header.producer_id >= 0 ? header.base_sequence < 0 || header.producer_epoch < 0
                              : header.producer_id != -1 || header.base_sequence > 0)
    return Verdict::sequence;  // without a producer id some clients write epoch and sequence 0 instead of -1
  if (from_client && header.base_offset != 0) return Verdict::base_offset;
  return Verdict::ok;
}

bool crc_matches(const uint8_t* data, const Header& header) {
  return crc32c(data + kAttributesAt, size_t(header.bytes) - kAttributesAt) == header.crc;
}

void stamp(uint8_t* header, int64_t base_offset, int32_t leader_epoch) {
  uint64_t offset = __builtin_bswap64(uint64_t(base_offset));
  uint32_t epoch = __builtin_bswap32(uint32_t(leader_epoch));
  memcpy(header, &offset, 8);
  memcpy(header + kEpochAt, &epoch, 4);
}

}  // namespace sluice::batch
