// The fetch limit: answers fetches from one hot file by sendfile and does nothing else.
//   fetch-limit --listen ADDRESS --directory DIR --log-bytes 512MiB [--batch-bytes 256KiB] [--record-bytes 100]
// The file holds record batches as the sender makes them, base offsets stamped, so that the receiver checks the same here and
// at the broker. A fetch of an offset is answered with whole batches up to its max_bytes, at least one: length words and header
// with MSG_MORE, then the range. One thread for all connections; SIGTERM or SIGINT ends it and removes the file.
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/sendfile.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "batch.h"
#include "net.h"
#include "requests.h"
#include "util.h"

enum { CONNECTIONS_MAX = 1024, FIRST_CONNECTION = 2, ANSWERS_MAX = 64, PATH_BYTES = 4096 };

typedef struct {
  uint8_t head[sizeof(message_t)];
  size_t head_bytes, head_sent;
  off_t position, end;
} answer_t;

typedef struct {
  inbox_t requests;
  answer_t answers[ANSWERS_MAX];  // a ring; requests wait unread while it is full
  unsigned first, count;
} connection_t;

static const char *address, *directory;
static uint64_t log_bytes, batch_bytes = 256 << 10, record_bytes = 100;
static char path[PATH_BYTES];
static int file;
static uint32_t records_per_batch;
static struct pollfd polled[FIRST_CONNECTION + CONNECTIONS_MAX];
static connection_t *connections[CONNECTIONS_MAX];
static nfds_t polled_count = FIRST_CONNECTION;

static void make_file(void) {
  if (snprintf(path, sizeof path, "%s/limit-fetch.log", directory) >= PATH_BYTES)
    die("the path of %s is too long", directory);
  file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) die_errno("cannot create %s", path);
  batch_t batch = make_batch(batch_bytes, record_bytes);
  records_per_batch = batch.records;
  log_bytes -= log_bytes % batch_bytes;
  for (uint64_t at = 0; at < log_bytes; at += batch_bytes) {
    put_u64(batch.bytes, at / batch_bytes * records_per_batch);
    if (pwrite(file, batch.bytes, batch.length, (off_t)at) != (ssize_t)batch.length) die_errno("pwrite");
  }
  free(batch.bytes);
}

static void add_answer(connection_t *connection, uint32_t request_id, fetch_wish_t wish) {
  uint64_t position = wish.offset / records_per_batch * batch_bytes;
  if (position >= log_bytes) die("a fetch at offset %llu, behind the end", (unsigned long long)wish.offset);
  uint64_t bytes = wish.max_bytes < batch_bytes ? batch_bytes : wish.max_bytes - wish.max_bytes % batch_bytes;
  if (bytes > log_bytes - position) bytes = log_bytes - position;
  answer_t *answer = &connection->answers[(connection->first + connection->count++) % ANSWERS_MAX];
  answer->head_bytes = write_fetch_answer(answer->head, request_id, wish.partition, (uint32_t)bytes);
  answer->head_sent = 0;
  answer->position = (off_t)position;
  answer->end = (off_t)(position + bytes);
}

static void handle_requests(int fd, connection_t *connection) {
  frame_t frame;
  while (connection->count < ANSWERS_MAX && take_frame(&connection->requests, &frame)) {
    request_t request = read_request(&frame);
    if (request.body == FETCH_FIELD) {
      add_answer(connection, request.id, read_fetch_wish(request.content));
    } else {
      uint8_t ack[ACK_BYTES];
      write_ack(ack, request.id);
      send_all(fd, ack, sizeof ack, 0);
    }
  }
}

// 1: all of it went out, 0: the socket is full, -1: the other side is gone.
static int send_answer(int fd, answer_t *answer) {
  while (answer->head_sent < answer->head_bytes) {
    ssize_t sent = send(fd, answer->head + answer->head_sent, answer->head_bytes - answer->head_sent,
                        MSG_MORE | MSG_NOSIGNAL);
    if (sent < 0) return errno == EAGAIN ? 0 : -1;
    answer->head_sent += (size_t)sent;
  }
  while (answer->position < answer->end) {
    ssize_t sent = sendfile(fd, file, &answer->position, (size_t)(answer->end - answer->position));
    if (sent < 0) return errno == EAGAIN ? 0 : -1;
    if (sent == 0) die("the file ends early");
  }
  return 1;
}

