// The requests and answers of protocol/wire.proto that sender and receiver need. Every failure in an answer ends the program.
#pragma once

#include "frame.h"

typedef struct {
  uint8_t bytes[16];
} topic_id_t;

topic_id_t parse_topic_id(const char *hex);  // 32 hexadecimal digits, UUID dashes allowed

enum { ACKS_ALL = 0, ACKS_LEADER = 1 };

// Each writes a request frame's length words and header into `frame` (at least sizeof(message_t) bytes); answers their length.
size_t write_hello(uint8_t *frame);
size_t write_produce(uint8_t *frame, uint32_t request_id, int acks, const topic_id_t *topic,
                     uint32_t partition, uint32_t payload_bytes);
typedef struct {
  topic_id_t topic;
  uint32_t partition;
  uint64_t offset;
  uint32_t max_bytes;
} fetch_wish_t;
size_t write_fetch(uint8_t *frame, uint32_t request_id, const fetch_wish_t *wish);

// The request id of an answer without failure; dies with the broker's code and sentence otherwise.
uint32_t check_answer(const frame_t *frame);
// Says Hello on a fresh connection and waits for the answer.
void say_hello(int fd);
// What a limit reads of a request: its id, its body's field number (HELLO, PRODUCE, FETCH) and that body.
enum { HELLO_FIELD = 10, PRODUCE_FIELD = 17, FETCH_FIELD = 18 };
typedef struct {
  uint32_t id;
  unsigned body;
  cursor_t content;
} request_t;
request_t read_request(const frame_t *frame);
fetch_wish_t read_fetch_wish(cursor_t content);  // of one partition
size_t write_fetch_answer(uint8_t *frame, uint32_t request_id, uint32_t partition, uint32_t payload_bytes);
