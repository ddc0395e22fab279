// The process at the other end, forked so that its cost is counted apart from the mover's: a receiver that reads and checks every
// byte, a feeder, or a holder of memory. It ends when its work is done, when its parent does, and when the Peer goes.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <string>

#include "resources.h"
#include "usage.h"

namespace sluice::transfer {

// What a peer tells of its work, through a pipe.
struct PeerReport {
  Usage usage;
  uint64_t bytes = 0;
  int64_t end_ns = 0;  // of monotonic_ns
  uint32_t checksum = 0;
};

class Peer {
 public:
  // Forks; the caller has one thread. In the child: `prepare` off the clock, its result to the parent, then `work` once go() was
  // called, or at once where `waits` is false. `deadline_seconds` ends the child whatever happens.
  struct Work {
    std::function<uint64_t()> prepare;
    std::function<void(PeerReport&)> work;
    bool waits;
    unsigned deadline_seconds;
  };
  explicit Peer(const Work& work);
  ~Peer();
  Peer(Peer&& other) noexcept;
  Peer& operator=(Peer&&) = delete;

  pid_t id() const { return id_; }
  // What `prepare` returned; waits for it.
  uint64_t prepared();
  void go();
  // Waits for the child's end. Throws std::runtime_error where it ended without a report.
  PeerReport report();

 private:
  [[noreturn]] void be_child(const Work& work, int start, int answer);

  pid_t id_ = -1;
  Descriptor start_, answer_;
};

// Reads `bytes` of a file from the socket, behind chunk headers where `chunk_bytes` is not 0, and checksums them.
void receive(int socket, uint64_t bytes, size_t chunk_bytes, PeerReport& report);
// Sends the whole file, in the cheapest way there is.
void feed(int socket, int file, uint64_t bytes, PeerReport& report);

}  // namespace sluice::transfer
