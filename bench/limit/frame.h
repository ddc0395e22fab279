// Frames, and by hand the little protobuf in them that sender, receiver and limits need (protocol/wire.proto). A reader never trusts
// a length. Any thread.
#pragma once

// The frame, both directions, integers big-endian (protocol/frame.ts draws the same):
//
//   0               4               8                     8+H                        4+L
//   +---------------+---------------+---------------------+--------------------------+
//   | frameLength L | headerLength H| header (protobuf)   | payload (record batches) |
//   |      u32      |      u32      |      H bytes        |      L-4-H bytes         |
//   +---------------+---------------+---------------------+--------------------------+
//
// The limit's answer is the smallest frame of fixed size that a client of the broker can read, 16 bytes: L = 12, H = 8, and as
// header a Response with nothing but its request id (n bytes), padded by a field that nobody knows:
//
//   00 00 00 0c | 00 00 00 08 | 08 id | 42 5-n 00…

#include <stddef.h>
#include <stdint.h>

enum { HEAD_BYTES = 8, ACK_BYTES = 16, HEADER_BYTES_MAX = 1 << 20, FRAME_BYTES_MAX = 64 << 20 };

// A growing-by-append place of fixed size for one header.
typedef struct {
  uint8_t bytes[512];
  size_t length;
} message_t;

void put_varint(message_t *message, uint64_t value);
void put_number(message_t *message, unsigned field, uint64_t value);
void put_bytes(message_t *message, unsigned field, const void *bytes, size_t length);

// One field of a message: `number` for varints, `bytes` and `length` for length-delimited ones.
typedef struct {
  unsigned field, type;
  uint64_t number;
  const uint8_t *bytes;
  size_t length;
} field_t;

typedef struct {
  const uint8_t *at, *end;
} cursor_t;

// 1: a field was read, 0: the end. Dies where the bytes are no protobuf message.
int next_field(cursor_t *cursor, field_t *field);

// The length words in front of `message` and its bytes into `frame`; answers their length. Payload may follow.
size_t write_head(uint8_t *frame, const message_t *message, size_t payload_bytes);
void write_ack(uint8_t *frame, uint32_t request_id);

// Received bytes of one connection, whole frames taken from the front.
typedef struct {
  uint8_t *bytes;
  size_t capacity, begin, end;
} inbox_t;

typedef struct {
  const uint8_t *header, *payload;
  uint32_t header_bytes, payload_bytes;
} frame_t;

// 1: `frame` is the next whole one, valid until the next call of either; 0: more bytes are needed. Dies on impossible lengths.
int take_frame(inbox_t *inbox, frame_t *frame);
// Moves what is left to the front and makes room for at least the rest of the frame under way: where to receive into.
// `least`: bytes to have room for beyond that. Answers how many fit.
size_t make_room(inbox_t *inbox, size_t least);
