// From file to socket through a pipe, which carries references to pages instead of bytes: splice from the page cache, or
// vmsplice from a mapping of the file.
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/uio.h>

#include "method.h"
#include "moves.h"
#include "resources.h"
#include "system_call.h"

namespace sluice::transfer {

namespace {

// More of the chunk is to come. Its end is sent at once, as every other method does.
unsigned flags_before(uint64_t end_of_chunk, uint64_t position) {
  return position < end_of_chunk ? SPLICE_F_MOVE | SPLICE_F_MORE : SPLICE_F_MOVE;
}

void splice_through_pipe(Job& job) {
  const Pipe pipe(job.chunk_bytes);
  job.facts["pipeBytes"] = pipe.bytes();
  for_each_chunk(job, [&](uint64_t position, size_t bytes) {
    const uint64_t end = position + bytes;
    while (position < end) {  // splice moves the position
      const size_t filled =
          splice_some(job.source, &position, pipe.write_end(), nullptr, end - position, SPLICE_F_MOVE);
      splice_all(pipe.read_end(), job.socket(), nullptr, filled, flags_before(end, position));
    }
  });
}

void vmsplice_through_pipe(Job& job) {
  const Mapping source(job.source, job.bytes, PROT_READ);
  const Pipe pipe(job.chunk_bytes);
  job.facts["pipeBytes"] = pipe.bytes();
  for_each_chunk(job, [&](uint64_t position, size_t bytes) {
    const uint64_t end = position + bytes;
    while (position < end) {
      const iovec range{source.at(position), end - position};
      const auto filled = size_t(call("vmsplice", ::vmsplice, pipe.write_end(), &range, 1, 0u));
      position += filled;
      splice_all(pipe.read_end(), job.socket(), nullptr, filled, flags_before(end, position));
    }
  });
}

}  // namespace

std::vector<Method> splicing_methods() {
  const auto direction = Direction::file_to_socket;
  return {
      {"splice", direction, "splice through a pipe", splice_through_pipe},
      {"vmsplice", direction, "mmap + vmsplice + splice", vmsplice_through_pipe},
  };
}

}  // namespace sluice::transfer
