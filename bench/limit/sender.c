// Sends produce frames to a broker or to the produce limit: one prebuilt record batch, again and again.
//   sender --address ADDRESS --bytes TOTAL [--frame-bytes 256KiB] [--record-bytes 100] [--in-flight 16] [--connections 1]
//          [--acks all|leader] [--topic-id HEX] [--partitions 1] [--rate FRAMES_PER_SECOND]
// Hello first, then frames; a frame is one batch for one partition (in turn), `in-flight` of them unanswered per connection.
// Closed loop: latency is from the first byte handed to the socket to the answer. With --rate frames start on a timetable, and
// latency is from the moment the timetable says, so that a broker that stalls pays for every frame it held up.
// Any failure in an answer, a stall of 30 s, or a closed connection ends it with code 1. Prints one line of JSON.
#include <errno.h>
#include <getopt.h>
#include <poll.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <time.h>

#include "batch.h"
#include "figures.h"
#include "net.h"
#include "requests.h"
#include "util.h"

enum { STALL_MS = 30000, ANSWER_ROOM = 64 << 10, IN_FLIGHT_MAX = 4096, CONNECTIONS_MAX = 4096 };

// A request's id is its slot + 1: unique while it is unanswered, which is all that ids are for.
typedef struct {
  int fd;
  uint64_t *started_ns;  // per slot, 0: free
  uint32_t *free_slots;
  uint32_t free_count;
  uint8_t head[sizeof(message_t)];
  size_t head_bytes, sent_bytes;  // of the frame being written; head_bytes 0: none
  inbox_t answers;
} connection_t;

static struct {
  const char *address;
  uint64_t total_bytes, frame_bytes, record_bytes, in_flight, connections, partitions, rate;
  int acks;
  topic_id_t topic;
} options = {
    .frame_bytes = 256 << 10, .record_bytes = 100, .in_flight = 16, .connections = 1, .partitions = 1};

static batch_t batch;
static uint64_t frames, started, answered, start_ns;
static uint32_t *latencies_us;

static uint64_t intended_ns(uint64_t frame) {
  return start_ns + (uint64_t)((double)frame * 1e9 / (double)options.rate);
}

static bool begin_frame(connection_t *connection) {
  if (started == frames || connection->free_count == 0) return false;
  uint64_t at_ns = now_ns();
  if (options.rate > 0) {
    if (at_ns < intended_ns(started)) return false;
    at_ns = intended_ns(started);
  }
  uint32_t slot = connection->free_slots[--connection->free_count];
  connection->started_ns[slot] = at_ns;
  connection->head_bytes = write_produce(connection->head, slot + 1, options.acks, &options.topic,
                                         (uint32_t)(started % options.partitions), (uint32_t)batch.length);
  connection->sent_bytes = 0;
  started++;
  return true;
}

// Writes until the socket is full or nothing more may be sent.
static void send_frames(connection_t *connection) {
  while (connection->head_bytes > 0 || begin_frame(connection)) {
    size_t sent_head =
        connection->sent_bytes < connection->head_bytes ? connection->sent_bytes : connection->head_bytes;
    size_t sent_payload = connection->sent_bytes - sent_head;
    struct iovec pieces[2] = {{connection->head + sent_head, connection->head_bytes - sent_head},
                              {batch.bytes + sent_payload, batch.length - sent_payload}};
    struct msghdr message = {.msg_iov = pieces, .msg_iovlen = 2};
    ssize_t sent = sendmsg(connection->fd, &message, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0 && errno == EAGAIN) return;
    if (sent < 0) die_errno("send");
    connection->sent_bytes += (size_t)sent;
    if (connection->sent_bytes == connection->head_bytes + batch.length) connection->head_bytes = 0;
  }
}

static void take_answers(connection_t *connection) {
  inbox_t *answers = &connection->answers;
  size_t room = make_room(answers, ANSWER_ROOM);
  ssize_t got = recv(connection->fd, answers->bytes + answers->end, room, MSG_DONTWAIT);
  if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (got < 0) die_errno("recv");
  if (got == 0)
    die("the other side closed the connection, %llu of %llu frames were answered",
        (unsigned long long)answered, (unsigned long long)frames);
  answers->end += (size_t)got;
  uint64_t now = now_ns();
  frame_t answer;
  while (take_frame(answers, &answer)) {
    uint32_t slot = check_answer(&answer) - 1;
    if (slot >= options.in_flight || connection->started_ns[slot] == 0)
      die("an answer to request %u, which is not under way", slot + 1);
    latencies_us[answered++] = (uint32_t)((now - connection->started_ns[slot]) / 1000);
    connection->started_ns[slot] = 0;
    connection->free_slots[connection->free_count++] = slot;
  }
}

