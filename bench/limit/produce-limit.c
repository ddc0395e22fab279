// The produce limit: what a broker would do if it did nothing else.
//   produce-limit --listen ADDRESS --directory DIR [--append mapped|prefaulted|pwrite] [--window-bytes 2MiB] [--segment-bytes 128MiB]
//                 [--receive-bytes 512KiB] [--group-commit]
// recv into a buffer -> CRC-32C of the batch -> copy into a mapping that another thread faults in ahead (prefaulted: that was
// faulted in whole before `ready`, one segment and no more; or pwrite) -> a 16-byte ack, drawn in frame.h. --group-commit: the ack waits for an fdatasync that covers the batch (committer.h).
// A batch that is none, or whose CRC is wrong, ends it with code 1. One thread for all connections; SIGTERM or SIGINT ends it,
// removes its files and prints one line of JSON.
#include <errno.h>
#include <getopt.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "batch.h"
#include "committer.h"
#include "limit-log.h"
#include "net.h"
#include "requests.h"
#include "util.h"

enum { CONNECTIONS_MAX = 1024, ACKS_PER_SEND = 256, FIRST_CONNECTION = 2 };

static const char *address;
static size_t receive_bytes = 512 << 10;
static bool group_commit;
static limit_log_t limit_log = {.segment_bytes = 128 << 20, .window_bytes = 2 << 20, .mapped = true};
static committer_t committer;
static uint64_t frames, bytes;

static struct pollfd polled[FIRST_CONNECTION + CONNECTIONS_MAX];
static inbox_t inboxes[CONNECTIONS_MAX];
static nfds_t polled_count = FIRST_CONNECTION;

static void send_acks(int fd, uint8_t *acks, size_t *count) {
  if (*count > 0) send_all(fd, acks, *count * ACK_BYTES, 0);
  *count = 0;
}

static void handle_frames(int fd, inbox_t *inbox) {
  uint8_t acks[ACKS_PER_SEND * ACK_BYTES];
  size_t count = 0;
  frame_t frame;
  while (take_frame(inbox, &frame)) {
    uint32_t id = read_request(&frame).id;
    if (frame.payload_bytes > 0) {
      check_batch(frame.payload, frame.payload_bytes);
      log_append(&limit_log, frame.payload, frame.payload_bytes);
      frames++;
      bytes += frame.payload_bytes;
      if (group_commit) {
        committer_add(&committer, fd, id);
        continue;
      }
    }
    write_ack(acks + ACK_BYTES * count++, id);
    if (count == ACKS_PER_SEND) send_acks(fd, acks, &count);
  }
  send_acks(fd, acks, &count);
}

// False: the connection ended.
static bool receive(int fd, inbox_t *inbox) {
  size_t room = make_room(inbox, receive_bytes);
  ssize_t got = recv(fd, inbox->bytes + inbox->end, room, MSG_DONTWAIT);
  if (got < 0 && (errno == EAGAIN || errno == EINTR)) return true;
  if (got < 0 && errno != ECONNRESET) die_errno("recv");
  if (got <= 0) return false;
  inbox->end += (size_t)got;
  handle_frames(fd, inbox);
  return true;
}

static void add_connection(int listener) {
  int fd = accept_from(listener);
  if (fd < 0) return;
  if (polled_count == FIRST_CONNECTION + CONNECTIONS_MAX) die("more than %d connections", CONNECTIONS_MAX);
  inboxes[polled_count - FIRST_CONNECTION] = (inbox_t){0};
  polled[polled_count++] = (struct pollfd){.fd = fd, .events = POLLIN};
}

static void remove_connection(nfds_t at) {
  if (group_commit) committer_drain(&committer);
  close(polled[at].fd);
  free(inboxes[at - FIRST_CONNECTION].bytes);
  polled_count--;
  polled[at] = polled[polled_count];
  inboxes[at - FIRST_CONNECTION] = inboxes[polled_count - FIRST_CONNECTION];
}

static void serve(int listener, int signals) {
  polled[0] = (struct pollfd){.fd = signals, .events = POLLIN};
  polled[1] = (struct pollfd){.fd = listener, .events = POLLIN};
  while (true) {
    if (poll(polled, polled_count, -1) < 0 && errno != EINTR) die_errno("poll");
    if (polled[0].revents) return;
    for (nfds_t at = polled_count; at-- > FIRST_CONNECTION;)
      if (polled[at].revents && !receive(polled[at].fd, &inboxes[at - FIRST_CONNECTION]))
        remove_connection(at);
    if (polled[1].revents) add_connection(listener);
  }
}

static void parse_append(const char *text) {
  limit_log.prefaulted = strcmp(text, "prefaulted") == 0;
  limit_log.mapped = limit_log.prefaulted || strcmp(text, "mapped") == 0;
  if (!limit_log.mapped && strcmp(text, "pwrite") != 0)
    usage_error("--append is mapped, prefaulted or pwrite, not '%s'", text);
}

static void parse_options(int count, char **arguments) {
  static const struct option names[] = {
      {"listen", required_argument, NULL, 'l'},        {"directory", required_argument, NULL, 'd'},
      {"append", required_argument, NULL, 'a'},        {"window-bytes", required_argument, NULL, 'w'},
      {"segment-bytes", required_argument, NULL, 's'}, {"receive-bytes", required_argument, NULL, 'r'},
      {"group-commit", no_argument, NULL, 'g'},        {0}};
  int index = 0;
  for (int option; (option = getopt_long(count, arguments, "", names, &index)) != -1;) {
    const char *name = option == '?' ? "" : names[index].name;
    switch (option) {
      case 'l':
        address = optarg;
        break;
      case 'd':
        limit_log.directory = optarg;
        break;
      case 'a':
        parse_append(optarg);
        break;
      case 'w':
        limit_log.window_bytes = parse_number(name, optarg, 0, 1 << 30);
        break;
      case 's':
        limit_log.segment_bytes = parse_number(name, optarg, 1 << 20, 1 << 30);
        break;
      case 'r':
        receive_bytes = parse_number(name, optarg, 4096, 64 << 20);
        break;
      case 'g':
        group_commit = true;
        break;
      default:
        usage_error("the head of bench/limit/produce-limit.c lists the options");
    }
  }
  if (optind < count) usage_error("'%s' is no option", arguments[optind]);
  if (address == NULL || limit_log.directory == NULL) usage_error("--listen and --directory are needed");
}

int main(int count, char **arguments) {
  parse_options(count, arguments);
  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGTERM);
  sigaddset(&ends, SIGINT);
  sigprocmask(SIG_BLOCK, &ends, NULL);  // before any thread, so that all of them leave it to serve()
  int signals = signalfd(-1, &ends, SFD_CLOEXEC);
  if (signals < 0) die_errno("signalfd");
  log_open(&limit_log);
  if (group_commit) committer_open(&committer, &limit_log);
  serve(listen_at(address), signals);
  if (group_commit) committer_drain(&committer);
  log_close(&limit_log);
  printf("{\"frames\":%llu,\"bytes\":%llu,\"syncs\":%llu}\n", (unsigned long long)frames,
         (unsigned long long)bytes, (unsigned long long)committer.syncs);
  return 0;
}
