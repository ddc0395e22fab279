#include "peer.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <stdexcept>
#include <utility>
#include <vector>

#include "../src/crc32c.h"
#include "chunk_header.h"
#include "moves.h"
#include "system_call.h"

namespace sluice::transfer {

namespace {

constexpr size_t kFeedBytes = 1 << 20;
constexpr size_t kReceiveBytes = 256 * 1024;  // warm in the core's cache when they are checksummed

// Pipes of this size take and give such small values whole.
template <class Value>
void tell(int pipe, const Value& value) {
  call("write", ::write, pipe, &value, sizeof value);
}

template <class Value>
Value hear(int pipe) {
  Value value{};
  if (call("read", ::read, pipe, &value, sizeof value) != ssize_t(sizeof value))
    throw std::runtime_error("the process at the other end ended before its work was done");
  return value;
}

}  // namespace

Peer::Peer(const Work& work) {
  int start[2], answer[2];
  call("pipe2", ::pipe2, start, O_CLOEXEC);
  start_ = Descriptor(start[1]);
  const Descriptor child_start(start[0]);
  call("pipe2", ::pipe2, answer, O_CLOEXEC);
  answer_ = Descriptor(answer[0]);
  const Descriptor child_answer(answer[1]);
  const pid_t parent = ::getpid();
  id_ = call("fork", ::fork);
  if (id_ == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent) ::_exit(1);  // it ended in between
    be_child(work, child_start.number(), child_answer.number());
  }
}

uint64_t Peer::prepared() { return hear<uint64_t>(answer_.number()); }

Peer::Peer(Peer&& other) noexcept
    : id_(std::exchange(other.id_, -1)), start_(std::move(other.start_)), answer_(std::move(other.answer_)) {}

Peer::~Peer() {
  if (id_ <= 0) return;
  ::kill(id_, SIGKILL);
  ::waitpid(id_, nullptr, 0);
}

void Peer::be_child(const Work& work, int start, int answer) {
  try {
    ::alarm(work.deadline_seconds);
    start_.reset();
    answer_.reset();
    tell(answer, work.prepare());
    if (work.waits) hear<char>(start);
    PeerReport report;
    const Usage before = Usage::now();
    work.work(report);
    report.end_ns = monotonic_ns();
    report.usage = Usage::now() - before;
    tell(answer, report);
    ::_exit(0);
  } catch (const std::exception& error) {
    fprintf(stderr, "error: other end: %s\n", error.what());
    ::_exit(1);
  }
}

void Peer::go() { tell(start_.number(), char{1}); }

PeerReport Peer::report() {
  const auto report = hear<PeerReport>(answer_.number());
  ::waitpid(std::exchange(id_, -1), nullptr, 0);
  return report;
}

void receive(int socket, uint64_t bytes, size_t chunk_bytes, PeerReport& report) {
  std::vector<uint8_t> buffer(kReceiveBytes);
  uint64_t chunk_end = chunk_bytes == 0 ? bytes : 0;
  while (report.bytes < bytes) {
    if (report.bytes == chunk_end) {
      ChunkHeader header{};
      if (call("recv", ::recv, socket, &header, sizeof header, MSG_WAITALL) != ssize_t(sizeof header))
        throw std::runtime_error("the stream ended within a header");
      const uint64_t length = std::min<uint64_t>(chunk_bytes, bytes - chunk_end);
      if (header != ChunkHeader::of(chunk_end, length))
        throw std::runtime_error("a header does not stand before its chunk");
      chunk_end += length;
    }
    const auto wanted = size_t(std::min<uint64_t>(buffer.size(), chunk_end - report.bytes));
    const size_t length = receive_some(socket, buffer.data(), wanted);
    report.checksum = crc32c(buffer.data(), length, report.checksum);
    report.bytes += length;
  }
}

void feed(int socket, int file, uint64_t bytes, PeerReport& report) {
  for (; report.bytes < bytes; report.bytes += std::min<uint64_t>(kFeedBytes, bytes - report.bytes))
    send_range(socket, file, report.bytes, size_t(std::min<uint64_t>(kFeedBytes, bytes - report.bytes)));
}

}  // namespace sluice::transfer
