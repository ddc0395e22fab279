#include "run.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <stdexcept>

#include "../src/crc32c.h"
#include "peer.h"
#include "resources.h"
#include "system_call.h"

namespace sluice::transfer {

namespace {

Descriptor open_file(const std::string& path, int flags) {
  const int file = ::open(path.c_str(), flags | O_CLOEXEC, 0600);
  if (file < 0) throw std::runtime_error(path + ": " + strerror(errno));
  return Descriptor(file);
}

uint64_t size_of(int file) {
  struct stat facts{};
  call("fstat", ::fstat, file, &facts);
  return uint64_t(facts.st_size);
}

// Blocks allocated, as a segment's are before it is written to, and no name: it goes with its descriptor, however this ends.
Descriptor make_destination(const std::string& path, uint64_t bytes) {
  Descriptor file = open_file(path, O_RDWR | O_CREAT | O_EXCL);
  ::unlink(path.c_str());
  const int problem = ::posix_fallocate(file.number(), 0, off_t(bytes));
  if (problem != 0) throw std::runtime_error(path + ": posix_fallocate: " + strerror(problem));
  return file;
}

struct Stage {
  Job job;
  Descriptor source, destination;
  std::vector<SocketPair> pairs;
  std::vector<Peer> peers;
};

// What the process at the other end of connection `index` does.
Peer::Work work_of_peer(const Order& order, Stage& stage, size_t index) {
  const auto nothing = [] { return uint64_t{0}; };
  const uint64_t bytes = stage.job.bytes;
  const int file = stage.source.number();
  if (order.method->direction == Direction::between_processes) {
    const auto hold = [file, bytes] {
      return reinterpret_cast<uint64_t>(
          call("mmap", ::mmap, nullptr, bytes, PROT_READ, MAP_SHARED | MAP_POPULATE, file, off_t{0}));
    };
    return {hold, [](PeerReport&) {}, true, order.deadline_seconds};
  }
  // In the child: only its own end stays open, so that a mover or another child that goes is noticed.
  const auto their_end = [&stage, index] {
    for (size_t other = 0; other < stage.pairs.size(); other++) {
      stage.pairs[other].ours.reset();
      if (other != index) stage.pairs[other].theirs.reset();
    }
    return stage.pairs[index].theirs.number();
  };
  if (order.method->direction == Direction::socket_to_file)
    return {nothing, [=](PeerReport& report) { feed(their_end(), file, bytes, report); }, true,
            order.deadline_seconds};
  const size_t chunk_bytes = order.method->has_headers ? order.chunk_bytes : 0;
  return {nothing, [=](PeerReport& report) { receive(their_end(), bytes, chunk_bytes, report); }, false,
          order.deadline_seconds};
}

size_t connections_of(Direction direction) {
  if (direction == Direction::fan_out) return 2;
  return direction == Direction::file_to_socket || direction == Direction::socket_to_file ? 1 : 0;
}

void set_up(const Order& order, Stage& stage) {
  const Direction direction = order.method->direction;
  Job& job = stage.job;
  stage.source = open_file(order.source, O_RDONLY);
  job.source = stage.source.number();
  job.bytes = size_of(job.source);
  if (job.bytes == 0) throw std::runtime_error(order.source + " is empty");
  job.chunk_bytes = order.chunk_bytes;
  if (direction == Direction::socket_to_file || direction == Direction::file_to_file) {
    stage.destination = make_destination(order.scratch, job.bytes);
    job.destination = stage.destination.number();
  }
  for (size_t index = 0; index < connections_of(direction); index++) {
    stage.pairs.push_back(connect_pair(order.transport));
    job.sockets.push_back(stage.pairs.back().ours.number());
  }
  const size_t peers = direction == Direction::between_processes ? 1 : stage.pairs.size();
  for (size_t index = 0; index < peers; index++) stage.peers.emplace_back(work_of_peer(order, stage, index));
  for (SocketPair& pair : stage.pairs) pair.theirs.reset();
  for (Peer& peer : stage.peers) {
    job.peer = peer.id();
    job.peer_start = reinterpret_cast<const uint8_t*>(peer.prepared());
  }
}

// The receivers' ends of the clock are their own; where the mover receives or nobody does, it is the mover's.
bool peers_receive(Direction direction) {
  return direction == Direction::file_to_socket || direction == Direction::fan_out;
}

std::vector<uint32_t> checksums_of(const Stage& stage, Direction direction,
                                   const std::vector<PeerReport>& reports) {
  if (direction == Direction::between_processes) return {stage.job.checksum};
  if (!peers_receive(direction)) return {checksum_of_file(stage.job.destination)};
  std::vector<uint32_t> checksums;
  for (const PeerReport& report : reports) checksums.push_back(report.checksum);
  return checksums;
}

}  // namespace

Outcome run(const Order& order) {
  const Direction direction = order.method->direction;
  Stage stage;
  try {
    set_up(order, stage);
  } catch (const Refused& refused) {
    throw std::runtime_error(refused.what());  // the method was not even asked
  }
  Outcome outcome;
  outcome.bytes = stage.job.bytes;
  const Usage before = Usage::now();
  const int64_t start_ns = monotonic_ns();
  if (direction == Direction::socket_to_file) stage.peers.front().go();
  order.method->run(stage.job);
  int64_t end_ns = monotonic_ns();
  outcome.mover = Usage::now() - before;
  if (direction == Direction::between_processes) stage.peers.front().go();
  std::vector<PeerReport> reports;
  for (Peer& peer : stage.peers) {
    reports.push_back(peer.report());
    outcome.peers = outcome.peers + reports.back().usage;
    if (peers_receive(direction)) end_ns = std::max(end_ns, reports.back().end_ns);
  }
  outcome.seconds = double(end_ns - start_ns) / 1e9;
  outcome.checksums = checksums_of(stage, direction, reports);
  outcome.facts = stage.job.facts;
  return outcome;
}

uint32_t checksum_of_file(int file) {
  std::vector<uint8_t> buffer(1 << 20);
  uint32_t checksum = 0;
  for (off_t position = 0;;) {
    const auto length = call("pread", ::pread, file, buffer.data(), buffer.size(), position);
    if (length == 0) return checksum;
    checksum = crc32c(buffer.data(), size_t(length), checksum);
    position += length;
  }
}

}  // namespace sluice::transfer
