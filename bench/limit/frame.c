#include "frame.h"

#include <assert.h>

#include "util.h"

void put_varint(message_t *message, uint64_t value) {
  for (; value >= 0x80; value >>= 7) message->bytes[message->length++] = (uint8_t)(value | 0x80);
  message->bytes[message->length++] = (uint8_t)value;
}

// proto3: zero is not written.
void put_number(message_t *message, unsigned field, uint64_t value) {
  if (value == 0) return;
  assert(message->length + 20 <= sizeof message->bytes);
  put_varint(message, field << 3);
  put_varint(message, value);
}

void put_bytes(message_t *message, unsigned field, const void *bytes, size_t length) {
  assert(message->length + 20 + length <= sizeof message->bytes);
  put_varint(message, field << 3 | 2);
  put_varint(message, length);
  memcpy(message->bytes + message->length, bytes, length);
  message->length += length;
}

static uint64_t get_varint(cursor_t *cursor) {
  uint64_t value = 0;
  for (unsigned shift = 0; shift < 64; shift += 7) {
    if (cursor->at == cursor->end) die("an answer's header ends inside a number");
    uint8_t byte = *cursor->at++;
    value |= (uint64_t)(byte & 0x7f) << shift;
    if (byte < 0x80) return value;
  }
  die("an answer's header holds a number of more than 10 bytes");
}

int next_field(cursor_t *cursor, field_t *field) {
  if (cursor->at == cursor->end) return 0;
  uint64_t key = get_varint(cursor);
  *field = (field_t){.field = (unsigned)(key >> 3), .type = key & 7};
  if (field->type == 0) {
    field->number = get_varint(cursor);
    return 1;
  }
  if (field->type != 2) die("an answer's header holds a field of type %u", field->type);
  uint64_t length = get_varint(cursor);
  if (length > (uint64_t)(cursor->end - cursor->at)) die("an answer's header ends inside a field");
  field->bytes = cursor->at;
  field->length = length;
  cursor->at += length;
  return 1;
}

size_t write_head(uint8_t *frame, const message_t *message, size_t payload_bytes) {
  put_u32(frame, (uint32_t)(4 + message->length + payload_bytes));
  put_u32(frame + 4, (uint32_t)message->length);
  memcpy(frame + HEAD_BYTES, message->bytes, message->length);
  return HEAD_BYTES + message->length;
}

void write_ack(uint8_t *frame, uint32_t request_id) {
  message_t header = {.length = 0};
  put_number(&header, 1, request_id);
  size_t padding = ACK_BYTES - HEAD_BYTES - 2 - header.length;
  put_bytes(&header, 8, (const uint8_t[ACK_BYTES]){0}, padding);
  write_head(frame, &header, 0);
}

// Bytes of the whole frame at the front, 0 while its length words are not there.
static size_t frame_bytes(const inbox_t *inbox) {
  if (inbox->end - inbox->begin < HEAD_BYTES) return 0;
  const uint8_t *at = inbox->bytes + inbox->begin;
  uint32_t length = get_u32(at), header = get_u32(at + 4);
  if (length < 4 || length > FRAME_BYTES_MAX || header > HEADER_BYTES_MAX || header > length - 4)
    die("no frame: it claims %u bytes, %u of them header", length, header);
  return 4 + (size_t)length;
}

int take_frame(inbox_t *inbox, frame_t *frame) {
  size_t bytes = frame_bytes(inbox);
  if (bytes == 0 || inbox->end - inbox->begin < bytes) return 0;
  const uint8_t *at = inbox->bytes + inbox->begin;
  frame->header_bytes = get_u32(at + 4);
  frame->payload_bytes = (uint32_t)(bytes - HEAD_BYTES - frame->header_bytes);
  frame->header = at + HEAD_BYTES;
  frame->payload = frame->header + frame->header_bytes;
  inbox->begin += bytes;
  return 1;
}

size_t make_room(inbox_t *inbox, size_t least) {
  size_t kept = inbox->end - inbox->begin;
  size_t needed = frame_bytes(inbox);
  needed = (needed > kept ? needed : kept) + least;
  if (inbox->begin > 0) memmove(inbox->bytes, inbox->bytes + inbox->begin, kept);
  inbox->begin = 0;
  inbox->end = kept;
  if (needed > inbox->capacity) {
    inbox->bytes = realloc(inbox->bytes, needed);
    if (inbox->bytes == NULL) die("%zu bytes of memory are not to be had", needed);
    inbox->capacity = needed;
  }
  return inbox->capacity - kept;
}
