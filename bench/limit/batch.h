// One record batch v2 of an exact size. The 61 bytes in front are drawn in native/src/batch.h; behind them the records:
//
//   length varint | attributes 0 | timestamp delta 0 | offset delta varint | key -1 | value length varint | value | headers 0
//
// varints are zigzag. No producer id, no compression. Any thread.
#pragma once

#include <stddef.h>
#include <stdint.h>

enum { BATCH_HEADER_BYTES = 61, BATCH_BYTES_MIN = 128, BATCH_BYTES_MAX = 32 << 20 };

typedef struct {
  uint8_t *bytes;
  size_t length;
  uint32_t records;
} batch_t;

// Exactly `length` bytes: records with values of `value_bytes`, the last one or two fitted to end where the batch does.
batch_t make_batch(size_t length, size_t value_bytes);

// Dies unless these bytes are one batch, all of them, with the right CRC.
void check_batch(const uint8_t *bytes, size_t length);

static inline uint64_t batch_base_offset(const uint8_t *batch) {
  uint64_t value;
  __builtin_memcpy(&value, batch, 8);
  return __builtin_bswap64(value);
}
