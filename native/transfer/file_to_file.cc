// From file to file, the archiver's way: through user memory, and three ways within the kernel.
#include <fcntl.h>
#include <unistd.h>

#include <stdexcept>

#include "method.h"
#include "moves.h"
#include "resources.h"
#include "system_call.h"

namespace sluice::transfer {

namespace {

void file_read_write(Job& job) {
  std::vector<uint8_t> buffer(job.chunk_bytes);
  for (uint64_t moved = 0; moved < job.bytes;) {
    const auto length = call("read", ::read, job.source, buffer.data(), buffer.size());
    if (length == 0) throw std::runtime_error("the file ended early");
    write_all(job.destination, buffer.data(), size_t(length));
    moved += uint64_t(length);
  }
}

void file_send_file(Job& job) {
  for_each_chunk(job, [&](uint64_t position, size_t bytes) {
    send_range(job.destination, job.source, position, bytes);
  });
}

void file_splice(Job& job) {
  const Pipe pipe(job.chunk_bytes);
  job.facts["pipeBytes"] = pipe.bytes();
  for_each_chunk(job, [&](uint64_t position, size_t bytes) {
    uint64_t to = position;
    const uint64_t end = position + bytes;
    while (position < end) {
      const size_t filled =
          splice_some(job.source, &position, pipe.write_end(), nullptr, end - position, SPLICE_F_MOVE);
      splice_all(pipe.read_end(), job.destination, &to, filled, SPLICE_F_MOVE);
    }
  });
}

void file_copy_range(Job& job) {
  for_each_chunk(job, [&](uint64_t position, size_t bytes) {
    off64_t from = off64_t(position), to = off64_t(position);
    while (bytes > 0) {
      const auto moved =
          call("copy_file_range", ::copy_file_range, job.source, &from, job.destination, &to, bytes, 0u);
      if (moved == 0) throw std::runtime_error("the file ended early");
      bytes -= size_t(moved);
    }
  });
}

}  // namespace

std::vector<Method> file_to_file_methods() {
  const auto direction = Direction::file_to_file;
  return {
      {"file-read-write", direction, "read + write", file_read_write},
      {"file-sendfile", direction, "sendfile", file_send_file},
      {"file-splice", direction, "splice through a pipe", file_splice},
      {"copy-file-range", direction, "copy_file_range", file_copy_range},
  };
}

}  // namespace sluice::transfer
