#include "moves.h"

#include <fcntl.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>

#include "system_call.h"

namespace sluice::transfer {

namespace {

size_t some(const char* name, ssize_t moved) {
  if (moved == 0) throw std::runtime_error(std::string(name) + " ended before the whole file was moved");
  return size_t(moved);
}

}  // namespace

void write_all(int to, const uint8_t* data, size_t bytes) {
  while (bytes > 0) {
    const size_t moved = some("write", call("write", ::write, to, data, bytes));
    data += moved;
    bytes -= moved;
  }
}

void pwrite_all(int to, const uint8_t* data, size_t bytes, uint64_t position) {
  while (bytes > 0) {
    const size_t moved = some("pwrite", call("pwrite", ::pwrite, to, data, bytes, off_t(position)));
    data += moved;
    position += moved;
    bytes -= moved;
  }
}

void send_range(int to, int file, uint64_t position, size_t bytes) {
  off_t from = off_t(position);
  while (bytes > 0) bytes -= some("sendfile", call("sendfile", ::sendfile, to, file, &from, bytes));
}

size_t splice_some(int from, uint64_t* from_position, int to, uint64_t* to_position, size_t bytes,
                   unsigned flags) {
  const auto offset = [](uint64_t* position) { return reinterpret_cast<off64_t*>(position); };
  return some("splice",
              call("splice", ::splice, from, offset(from_position), to, offset(to_position), bytes, flags));
}

void splice_all(int from, int to, uint64_t* to_position, size_t bytes, unsigned flags) {
  while (bytes > 0) bytes -= splice_some(from, nullptr, to, to_position, bytes, flags);
}

size_t receive_some(int from, uint8_t* data, size_t bytes) {
  return some("recv", call("recv", ::recv, from, data, bytes, 0));
}

}  // namespace sluice::transfer
