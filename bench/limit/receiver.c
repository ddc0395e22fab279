// Fetches a log from a broker or from the fetch limit and reads every byte of it.
//   receiver --address ADDRESS --bytes TOTAL [--log-bytes BYTES] [--batch-bytes 256KiB] [--record-bytes 100] [--max-bytes 1MiB]
//            [--in-flight 4] [--connections 1] [--topic-id HEX] [--partitions 1] [--random SEED]
//            [--receive-bytes 256KiB] [--delay-ms 0] [--seconds LIMIT]
// Hello first. The log was filled by `sender` with the same --frame-bytes (here --batch-bytes) and --record-bytes, so every
// offset is known beforehand and `in-flight` fetches of `max-bytes` can be under way per connection: chunk after chunk, each
// partition in turn, from the start again when TOTAL exceeds the log; or, with --random, at random records of the log.
// Of every answer the length and the first batch's base offset are checked; a short answer's rest is fetched again; an answer
// without a byte, a failure, a stall of 30 s or a closed connection end it with code 1. Latency is from request to last byte.
// A slow consumer: --receive-bytes 1 --delay-ms 1000 reads a byte a second; --seconds ends it early, as wished.
// Prints one line of JSON.
#include <errno.h>
#include <getopt.h>
#include <poll.h>
#include <stdio.h>
#include <sys/socket.h>
#include <time.h>

#include "batch.h"
#include "figures.h"
#include "net.h"
#include "requests.h"
#include "util.h"

enum {
  STALL_MS = 30000,
  IN_FLIGHT_MAX = 64,
  CONNECTIONS_MAX = 4096,
  OFFSET_BYTES = 8,
  ANSWER_HEADER_MAX = 16384
};

// What one fetch under way is for; its request id is its index + 1.
typedef struct {
  uint64_t started_ns;
  fetch_wish_t wish;
  uint64_t missing_bytes;
} slot_t;

// Between answers `payload_left` is 0 and `head` collects length words, header and the first batch's base offset.
typedef struct {
  int fd;
  slot_t slots[IN_FLIGHT_MAX];
  uint8_t head[HEAD_BYTES + ANSWER_HEADER_MAX + OFFSET_BYTES];
  size_t head_bytes;
  uint64_t payload_left;
  slot_t *receiving;
} connection_t;

static struct {
  const char *address;
  uint64_t total_bytes, log_bytes, batch_bytes, record_bytes, max_bytes, in_flight, connections, partitions;
  uint64_t receive_bytes, delay_ms, seconds, seed;
  bool random;
  topic_id_t topic;
} options = {.batch_bytes = 256 << 10,
             .record_bytes = 100,
             .max_bytes = 1 << 20,
             .in_flight = 4,
             .connections = 1,
             .partitions = 1,
             .receive_bytes = 256 << 10};

static uint32_t records_per_batch;
static uint64_t batches_per_partition, chunk_batches, chunks_per_partition;
static uint64_t asked_bytes, asked_chunks, received_bytes, answers, answers_max, random_state;
static uint32_t *latencies_us;
static uint8_t *buffer;

static uint64_t next_random(void) {  // splitmix64 (Steele, Lea and Flood 2014)
  uint64_t z = random_state += UINT64_C(0x9e3779b97f4a7c15);
  z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
  z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
  return z ^ z >> 31;
}

static void choose_chunk(slot_t *slot) {
  uint64_t first, chunk = asked_chunks++;
  slot->wish.partition = (uint32_t)(chunk % options.partitions);
  if (options.random) {
    uint64_t record = next_random() % (batches_per_partition * records_per_batch);
    first = record / records_per_batch;
    slot->wish.offset = record;
  } else {
    first = chunk / options.partitions % chunks_per_partition * chunk_batches;
    slot->wish.offset = first * records_per_batch;
  }
  uint64_t batches =
      batches_per_partition - first < chunk_batches ? batches_per_partition - first : chunk_batches;
  slot->missing_bytes = batches * options.batch_bytes;
  slot->wish.max_bytes = (uint32_t)slot->missing_bytes;
  asked_bytes += slot->missing_bytes;
}

static void ask(connection_t *connection, slot_t *slot) {
  uint8_t frame[sizeof(message_t)];
  uint32_t id = (uint32_t)(slot - connection->slots) + 1;
  slot->started_ns = now_ns();
  send_all(connection->fd, frame, write_fetch(frame, id, &slot->wish), 0);
}

static void ask_next(connection_t *connection, slot_t *slot) {
  slot->started_ns = 0;
  if (asked_bytes >= options.total_bytes) return;
  slot->wish.topic = options.topic;
  choose_chunk(slot);
  ask(connection, slot);
}

static void finish_answer(connection_t *connection) {
  slot_t *slot = connection->receiving;
  connection->receiving = NULL;
  connection->head_bytes = 0;
  if (answers == answers_max) die("far more answers than fetches");
  latencies_us[answers++] = (uint32_t)((now_ns() - slot->started_ns) / 1000);
  if (slot->missing_bytes == 0) return ask_next(connection, slot);
  slot->wish.max_bytes = (uint32_t)slot->missing_bytes;
  ask(connection, slot);
}

