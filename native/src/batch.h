// Record batch v2, the one format of wire, segment and consumer. Big-endian.
//
//    0        8       12      16  17      21  23      27            35
//   +--------+-------+-------+---+-------+---+-------+-------------+-------------+
//   | base   | batch | leader|mag| crc   |att| last  | base        | max         |
//   | offset | length| epoch |ic | 32c   |rib| offset| timestamp   | timestamp   |
//   |        |       |       | 2 |       |   | delta |             |             |
//   +--------+-------+-------+---+-------+---+-------+-------------+-------------+
//    43       51  53      57      61
//   +--------+---+-------+-------+----------------------------------
//   |producer|epo| base  |records| records, or one compressed block
//   | id     |ch | seq.  | count |
//   +--------+---+-------+-------+----------------------------------
//
// batch length counts what follows it: a whole batch is batchLength + 12 bytes, at least 61. The CRC covers byte 21 to the
// end; base offset and leader epoch lie outside of it, so the broker stamps them without hashing again. Nothing
// protects base offset, length, epoch and magic: a length is held against the bytes at hand before anything is touched.
// attributes: bits 0-2 codec, 3 log-append time, 4 transactional, 5 control, 6 delete horizon, others zero.
// Pure functions, any thread.
#pragma once

#include <cstddef>
#include <cstdint>

namespace sluice {

// Equal to `Verdict` in native/index.ts.
enum class Verdict : int32_t {
  ok = 0,
  later = 1,
  full = 2,
  empty = 3,
  truncated = 4,
  magic = 5,
  crc = 6,
  counts = 7,
  codec = 8,
  attributes = 9,
  sequence = 10,
  too_large = 11,
  too_many = 12,
  sealed = 13,
  fault = 14,
  cold = 15,
  end = 16,
  base_offset = 17,
};

namespace batch {

constexpr size_t kLengthAt = 8, kEpochAt = 12, kMagicAt = 16, kCrcAt = 17, kAttributesAt = 21,
                 kLastDeltaAt = 23, kBaseTimestampAt = 27, kMaxTimestampAt = 35, kProducerIdAt = 43,
                 kProducerEpochAt = 51, kBaseSequenceAt = 53, kCountAt = 57, kHeaderBytes = 61;
constexpr size_t kUncountedBytes = 12;  // base offset and length word itself
constexpr size_t kStampedBytes = 16;    // the part in front of magic that the broker writes
static_assert(kHeaderBytes == 61 && kCountAt + 4 == kHeaderBytes && kStampedBytes == kMagicAt);
static_assert(kCrcAt + 4 == kAttributesAt && kProducerIdAt + 8 == kProducerEpochAt);

struct Header {
  int64_t base_offset;
  int64_t bytes;  // of the whole batch
  int32_t leader_epoch;
  uint32_t crc;
  int16_t attributes;
  int32_t last_offset_delta;
  int64_t base_timestamp;
  int64_t max_timestamp;
  int64_t producer_id;
  int16_t producer_epoch;
  int32_t base_sequence;
  int32_t records_count;
  int64_t last_offset() const { return base_offset + last_offset_delta; }
};

// The header of the batch at `data`, of which `available` bytes may be touched: ok, empty (no bytes), truncated or magic.
// Where more than the header is needed, hold header.bytes against what is there.
Verdict read_header(const uint8_t* data, size_t available, Header& header);

// What a stored batch must satisfy; gaps: compaction took records out.
Verdict check_stored(const Header& header, bool gaps_allowed);

// What a batch that is to be appended must satisfy on top. from_client: base offset 0 too.
Verdict check_new(const Header& header, int64_t most_bytes, bool from_client);

// Does the CRC match? All of header.bytes must be there.
bool crc_matches(const uint8_t* data, const Header& header);

// Writes base offset and leader epoch into a header.
void stamp(uint8_t* header, int64_t base_offset, int32_t leader_epoch);

}  // namespace batch
}  // namespace sluice