// False: the connection ended.
static bool serve_connection(struct pollfd *polled_one, connection_t *connection) {
  int fd = polled_one->fd;
  if (polled_one->revents & (POLLIN | POLLHUP | POLLERR)) {
    size_t room = make_room(&connection->requests, 4096);
    ssize_t got = recv(fd, connection->requests.bytes + connection->requests.end, room, MSG_DONTWAIT);
    if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR)) return false;
    if (got > 0) connection->requests.end += (size_t)got;
  }
  handle_requests(fd, connection);
  while (connection->count > 0) {
    int sent = send_answer(fd, &connection->answers[connection->first]);
    if (sent < 0) return false;
    if (sent == 0) break;
    connection->first = (connection->first + 1) % ANSWERS_MAX;
    connection->count--;
    handle_requests(fd, connection);
  }
  polled_one->events = (connection->count < ANSWERS_MAX ? POLLIN : 0) | (connection->count > 0 ? POLLOUT : 0);
  return true;
}

static void add_connection(int listener) {
  int fd = accept_from(listener);
  if (fd < 0) return;
  if (polled_count == FIRST_CONNECTION + CONNECTIONS_MAX) die("more than %d connections", CONNECTIONS_MAX);
  connections[polled_count - FIRST_CONNECTION] = allocate(sizeof(connection_t));
  polled[polled_count++] = (struct pollfd){.fd = fd, .events = POLLIN};
}

static void remove_connection(nfds_t at) {
  close(polled[at].fd);
  free(connections[at - FIRST_CONNECTION]->requests.bytes);
  free(connections[at - FIRST_CONNECTION]);
  polled_count--;
  polled[at] = polled[polled_count];
  connections[at - FIRST_CONNECTION] = connections[polled_count - FIRST_CONNECTION];
}

static void serve(int listener, int signals) {
  polled[0] = (struct pollfd){.fd = signals, .events = POLLIN};
  polled[1] = (struct pollfd){.fd = listener, .events = POLLIN};
  while (true) {
    if (poll(polled, polled_count, -1) < 0 && errno != EINTR) die_errno("poll");
    if (polled[0].revents) return;
    for (nfds_t at = polled_count; at-- > FIRST_CONNECTION;)
      if (polled[at].revents && !serve_connection(&polled[at], connections[at - FIRST_CONNECTION]))
        remove_connection(at);
    if (polled[1].revents) add_connection(listener);
  }
}

static void parse_options(int count, char **arguments) {
  static const struct option names[] = {
      {"listen", required_argument, NULL, 'l'},       {"directory", required_argument, NULL, 'd'},
      {"log-bytes", required_argument, NULL, 'b'},    {"batch-bytes", required_argument, NULL, 'f'},
      {"record-bytes", required_argument, NULL, 'r'}, {0}};
  int index = 0;
  for (int option; (option = getopt_long(count, arguments, "", names, &index)) != -1;) {
    const char *name = option == '?' ? "" : names[index].name;
    switch (option) {
      case 'l':
        address = optarg;
        break;
      case 'd':
        directory = optarg;
        break;
      case 'b':
        log_bytes = parse_number(name, optarg, 1, UINT64_C(1) << 40);
        break;
      case 'f':
        batch_bytes = parse_number(name, optarg, BATCH_BYTES_MIN, BATCH_BYTES_MAX);
        break;
      case 'r':
        record_bytes = parse_number(name, optarg, 0, BATCH_BYTES_MAX);
        break;
      default:
        usage_error("the head of bench/limit/fetch-limit.c lists the options");
    }
  }
  if (optind < count) usage_error("'%s' is no option", arguments[optind]);
  if (address == NULL || directory == NULL) usage_error("--listen and --directory are needed");
  if (log_bytes < batch_bytes)
    usage_error("--log-bytes must hold one batch of %llu bytes", (unsigned long long)batch_bytes);
}

int main(int count, char **arguments) {
  parse_options(count, arguments);
  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGTERM);
  sigaddset(&ends, SIGINT);
  sigprocmask(SIG_BLOCK, &ends, NULL);
  int signals = signalfd(-1, &ends, SFD_CLOEXEC);
  if (signals < 0) die_errno("signalfd");
  make_file();
  serve(listen_at(address), signals);
  unlink(path);
  return 0;
}
