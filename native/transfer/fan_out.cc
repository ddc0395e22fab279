// One file to two sockets: sendfile once for each, and tee, which doubles the references in a pipe instead of reading the file
// a second time.
#include <fcntl.h>

#include "method.h"
#include "moves.h"
#include "resources.h"
#include "system_call.h"

namespace sluice::transfer {

namespace {

void send_file_to_each(Job& job) {
  for_each_chunk(job, [&](uint64_t position, size_t bytes) {
    for (const int socket : job.sockets) send_range(socket, job.source, position, bytes);
  });
}

void tee_to_both(Job& job) {
  const Pipe first(job.chunk_bytes), second(job.chunk_bytes);
  job.facts["pipeBytes"] = first.bytes();
  for_each_chunk(job, [&](uint64_t position, size_t bytes) {
    const uint64_t end = position + bytes;
    while (position < end) {
      size_t filled =
          splice_some(job.source, &position, first.write_end(), nullptr, end - position, SPLICE_F_MOVE);
      while (filled > 0) {  // tee leaves what it doubled in the first pipe, and may double less than is there
        const auto doubled = size_t(call("tee", ::tee, first.read_end(), second.write_end(), filled, 0u));
        splice_all(first.read_end(), job.sockets[0], nullptr, doubled, SPLICE_F_MOVE);
        splice_all(second.read_end(), job.sockets[1], nullptr, doubled, SPLICE_F_MOVE);
        filled -= doubled;
      }
    }
  });
}

}  // namespace

std::vector<Method> fan_out_methods() {
  return {
      {"fan-out-sendfile", Direction::fan_out, "sendfile to each socket", send_file_to_each},
      {"fan-out-tee", Direction::fan_out, "splice + tee", tee_to_both},
  };
}

}  // namespace sluice::transfer
