// From file to socket without a pipe: through user memory (read+write), through a mapping (mmap+write), and within the
// kernel (sendfile), alone or with a header before each chunk.
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>

#include "chunk_header.h"
#include "method.h"
#include "moves.h"
#include "resources.h"
#include "system_call.h"

namespace sluice::transfer {

namespace {

void read_write(Job& job) {
  std::vector<uint8_t> buffer(job.chunk_bytes);
  for (uint64_t moved = 0; moved < job.bytes;) {
    const auto length = call("read", ::read, job.source, buffer.data(), buffer.size());
    if (length == 0) throw std::runtime_error("the file ended early");
    write_all(job.socket(), buffer.data(), size_t(length));
    moved += uint64_t(length);
  }
}

void mmap_write(Job& job) {
  const Mapping source(job.source, job.bytes, PROT_READ);
  for_each_chunk(
      job, [&](uint64_t position, size_t bytes) { write_all(job.socket(), source.at(position), bytes); });
}

void send_file(Job& job) {
  for_each_chunk(
      job, [&](uint64_t position, size_t bytes) { send_range(job.socket(), job.source, position, bytes); });
}

void send_header(const Job& job, uint64_t position, size_t bytes, int flags) {
  const ChunkHeader header = ChunkHeader::of(position, bytes);
  // 16 bytes are taken whole or not at all by a blocking stream socket.
  call("send", ::send, job.socket(), &header, sizeof header, flags | MSG_NOSIGNAL);
}

// One call for header and chunk: what a copying answer costs at its best.
void read_write_header(Job& job) {
  std::vector<uint8_t> buffer(sizeof(ChunkHeader) + job.chunk_bytes);
  uint8_t* const body = buffer.data() + sizeof(ChunkHeader);
  for_each_chunk(job, [&](uint64_t position, size_t bytes) {
    const ChunkHeader header = ChunkHeader::of(position, bytes);
    memcpy(buffer.data(), &header, sizeof header);
    for (size_t filled = 0; filled < bytes;) {
      const auto length =
          call("pread", ::pread, job.source, body + filled, bytes - filled, off_t(position + filled));
      if (length == 0) throw std::runtime_error("the file ended early");
      filled += size_t(length);
    }
    write_all(job.socket(), buffer.data(), sizeof header + bytes);
  });
}

void send_file_header(Job& job) {
  for_each_chunk(job, [&](uint64_t position, size_t bytes) {
    send_header(job, position, bytes, 0);
    send_range(job.socket(), job.source, position, bytes);
  });
}

void send_file_more(Job& job) {
  for_each_chunk(job, [&](uint64_t position, size_t bytes) {
    send_header(job, position, bytes, MSG_MORE);
    send_range(job.socket(), job.source, position, bytes);
  });
}

void cork(const Job& job, int on) {
  call("TCP_CORK", ::setsockopt, job.socket(), IPPROTO_TCP, TCP_CORK, &on, socklen_t(sizeof on));
}

void send_file_cork(Job& job) {
  for_each_chunk(job, [&](uint64_t position, size_t bytes) {
    cork(job, 1);
    send_header(job, position, bytes, 0);
    send_range(job.socket(), job.source, position, bytes);
    cork(job, 0);
  });
}

}  // namespace

std::vector<Method> copying_methods() {
  const auto direction = Direction::file_to_socket;
  return {
      {"read-write", direction, "read + write", read_write},
      {"mmap-write", direction, "mmap + write", mmap_write},
      {"sendfile", direction, "sendfile", send_file},
      {"read-write-header", direction, "read behind header, write", read_write_header, true},
      {"sendfile-header", direction, "header, sendfile", send_file_header, true},
      {"sendfile-more", direction, "header with MSG_MORE, sendfile", send_file_more, true},
      {"sendfile-cork", direction, "TCP_CORK, header, sendfile", send_file_cork, true},
  };
}

}  // namespace sluice::transfer
