#include "requests.h"

#include <errno.h>
#include <poll.h>
#include <sys/socket.h>

#include "net.h"
#include "util.h"

enum { FAILURE_FIELD = 9, HELLO_DEADLINE_MS = 10000 };

topic_id_t parse_topic_id(const char *hex) {
  topic_id_t id;
  size_t digits = 0;
  for (const char *at = hex; *at != '\0'; at++) {
    if (*at == '-') continue;
    const char *all = "0123456789abcdef", *found = strchr(all, *at | 0x20);
    if (found == NULL || digits == 32) usage_error("--topic-id takes 32 hexadecimal digits, not '%s'", hex);
    uint8_t value = (uint8_t)(found - all);
    id.bytes[digits / 2] = digits % 2 == 0 ? (uint8_t)(value << 4) : id.bytes[digits / 2] | value;
    digits++;
  }
  if (digits != 32) usage_error("--topic-id takes 32 hexadecimal digits, not '%s'", hex);
  return id;
}

// A Request, or a Response: both are an id and one body.
static size_t write_message(uint8_t *frame, uint32_t request_id, unsigned field, const message_t *body,
                            size_t payload_bytes) {
  message_t request = {.length = 0};
  put_number(&request, 1, request_id);
  put_bytes(&request, field, body->bytes, body->length);
  return write_head(frame, &request, payload_bytes);
}

size_t write_hello(uint8_t *frame) {
  message_t hello = {.length = 0};
  put_bytes(&hello, 1, "bench-limit", 11);
  put_number(&hello, 2, 1);
  put_number(&hello, 3, 1);
  return write_message(frame, 1, HELLO_FIELD, &hello, 0);
}

size_t write_produce(uint8_t *frame, uint32_t request_id, int acks, const topic_id_t *topic,
                     uint32_t partition, uint32_t payload_bytes) {
  message_t share = {.length = 0}, produce = {.length = 0};
  put_bytes(&share, 1, topic->bytes, sizeof topic->bytes);
  put_number(&share, 2, partition);
  put_number(&share, 3, payload_bytes);
  put_number(&produce, 1, (uint64_t)acks);
  put_bytes(&produce, 3, share.bytes, share.length);
  return write_message(frame, request_id, PRODUCE_FIELD, &produce, payload_bytes);
}

size_t write_fetch(uint8_t *frame, uint32_t request_id, const fetch_wish_t *wish) {
  message_t share = {.length = 0}, fetch = {.length = 0};
  put_bytes(&share, 1, wish->topic.bytes, sizeof wish->topic.bytes);
  put_number(&share, 2, wish->partition);
  put_number(&share, 3, wish->offset);
  put_number(&share, 4, wish->max_bytes);
  put_number(&fetch, 3, wish->max_bytes);
  put_bytes(&fetch, 4, share.bytes, share.length);
  return write_message(frame, request_id, FETCH_FIELD, &fetch, 0);
}

__attribute__((noreturn)) static void die_of_failure(cursor_t failure) {
  field_t field;
  unsigned code = 0;
  int length = 0;
  const uint8_t *message = (const uint8_t *)"";
  while (next_field(&failure, &field)) {
    if (field.field == 1) code = (unsigned)field.number;
    if (field.field == 2) message = field.bytes, length = (int)field.length;
  }
  die("the broker answered with failure %u: %.*s", code, length, (const char *)message);
}

// A ProduceResponse or FetchResponse: its results carry failures of their own, as field 1.
static void check_results(cursor_t response) {
  field_t result, field;
  while (next_field(&response, &result)) {
    if (result.field != 1 || result.type != 2) continue;
    cursor_t inner = {result.bytes, result.bytes + result.length};
    while (next_field(&inner, &field))
      if (field.field == 1 && field.type == 2)
        die_of_failure((cursor_t){field.bytes, field.bytes + field.length});
  }
}

uint32_t check_answer(const frame_t *frame) {
  cursor_t cursor = {frame->header, frame->header + frame->header_bytes};
  field_t field;
  uint32_t id = 0;
  while (next_field(&cursor, &field)) {
    cursor_t body = {field.bytes, field.bytes + field.length};
    if (field.field == 1) id = (uint32_t)field.number;
    if (field.field == FAILURE_FIELD) die_of_failure(body);
    if (field.field == PRODUCE_FIELD || field.field == FETCH_FIELD) check_results(body);
  }
  return id;
}

void say_hello(int fd) {
  uint8_t hello[sizeof(message_t)];
  inbox_t inbox = {0};
  frame_t answer;
  send_all(fd, hello, write_hello(hello), 0);
  while (!take_frame(&inbox, &answer)) {
    struct pollfd wait = {.fd = fd, .events = POLLIN};
    if (poll(&wait, 1, HELLO_DEADLINE_MS) == 0) die("no answer to Hello within %d ms", HELLO_DEADLINE_MS);
    size_t room = make_room(&inbox, 4096);
    ssize_t got = recv(fd, inbox.bytes + inbox.end, room, 0);
    if (got == 0) die("the other side closed the connection instead of answering Hello");
    if (got > 0) inbox.end += (size_t)got;
    if (got < 0 && errno != EAGAIN && errno != EINTR) die_errno("recv");
  }
  check_answer(&answer);
  if (inbox.begin != inbox.end) die("more than one answer to Hello");
  free(inbox.bytes);
}

request_t read_request(const frame_t *frame) {
  cursor_t cursor = {frame->header, frame->header + frame->header_bytes};
  field_t field;
  request_t request = {0};
  while (next_field(&cursor, &field)) {
    if (field.field == 1) {
      request.id = (uint32_t)field.number;
    } else if (field.type == 2) {
      request.body = field.field;
      request.content = (cursor_t){field.bytes, field.bytes + field.length};
    }
  }
  return request;
}

fetch_wish_t read_fetch_wish(cursor_t content) {
  field_t field;
  fetch_wish_t wish = {.max_bytes = 0};
  while (next_field(&content, &field)) {
    if (field.field == 3) wish.max_bytes = (uint32_t)field.number;
    if (field.field != 4) continue;
    cursor_t share = {field.bytes, field.bytes + field.length};
    while (next_field(&share, &field)) {
      if (field.field == 2) wish.partition = (uint32_t)field.number;
      if (field.field == 3) wish.offset = field.number;
    }
  }
  return wish;
}

size_t write_fetch_answer(uint8_t *frame, uint32_t request_id, uint32_t partition, uint32_t payload_bytes) {
  message_t result = {.length = 0}, fetch = {.length = 0};
  put_number(&result, 2, partition);
  put_number(&result, 3, payload_bytes);
  put_bytes(&fetch, 1, result.bytes, result.length);
  return write_message(frame, request_id, FETCH_FIELD, &fetch, payload_bytes);
}
