#include "resources.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <utility>

#include "system_call.h"

namespace sluice::transfer {

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
  if (this != &other) {
    reset();
    number_ = other.release();
  }
  return *this;
}

int Descriptor::release() { return std::exchange(number_, -1); }

void Descriptor::reset() {
  if (number_ < 0) return;
  count_call();
  ::close(release());
}

Mapping::Mapping(int file, uint64_t bytes, int protection, int more_flags)
    : start_(static_cast<uint8_t*>(
          call("mmap", ::mmap, nullptr, bytes, protection, MAP_SHARED | more_flags, file, off_t{0}))),
      bytes_(bytes) {}

Mapping::~Mapping() {
  count_call();
  ::munmap(start_, bytes_);
}

namespace {

constexpr size_t kPipeBytesLeast = 64 * 1024;

size_t pipe_bytes_most() {
  size_t bytes = 0;
  std::ifstream file("/proc/sys/fs/pipe-max-size");
  return file >> bytes ? bytes : kPipeBytesLeast;
}

}  // namespace

Pipe::Pipe(size_t chunk_bytes) {
  static const size_t most = pipe_bytes_most();
  int ends[2];
  call("pipe2", ::pipe2, ends, O_CLOEXEC);
  read_end_ = Descriptor(ends[0]);
  write_end_ = Descriptor(ends[1]);
  const size_t wanted = std::max(kPipeBytesLeast, std::min(chunk_bytes, most));
  bytes_ = size_t(call("F_SETPIPE_SZ", ::fcntl, ends[1], F_SETPIPE_SZ, int(wanted)));
}

}  // namespace sluice::transfer
