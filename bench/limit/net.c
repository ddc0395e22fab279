#include "net.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "util.h"

typedef union {
  struct sockaddr any;
  struct sockaddr_in in;
  struct sockaddr_un un;
} address_t;

static socklen_t parse_address(const char *text, address_t *address) {
  memset(address, 0, sizeof *address);
  if (strncmp(text, "unix:", 5) == 0) {
    address->un.sun_family = AF_UNIX;
    if (strlen(text + 5) >= sizeof address->un.sun_path) usage_error("the path in %s is too long", text);
    strcpy(address->un.sun_path, text + 5);
    return sizeof address->un;
  }
  char host[64];
  const char *colon = strrchr(text, ':');
  if (colon == NULL || (size_t)(colon - text) >= sizeof host)
    usage_error("'%s' is no address: host:port (IPv4) or unix:/path", text);
  memcpy(host, text, (size_t)(colon - text));
  host[colon - text] = '\0';
  address->in.sin_family = AF_INET;
  address->in.sin_port = htons((uint16_t)parse_number("address", colon + 1, 0, 65535));
  if (inet_pton(AF_INET, host, &address->in.sin_addr) != 1) usage_error("'%s' is no IPv4 address", host);
  return sizeof address->in;
}

static void make_ready(int fd) {
  int on = 1;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);  // a Unix socket has no such option
  if (fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK) < 0) die_errno("fcntl");
}

int connect_to(const char *text) {
  address_t address;
  socklen_t length = parse_address(text, &address);
  int fd = socket(address.any.sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0 || connect(fd, &address.any, length) < 0) die_errno("cannot connect to %s", text);
  make_ready(fd);
  return fd;
}

int listen_at(const char *text) {
  address_t address;
  socklen_t length = parse_address(text, &address);
  int fd = socket(address.any.sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd < 0 || bind(fd, &address.any, length) < 0 || listen(fd, 1024) < 0)
    die_errno("cannot listen at %s", text);
  if (address.any.sa_family == AF_UNIX) {
    printf("ready listen=%s\n", text);
  } else {
    char host[INET_ADDRSTRLEN];
    if (getsockname(fd, &address.any, &length) < 0) die_errno("getsockname");
    inet_ntop(AF_INET, &address.in.sin_addr, host, sizeof host);
    printf("ready listen=%s:%u\n", host, ntohs(address.in.sin_port));
  }
  fflush(stdout);
  return fd;
}

int accept_from(int listener) {
  int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
  if (fd < 0 && (errno == EAGAIN || errno == EINTR || errno == ECONNABORTED)) return -1;
  if (fd < 0) die_errno("accept");
  make_ready(fd);
  return fd;
}

void send_all(int fd, const void *bytes, size_t length, int flags) {
  const uint8_t *at = bytes;
  while (length > 0) {
    ssize_t sent = send(fd, at, length, flags | MSG_NOSIGNAL);
    if (sent > 0) {
      at += sent;
      length -= (size_t)sent;
      continue;
    }
    if (errno == EINTR) continue;
    if (errno != EAGAIN) die_errno("send");
    struct pollfd wait = {.fd = fd, .events = POLLOUT};
    poll(&wait, 1, -1);
  }
}
