// From socket to file, the producer's way: through a buffer and pwrite, through a buffer into a mapping, straight into the
// mapping, and through a pipe. The pre-faulted variants have a second thread that makes the pages ahead of the writer.
#include <fcntl.h>
#include <sys/mman.h>

#include <thread>

#include "method.h"
#include "moves.h"
#include "resources.h"
#include "system_call.h"

#ifndef MADV_POPULATE_WRITE
#define MADV_POPULATE_WRITE 23  // Linux 5.14; headers may be older than the kernel
#endif

namespace sluice::transfer {

namespace {

// Makes the pages of the mapping in order, a step at a time, without waiting for whoever writes to them. The writer makes the
// page itself where it is ahead. finish() throws what the thread met.
class Populator {
 public:
  Populator(const Mapping& mapping, uint64_t bytes)
      : thread_([this, &mapping, bytes] {
          try {
            for (uint64_t position = 0; position < bytes && !stopped_; position += kStepBytes)
              call("MADV_POPULATE_WRITE", ::madvise, mapping.at(position),
                   size_t(std::min(kStepBytes, bytes - position)), MADV_POPULATE_WRITE);
          } catch (const Refused&) {
            refused_ = std::current_exception();
          }
        }) {}
  ~Populator() {
    stopped_ = true;
    if (thread_.joinable()) thread_.join();
  }
  void finish() {
    thread_.join();
    if (refused_) std::rethrow_exception(refused_);
  }

 private:
  static constexpr uint64_t kStepBytes = 1 << 20;
  std::atomic<bool> stopped_{false};
  std::exception_ptr refused_;
  std::thread thread_;  // last: it uses the others
};

size_t wanted(const Job& job, uint64_t position) {
  return size_t(std::min<uint64_t>(job.chunk_bytes, job.bytes - position));
}

void recv_pwrite(Job& job) {
  std::vector<uint8_t> buffer(job.chunk_bytes);
  for (uint64_t position = 0; position < job.bytes;) {
    const size_t length = receive_some(job.socket(), buffer.data(), wanted(job, position));
    pwrite_all(job.destination, buffer.data(), length, position);
    position += length;
  }
}

void receive_and_copy(Job& job, const Mapping& destination) {
  std::vector<uint8_t> buffer(job.chunk_bytes);
  for (uint64_t position = 0; position < job.bytes;) {
    const size_t length = receive_some(job.socket(), buffer.data(), wanted(job, position));
    memcpy(destination.at(position), buffer.data(), length);
    position += length;
  }
}

void receive_into(Job& job, const Mapping& destination) {
  for (uint64_t position = 0; position < job.bytes;)
    position += receive_some(job.socket(), destination.at(position), wanted(job, position));
}

template <void (*receive)(Job&, const Mapping&)>
void cold(Job& job) {
  const Mapping destination(job.destination, job.bytes, PROT_READ | PROT_WRITE);
  receive(job, destination);
}

template <void (*receive)(Job&, const Mapping&)>
void populated(Job& job) {
  const Mapping destination(job.destination, job.bytes, PROT_READ | PROT_WRITE);
  Populator populator(destination, job.bytes);
  receive(job, destination);
  populator.finish();
}

void splice_to_file(Job& job) {
  const Pipe pipe(job.chunk_bytes);
  job.facts["pipeBytes"] = pipe.bytes();
  for (uint64_t position = 0; position < job.bytes;) {
    const size_t filled =
        splice_some(job.socket(), nullptr, pipe.write_end(), nullptr, wanted(job, position), SPLICE_F_MOVE);
    splice_all(pipe.read_end(), job.destination, &position, filled, SPLICE_F_MOVE);  // moves the position
  }
}

}  // namespace

std::vector<Method> socket_to_file_methods() {
  const auto direction = Direction::socket_to_file;
  return {
      {"recv-pwrite", direction, "recv + pwrite", recv_pwrite},
      {"recv-copy", direction, "recv + copy to mapping", cold<receive_and_copy>},
      {"recv-copy-populated", direction, "recv + copy to pre-faulted mapping", populated<receive_and_copy>},
      {"recv-map", direction, "recv into mapping", cold<receive_into>},
      {"recv-map-populated", direction, "recv into pre-faulted mapping", populated<receive_into>},
      {"splice-to-file", direction, "splice socket → pipe → file", splice_to_file},
  };
}

}  // namespace sluice::transfer