static void open_connection(connection_t *connection) {
  *connection = (connection_t){.fd = connect_to(options.address)};
  connection->started_ns = allocate(options.in_flight * sizeof *connection->started_ns);
  connection->free_slots = allocate(options.in_flight * sizeof *connection->free_slots);
  while (connection->free_count < options.in_flight) {
    connection->free_slots[connection->free_count] = connection->free_count;
    connection->free_count++;
  }
  say_hello(connection->fd);
}

static void wait_for_sockets(struct pollfd *polled, const connection_t *connections) {
  bool room = false;
  for (uint64_t i = 0; i < options.connections; i++) {
    polled[i].events = connections[i].head_bytes > 0 ? POLLIN | POLLOUT : POLLIN;
    room |= connections[i].head_bytes == 0 && connections[i].free_count > 0;
  }
  uint64_t wait_ns = STALL_MS * 1000000ull;
  if (options.rate > 0 && room && started < frames) {
    uint64_t now = now_ns(), next = intended_ns(started);
    wait_ns = next > now ? next - now : 0;
  }
  struct timespec wait = {.tv_sec = (time_t)(wait_ns / 1000000000u),
                          .tv_nsec = (long)(wait_ns % 1000000000u)};
  int ready = ppoll(polled, options.connections, &wait, NULL);
  if (ready < 0 && errno != EINTR) die_errno("poll");
  if (ready == 0 && wait_ns == STALL_MS * 1000000ull)
    die("no answer for %d s, %llu of %llu frames were answered", STALL_MS / 1000,
        (unsigned long long)answered, (unsigned long long)frames);
}

static void run(connection_t *connections, struct pollfd *polled) {
  uint64_t turn = 0;
  while (answered < frames) {
    // Paced frames go to the connections in turn, or the first one would get them all.
    for (uint64_t i = 0; i < options.connections; i++)
      send_frames(&connections[(turn + i) % options.connections]);
    turn++;
    wait_for_sockets(polled, connections);
    for (uint64_t i = 0; i < options.connections; i++)
      if (polled[i].revents & (POLLIN | POLLERR | POLLHUP)) take_answers(&connections[i]);
  }
}

static int parse_acks(const char *text) {
  if (strcmp(text, "all") == 0) return ACKS_ALL;
  if (strcmp(text, "leader") == 0) return ACKS_LEADER;
  usage_error("--acks is all or leader, not '%s'", text);
}

static void parse_options(int count, char **arguments) {
  static const struct option names[] = {{"address", required_argument, NULL, 'a'},
                                        {"bytes", required_argument, NULL, 'b'},
                                        {"frame-bytes", required_argument, NULL, 'f'},
                                        {"record-bytes", required_argument, NULL, 'r'},
                                        {"in-flight", required_argument, NULL, 'i'},
                                        {"connections", required_argument, NULL, 'c'},
                                        {"acks", required_argument, NULL, 'k'},
                                        {"topic-id", required_argument, NULL, 't'},
                                        {"partitions", required_argument, NULL, 'p'},
                                        {"rate", required_argument, NULL, 'R'},
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
      case 'f':
        options.frame_bytes = parse_number(name, optarg, BATCH_BYTES_MIN, BATCH_BYTES_MAX);
        break;
      case 'r':
        options.record_bytes = parse_number(name, optarg, 0, BATCH_BYTES_MAX);
        break;
      case 'i':
        options.in_flight = parse_number(name, optarg, 1, IN_FLIGHT_MAX);
        break;
      case 'c':
        options.connections = parse_number(name, optarg, 1, CONNECTIONS_MAX);
        break;
      case 'k':
        options.acks = parse_acks(optarg);
        break;
      case 't':
        options.topic = parse_topic_id(optarg);
        break;
      case 'p':
        options.partitions = parse_number(name, optarg, 1, 65536);
        break;
      case 'R':
        options.rate = parse_number(name, optarg, 1, 10000000);
        break;
      default:
        usage_error("the head of bench/limit/sender.c lists the options");
    }
  }
  if (optind < count) usage_error("'%s' is no option", arguments[optind]);
  if (options.address == NULL || options.total_bytes == 0) usage_error("--address and --bytes are needed");
}

int main(int count, char **arguments) {
  parse_options(count, arguments);
  batch = make_batch(options.frame_bytes, options.record_bytes);
  frames = (options.total_bytes + batch.length - 1) / batch.length;
  latencies_us = allocate(frames * sizeof *latencies_us);
  connection_t *connections = allocate(options.connections * sizeof *connections);
  struct pollfd *polled = allocate(options.connections * sizeof *polled);
  for (uint64_t i = 0; i < options.connections; i++) {
    open_connection(&connections[i]);
    polled[i].fd = connections[i].fd;
  }
  start_ns = now_ns();
  run(connections, polled);
  figures_t figures = {.frames = frames,
                       .bytes = frames * batch.length,
                       .records = frames * batch.records,
                       .start_ns = start_ns,
                       .end_ns = now_ns(),
                       .latencies_us = latencies_us};
  print_figures(&figures);
  return 0;
}
