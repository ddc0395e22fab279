// What a method holds for the length of one run and gives back however the run ends: descriptors, mappings, pipes.
// Each is owned by the method that makes it; making and giving back is on the clock, because it is part of the method's price.
#pragma once

#include <cstddef>
#include <cstdint>

namespace sluice::transfer {

class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  ~Descriptor() { reset(); }
  Descriptor(Descriptor&& other) noexcept : number_(other.release()) {}
  Descriptor& operator=(Descriptor&& other) noexcept;

  int number() const { return number_; }
  int release();
  void reset();

 private:
  int number_;
};

// Of a whole file from its beginning, shared. `protection` as mmap takes it.
class Mapping {
 public:
  Mapping(int file, uint64_t bytes, int protection, int more_flags = 0);
  ~Mapping();
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;

  uint8_t* at(uint64_t position) const { return start_ + position; }

 private:
  uint8_t* start_;
  size_t bytes_;
};

// A pipe that holds a chunk where the kernel lets it: F_SETPIPE_SZ, at most /proc/sys/fs/pipe-max-size, at least the 64 KiB
// that every pipe has.
class Pipe {
 public:
  explicit Pipe(size_t chunk_bytes);

  int read_end() const { return read_end_.number(); }
  int write_end() const { return write_end_.number(); }
  size_t bytes() const { return bytes_; }

 private:
  Descriptor read_end_, write_end_;
  size_t bytes_;
};

}  // namespace sluice::transfer