// The head is complete: whose answer is it, and is it what was asked for?
static void begin_payload(connection_t *connection, const frame_t *answer, uint64_t base_offset) {
  uint32_t id = check_answer(answer);
  if (id == 0 || id > options.in_flight || connection->slots[id - 1].started_ns == 0)
    die("an answer to request %u, which is not under way", id);
  slot_t *slot = &connection->slots[id - 1];
  uint64_t bytes = answer->payload_bytes;
  if (bytes == 0 || bytes % options.batch_bytes != 0 || bytes > slot->missing_bytes)
    die("an answer of %llu bytes where whole batches of %llu, %llu bytes in all, were asked for",
        (unsigned long long)bytes, (unsigned long long)options.batch_bytes,
        (unsigned long long)slot->missing_bytes);
  uint64_t wanted = slot->wish.offset - slot->wish.offset % records_per_batch;
  if (base_offset != wanted)
    die("an answer begins at offset %llu, not at %llu", (unsigned long long)base_offset,
        (unsigned long long)wanted);
  slot->missing_bytes -= bytes;
  slot->wish.offset = wanted + bytes / options.batch_bytes * records_per_batch;
  connection->receiving = slot;
  connection->payload_left = bytes;
  received_bytes += bytes;
}

// How many bytes the head has once it is whole, as far as is known.
static size_t head_wanted(const connection_t *connection) {
  if (connection->head_bytes < HEAD_BYTES) return HEAD_BYTES;
  uint32_t length = get_u32(connection->head), header = get_u32(connection->head + 4);
  if (length > FRAME_BYTES_MAX || header > ANSWER_HEADER_MAX || length < 4 + header)
    die("no answer to a fetch: a frame of %u bytes, %u of them header", length, header);
  size_t payload = length - 4 - header;
  return HEAD_BYTES + header + (payload < OFFSET_BYTES ? payload : OFFSET_BYTES);
}

static void take_bytes(connection_t *connection, const uint8_t *at, size_t length) {
  while (length > 0) {
    size_t used;
    if (connection->payload_left > 0) {
      used = length < connection->payload_left ? length : connection->payload_left;
      connection->payload_left -= used;
      if (connection->payload_left == 0) finish_answer(connection);
    } else {
      size_t wanted = head_wanted(connection) - connection->head_bytes;
      used = length < wanted ? length : wanted;
      memcpy(connection->head + connection->head_bytes, at, used);
      connection->head_bytes += used;
      if (connection->head_bytes >= HEAD_BYTES && connection->head_bytes == head_wanted(connection)) {
        uint32_t header_bytes = get_u32(connection->head + 4);
        frame_t answer = {.header = connection->head + HEAD_BYTES,
                          .header_bytes = header_bytes,
                          .payload_bytes = get_u32(connection->head) - 4 - header_bytes};
        begin_payload(connection, &answer,
                      answer.payload_bytes < OFFSET_BYTES ? 0 : get_u64(answer.header + header_bytes));
        connection->payload_left -= OFFSET_BYTES;
      }
    }
    at += used;
    length -= used;
  }
}

static void receive(connection_t *connection) {
  ssize_t got = recv(connection->fd, buffer, options.receive_bytes, MSG_DONTWAIT);
  if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (got < 0) die_errno("recv");
  if (got == 0)
    die("the other side closed the connection after %llu bytes", (unsigned long long)received_bytes);
  take_bytes(connection, buffer, (size_t)got);
  if (options.delay_ms == 0) return;
  struct timespec pause = {.tv_sec = (time_t)(options.delay_ms / 1000),
                           .tv_nsec = (long)(options.delay_ms % 1000) * 1000000};
  nanosleep(&pause, NULL);
}

static bool under_way(const connection_t *connections) {
  for (uint64_t i = 0; i < options.connections; i++)
    for (uint64_t slot = 0; slot < options.in_flight; slot++)
      if (connections[i].slots[slot].started_ns != 0) return true;
  return false;
}

static void run(connection_t *connections, struct pollfd *polled) {
  uint64_t end_ns = options.seconds == 0 ? UINT64_MAX : now_ns() + options.seconds * 1000000000u;
  for (uint64_t slot = 0; slot < options.in_flight; slot++)
    for (uint64_t i = 0; i < options.connections; i++) ask_next(&connections[i], &connections[i].slots[slot]);
  while (under_way(connections) && now_ns() < end_ns) {
    int ready = poll(polled, options.connections, STALL_MS);
    if (ready < 0 && errno != EINTR) die_errno("poll");
    if (ready == 0)
      die("no byte for %d s after %llu bytes", STALL_MS / 1000, (unsigned long long)received_bytes);
    for (uint64_t i = 0; i < options.connections; i++)
      if (polled[i].revents) receive(&connections[i]);
  }
}

