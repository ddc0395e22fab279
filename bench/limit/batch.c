#include "batch.h"

#include <time.h>

#include "crc.h"
#include "util.h"

enum {
  LENGTH_AT = 8,
  EPOCH_AT = 12,
  MAGIC_AT = 16,
  CRC_AT = 17,
  ATTRIBUTES_AT = 21,
  LAST_DELTA_AT = 23,
  BASE_TIMESTAMP_AT = 27,
  MAX_TIMESTAMP_AT = 35,
  PRODUCER_AT = 43,  // id, epoch, sequence: 14 bytes, all -1
  COUNT_AT = 57,
  UNCOUNTED_BYTES = 12,  // in front of what the length word counts
};

static size_t zigzag_bytes(int64_t value) {
  uint64_t rest = ((uint64_t)value << 1) ^ (uint64_t)(value >> 63);
  size_t bytes = 1;
  while (rest >>= 7) bytes++;
  return bytes;
}

static uint8_t *put_zigzag(uint8_t *at, int64_t value) {
  uint64_t rest = ((uint64_t)value << 1) ^ (uint64_t)(value >> 63);
  for (; rest >= 0x80; rest >>= 7) *at++ = (uint8_t)(rest | 0x80);
  *at++ = (uint8_t)rest;
  return at;
}

// Behind the record's length word: attributes, timestamp delta, key and headers take a byte each.
static size_t body_bytes(uint32_t delta, size_t value_bytes) {
  return 4 + zigzag_bytes(delta) + zigzag_bytes((int64_t)value_bytes) + value_bytes;
}

static size_t record_bytes(uint32_t delta, size_t value_bytes) {
  size_t body = body_bytes(delta, value_bytes);
  return zigzag_bytes((int64_t)body) + body;
}

static uint8_t *put_record(uint8_t *at, uint32_t delta, size_t value_bytes) {
  at = put_zigzag(at, (int64_t)body_bytes(delta, value_bytes));
  *at++ = 0;
  *at++ = 0;
  at = put_zigzag(at, delta);
  at = put_zigzag(at, -1);
  at = put_zigzag(at, (int64_t)value_bytes);
  for (size_t i = 0; i < value_bytes; i++) *at++ = (uint8_t)('a' + (delta + i) % 26);
  *at++ = 0;
  return at;
}

// The value with which a record has exactly that many bytes; -1: there is none (a length word is about to grow).
static int64_t fitting_value(uint32_t delta, size_t bytes) {
  for (size_t overhead = 6; overhead <= 20 && overhead <= bytes; overhead++)
    if (record_bytes(delta, bytes - overhead) == bytes) return (int64_t)(bytes - overhead);
  return -1;
}

static void put_header(const batch_t *batch) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  uint64_t now_ms = (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
  uint8_t *at = batch->bytes;
  put_u64(at, 0);
  put_u32(at + LENGTH_AT, (uint32_t)(batch->length - UNCOUNTED_BYTES));
  put_u32(at + EPOCH_AT, UINT32_MAX);
  at[MAGIC_AT] = 2;
  memset(at + ATTRIBUTES_AT, 0, 2);
  put_u32(at + LAST_DELTA_AT, batch->records - 1);
  put_u64(at + BASE_TIMESTAMP_AT, now_ms);
  put_u64(at + MAX_TIMESTAMP_AT, now_ms);
  memset(at + PRODUCER_AT, 0xff, COUNT_AT - PRODUCER_AT);
  put_u32(at + COUNT_AT, batch->records);
  put_u32(at + CRC_AT, crc32c_of(at + ATTRIBUTES_AT, batch->length - ATTRIBUTES_AT));
}

batch_t make_batch(size_t length, size_t value_bytes) {
  batch_t batch = {.bytes = allocate(length), .length = length, .records = 0};
  uint8_t *at = batch.bytes + BATCH_HEADER_BYTES, *end = batch.bytes + length;
  // A record more only while a whole one fits behind it; where the rest fits no single record, a shorter one goes first.
  while (at < end) {
    size_t rest = (size_t)(end - at), wanted = value_bytes;
    bool last = rest < record_bytes(batch.records, wanted) + record_bytes(batch.records + 1, wanted);
    if (last) {
      int64_t fitting = fitting_value(batch.records, rest);
      wanted = fitting >= 0 ? (size_t)fitting : rest / 2;
    }
    at = put_record(at, batch.records++, wanted);
  }
  put_header(&batch);
  return batch;
}

void check_batch(const uint8_t *bytes, size_t length) {
  if (length < BATCH_HEADER_BYTES) die("%zu bytes are no record batch", length);
  uint32_t claimed = get_u32(bytes + LENGTH_AT);
  if (bytes[MAGIC_AT] != 2) die("a record batch has magic %u, not 2", bytes[MAGIC_AT]);
  if (claimed + (size_t)UNCOUNTED_BYTES != length)
    die("a record batch claims %u bytes, its frame carries %zu", claimed + UNCOUNTED_BYTES, length);
  if (get_u32(bytes + COUNT_AT) != get_u32(bytes + LAST_DELTA_AT) + 1)
    die("a record batch's counts disagree");
  uint32_t crc = crc32c_of(bytes + ATTRIBUTES_AT, length - ATTRIBUTES_AT);
  if (crc != get_u32(bytes + CRC_AT))
    die("a record batch has CRC-32C %08x, %08x was written", crc, get_u32(bytes + CRC_AT));
}
