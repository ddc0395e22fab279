#include "transport.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <utility>

#include "system_call.h"

namespace sluice::transfer {

namespace {

SocketPair connect_over_loopback() {
  const auto open_socket = [] {
    return Descriptor(call("socket", ::socket, AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  };
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  auto* const plain = reinterpret_cast<sockaddr*>(&address);
  socklen_t length = sizeof address;
  const Descriptor listener = open_socket();
  call("bind", ::bind, listener.number(), plain, length);
  call("listen", ::listen, listener.number(), 1);
  call("getsockname", ::getsockname, listener.number(), plain, &length);
  Descriptor ours = open_socket();
  call("connect", ::connect, ours.number(), plain, length);
  Descriptor theirs(call("accept4", ::accept4, listener.number(), nullptr, nullptr, SOCK_CLOEXEC));
  const int on = 1;
  for (const Descriptor* end : {&ours, &theirs})
    call("TCP_NODELAY", ::setsockopt, end->number(), IPPROTO_TCP, TCP_NODELAY, &on, socklen_t(sizeof on));
  return {std::move(ours), std::move(theirs)};
}

}  // namespace

SocketPair connect_pair(Transport transport) {
  if (transport == Transport::tcp) return connect_over_loopback();
  int ends[2];
  call("socketpair", ::socketpair, AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends);
  return {Descriptor(ends[0]), Descriptor(ends[1])};
}

}  // namespace sluice::transfer