static void parse_options(int count, char **arguments) {
  static const struct option names[] = {{"address", required_argument, NULL, 'a'},
                                        {"bytes", required_argument, NULL, 'b'},
                                        {"log-bytes", required_argument, NULL, 'l'},
                                        {"batch-bytes", required_argument, NULL, 'f'},
                                        {"record-bytes", required_argument, NULL, 'r'},
                                        {"max-bytes", required_argument, NULL, 'm'},
                                        {"in-flight", required_argument, NULL, 'i'},
                                        {"connections", required_argument, NULL, 'c'},
                                        {"topic-id", required_argument, NULL, 't'},
                                        {"partitions", required_argument, NULL, 'p'},
                                        {"random", required_argument, NULL, 'R'},
                                        {"delay-ms", required_argument, NULL, 'd'},
                                        {"receive-bytes", required_argument, NULL, 'B'},
                                        {"seconds", required_argument, NULL, 's'},
                                        {0}};
  int index = 0;
  for (int option; (option = getopt_long(count, arguments, "", names, &index)) != -1;) {
    const char *name = option == '?' ? "" : names[index].name;
    switch (option) {
      case 'a':
        options.address = optarg;
        break;
      case 'b':
        options.total_bytes = parse_number(name, optarg, 1, UINT64_C(1) << 50);
        break;
      case 'l':
        options.log_bytes = parse_number(name, optarg, 1, UINT64_C(1) << 50);
        break;
      case 'f':
        options.batch_bytes = parse_number(name, optarg, BATCH_BYTES_MIN, BATCH_BYTES_MAX);
        break;
      case 'r':
        options.record_bytes = parse_number(name, optarg, 0, BATCH_BYTES_MAX);
        break;
      case 'm':
        options.max_bytes = parse_number(name, optarg, 1, 56 << 20);
        break;
      case 'i':
        options.in_flight = parse_number(name, optarg, 1, IN_FLIGHT_MAX);
        break;
      case 'c':
        options.connections = parse_number(name, optarg, 1, CONNECTIONS_MAX);
        break;
      case 't':
        options.topic = parse_topic_id(optarg);
        break;
      case 'p':
        options.partitions = parse_number(name, optarg, 1, 65536);
        break;
      case 'R':
        options.random = true, options.seed = parse_number(name, optarg, 0, UINT64_MAX);
        break;
      case 'B':
        options.receive_bytes = parse_number(name, optarg, 1, 64 << 20);
        break;
      case 'd':
        options.delay_ms = parse_number(name, optarg, 0, 3600000);
        break;
      case 's':
        options.seconds = parse_number(name, optarg, 1, 86400);
        break;
      default:
        usage_error("the head of bench/limit/receiver.c lists the options");
    }
  }
  if (optind < count) usage_error("'%s' is no option", arguments[optind]);
  if (options.address == NULL || options.total_bytes == 0) usage_error("--address and --bytes are needed");
}

static void plan(void) {
  if (options.log_bytes == 0) options.log_bytes = options.total_bytes;
  batch_t batch = make_batch(options.batch_bytes, options.record_bytes);
  records_per_batch = batch.records;
  free(batch.bytes);
  batches_per_partition = options.log_bytes / options.batch_bytes / options.partitions;
  if (batches_per_partition == 0) usage_error("the log holds less than one batch per partition");
  chunk_batches = options.max_bytes / options.batch_bytes;
  if (chunk_batches == 0) chunk_batches = 1;
  chunks_per_partition = (batches_per_partition + chunk_batches - 1) / chunk_batches;
  // At worst one batch an answer.
  answers_max =
      options.total_bytes / options.batch_bytes + options.in_flight * options.connections * chunk_batches + 1;
  latencies_us = allocate(answers_max * sizeof *latencies_us);
  random_state = options.seed;
  buffer = allocate(options.receive_bytes);
}

int main(int count, char **arguments) {
  parse_options(count, arguments);
  plan();
  connection_t *connections = allocate(options.connections * sizeof *connections);
  struct pollfd *polled = allocate(options.connections * sizeof *polled);
  for (uint64_t i = 0; i < options.connections; i++) {
    connections[i].fd = connect_to(options.address);
    say_hello(connections[i].fd);
    polled[i] = (struct pollfd){.fd = connections[i].fd, .events = POLLIN};
  }
  uint64_t start_ns = now_ns();
  run(connections, polled);
  uint64_t end_ns = now_ns();
  for (uint64_t i = 0; i < options.connections; i++) received_bytes -= connections[i].payload_left;
  figures_t figures = {.frames = answers,
                       .bytes = received_bytes,
                       .records = received_bytes / options.batch_bytes * records_per_batch,
                       .start_ns = start_ns,
                       .end_ns = end_ns,
                       .latencies_us = latencies_us};
  print_figures(&figures);
  return 0;
}
