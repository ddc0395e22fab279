// Sockets of all four programs: ADDRESS is host:port (IPv4) or unix:/path. Non-blocking where a poll stands in front of it.
#pragma once

#include <stddef.h>

int connect_to(const char *address);  // blocking until connected, then non-blocking; TCP_NODELAY
// Listens, says the real address (port 0 picks one) with `ready listen=ADDRESS` on stdout.
int listen_at(const char *address);
int accept_from(int listener);  // non-blocking; -1: nobody there
// All of it, waiting where the socket is full. Dies when the other side is gone.
void send_all(int fd, const void *bytes, size_t length, int flags);
