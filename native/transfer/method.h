// The interface of this room: a method is a name, a direction and a function that moves one job. A family of methods is one
// file and offers its list; methods.cc joins the lists. Methods know nothing of clocks, peers and checksums: run.cc does.
#pragma once

#include <sys/types.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace sluice::transfer {

enum class Direction { file_to_socket, socket_to_file, file_to_file, fan_out, between_processes };

// What one run moves. The runner opens and closes every descriptor in it; socket(s), source and destination are there as the
// direction says, blocking, at position 0.
struct Job {
  int source = -1;
  int destination = -1;  // as long as the source, its blocks allocated, no page of it in the cache
  std::vector<int> sockets;
  uint64_t bytes = 0;
  size_t chunk_bytes = 0;
  pid_t peer = 0;                         // between processes: who holds the bytes
  const uint8_t* peer_start = nullptr;    // and where
  uint32_t checksum = 0;                  // set by a method that is itself the reader
  std::map<std::string, uint64_t> facts;  // what else a row should say, by a name with its unit

  int socket() const { return sockets.front(); }
};

struct Method {
  const char* name;
  Direction direction;
  const char* title;
  void (*run)(Job&);         // throws Refused
  bool has_headers = false;  // each chunk goes behind a chunk header (chunk_header.h)
};

// Calls step(position, bytes) for each chunk in order.
template <class Step>
void for_each_chunk(const Job& job, Step step) {
  for (uint64_t position = 0; position < job.bytes; position += job.chunk_bytes)
    step(position, size_t(std::min<uint64_t>(job.chunk_bytes, job.bytes - position)));
}

const std::vector<Method>& methods();

std::vector<Method> copying_methods();
std::vector<Method> splicing_methods();
std::vector<Method> uring_methods();
std::vector<Method> socket_to_file_methods();
std::vector<Method> file_to_file_methods();
std::vector<Method> fan_out_methods();
std::vector<Method> between_processes_methods();

}  // namespace sluice::transfer
