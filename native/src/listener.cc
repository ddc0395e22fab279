#include "listener.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace sluice {

namespace {

constexpr int kBacklog = 1024;
// A peer that vanished without a word (power, cable) is found out after about two minutes.
constexpr int kKeepIdleSeconds = 60, kKeepIntervalSeconds = 10, kKeepProbes = 6;

std::string text_of(const sockaddr_storage& address, int* port) {
  char text[INET6_ADDRSTRLEN] = "";
  if (address.ss_family == AF_INET) {
    auto& v4 = reinterpret_cast<const sockaddr_in&>(address);
    inet_ntop(AF_INET, &v4.sin_addr, text, sizeof text);
    *port = ntohs(v4.sin_port);
  } else if (address.ss_family == AF_INET6) {
    auto& v6 = reinterpret_cast<const sockaddr_in6&>(address);
    *port = ntohs(v6.sin6_port);
    if (IN6_IS_ADDR_V4MAPPED(&v6.sin6_addr))
      inet_ntop(AF_INET, &v6.sin6_addr.s6_addr[12], text, sizeof text);
    else
      inet_ntop(AF_INET6, &v6.sin6_addr, text, sizeof text);
  }
  return text;
}

void set(int descriptor, int level, int option, int value) {
  setsockopt(descriptor, level, option, &value, sizeof value);
}

[[noreturn]] void fail(int error, const std::string& where) {
  throw ListenError(error, "cannot listen on " + where + ": " + strerror(error));
}

// Is somebody accepting at this path?
bool is_alive(const sockaddr_un& address) {
  int probe = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (probe < 0) return true;
  int result = connect(probe, reinterpret_cast<const sockaddr*>(&address), sizeof address);
  int error = errno;
  close(probe);
  return result == 0 || error != ECONNREFUSED;
}

}  // namespace

Listener::Listener(int family) : descriptor_(socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)) {
  if (descriptor_ < 0) fail(errno, "a new socket");
}

Listener::~Listener() {
  struct stat found;
  if (bound_path_ && lstat(path_.c_str(), &found) == 0 && found.st_dev == device_ && found.st_ino == inode_)
    unlink(path_.c_str());
  close(descriptor_);
}

std::shared_ptr<Listener> Listener::tcp(const std::string& host, int port) {
  std::string where = host + " port " + std::to_string(port);
  addrinfo hints{}, *found = nullptr;
  hints.ai_flags = AI_NUMERICSERV | AI_PASSIVE;
  hints.ai_socktype = SOCK_STREAM;
  // A name is looked up here and now: listening belongs to the start, when nobody waits yet.
  if (getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found) != 0)
    throw ListenError(EINVAL, "cannot listen on " + where + ": no such address");
  std::unique_ptr<addrinfo, void (*)(addrinfo*)> address(found, freeaddrinfo);
  std::shared_ptr<Listener> listener(new Listener(address->ai_family));
  set(listener->descriptor_, SOL_SOCKET, SO_REUSEADDR, 1);
  if (bind(listener->descriptor_, address->ai_addr, address->ai_addrlen) != 0) fail(errno, where);
  if (::listen(listener->descriptor_, kBacklog) != 0) fail(errno, where);
  sockaddr_storage bound{};
  socklen_t length = sizeof bound;
  getsockname(listener->descriptor_, reinterpret_cast<sockaddr*>(&bound), &length);
  listener->host_ = text_of(bound, &listener->port_);
  return listener;
}

std::shared_ptr<Listener> Listener::unix_socket(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.empty() || path.size() >= sizeof address.sun_path) fail(ENAMETOOLONG, path);
  memcpy(address.sun_path, path.data(), path.size());
  std::shared_ptr<Listener> listener(new Listener(AF_UNIX));
  auto try_bind = [&] {
    return bind(listener->descriptor_, reinterpret_cast<sockaddr*>(&address), sizeof address);
  };
  if (try_bind() != 0) {
    int error = errno;
    struct stat found;
    bool is_socket = lstat(path.c_str(), &found) == 0 && S_ISSOCK(found.st_mode);
    if (error != EADDRINUSE || !is_socket || is_alive(address)) fail(error, path);
    unlink(path.c_str());
    if (try_bind() != 0) fail(errno, path);
  }
  listener->path_ = path;
  struct stat bound;
  if (lstat(path.c_str(), &bound) == 0) {
    listener->bound_path_ = true;
    listener->device_ = bound.st_dev;
    listener->inode_ = bound.st_ino;
  }
  if (::listen(listener->descriptor_, kBacklog) != 0) fail(errno, path);
  return listener;
}

int accept_from(const Listener& listener, std::string* peer) {
  sockaddr_storage address{};
  socklen_t length = sizeof address;
  int socket = accept4(listener.descriptor(), reinterpret_cast<sockaddr*>(&address), &length,
                       SOCK_NONBLOCK | SOCK_CLOEXEC);
  if (socket < 0) return -1;
  if (!listener.path().empty()) {
    *peer = "unix:" + listener.path();
    return socket;
  }
  set(socket, IPPROTO_TCP, TCP_NODELAY, 1);
  set(socket, SOL_SOCKET, SO_KEEPALIVE, 1);
  set(socket, IPPROTO_TCP, TCP_KEEPIDLE, kKeepIdleSeconds);
  set(socket, IPPROTO_TCP, TCP_KEEPINTVL, kKeepIntervalSeconds);
  set(socket, IPPROTO_TCP, TCP_KEEPCNT, kKeepProbes);
  int port = 0;
  std::string host = text_of(address, &port);
  *peer = (host.find(':') == std::string::npos ? host : "[" + host + "]") + ":" + std::to_string(port);
  return socket;
}

}  // namespace sluice
