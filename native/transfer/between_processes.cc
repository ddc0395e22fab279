// Out of another process's memory: process_vm_readv, one copy and no socket. The mover is the reader and checks what it read.
#include <sys/uio.h>

#include "../src/crc32c.h"
#include "method.h"
#include "system_call.h"

namespace sluice::transfer {

namespace {

void read_peer_memory(Job& job) {
  std::vector<uint8_t> buffer(job.chunk_bytes);
  for (uint64_t position = 0; position < job.bytes;) {
    const size_t length = size_t(std::min<uint64_t>(job.chunk_bytes, job.bytes - position));
    const iovec to{buffer.data(), length};
    const iovec from{const_cast<uint8_t*>(job.peer_start) + position, length};
    const auto moved = call("process_vm_readv", ::process_vm_readv, job.peer, &to, 1ul, &from, 1ul, 0ul);
    job.checksum = crc32c(buffer.data(), size_t(moved), job.checksum);
    position += uint64_t(moved);
  }
}

}  // namespace

std::vector<Method> between_processes_methods() {
  return {{"process-vm-readv", Direction::between_processes, "process_vm_readv", read_peer_memory}};
}

}  // namespace sluice::transfer
