// sluice-transfer: moves one file by one method, once, and prints one JSON line about it. Started by bench/transfer; a program of
// its own, so that nothing of it is ever in the broker and each run begins with a fresh process.
//
//   sluice-transfer methods                                   every method, a line each
//   sluice-transfer make FILE BYTES                           a file of pseudo-random bytes, on disk and in the page cache
//   sluice-transfer run METHOD tcp|unix|none FILE CHUNK-BYTES SCRATCH DEADLINE-SECONDS
//
// Exit 0: a line was printed, of a run or of a refusal. 1: the world is not as it should be. 2: the arguments are not.
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <charconv>
#include <cstdio>
#include <stdexcept>

#include "moves.h"
#include "report.h"
#include "run.h"
#include "system_call.h"

namespace sluice::transfer {
namespace {

struct UsageError : std::invalid_argument {
  using std::invalid_argument::invalid_argument;
};

uint64_t number_of(const std::string& text, uint64_t least, uint64_t most) {
  uint64_t value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (problem != std::errc{} || end != text.data() + text.size() || value < least || value > most)
    throw UsageError("'" + text + "' is no number from " + std::to_string(least) + " to " +
                     std::to_string(most));
  return value;
}

std::string print_methods() {
  std::string lines;
  for (const Method& method : methods()) lines += line_of_method(method);
  return lines;
}

// xorshift64 (Marsaglia 2003, shifts 13, 7, 17): incompressible, and the same every time.
std::string make_file(const std::string& path, uint64_t bytes) {
  const Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (file.number() < 0) throw std::runtime_error(path + ": " + strerror(errno));
  std::vector<uint64_t> block(1 << 17);
  uint64_t state = 0x9e3779b97f4a7c15;
  for (uint64_t written = 0; written < bytes;) {
    for (uint64_t& word : block) {
      state ^= state << 13;
      state ^= state >> 7;
      state ^= state << 17;
      word = state;
    }
    const auto length = size_t(std::min<uint64_t>(block.size() * sizeof(uint64_t), bytes - written));
    write_all(file.number(), reinterpret_cast<const uint8_t*>(block.data()), length);
    written += length;
  }
  call("fdatasync", ::fdatasync, file.number());  // or its writing would fall into the first runs
  return line_of_file(bytes, checksum_of_file(file.number()));
}

Transport transport_of(const std::string& name, Direction direction) {
  const bool has_socket = direction == Direction::file_to_socket || direction == Direction::socket_to_file ||
                          direction == Direction::fan_out;
  if (has_socket && name == "tcp") return Transport::tcp;
  if (has_socket && name == "unix") return Transport::unix_domain;
  if (!has_socket && name == "none") return Transport::none;
  throw UsageError("transport '" + name + "' does not go with a method " + name_of(direction));
}

const Method& method_of(const std::string& name) {
  for (const Method& method : methods())
    if (method.name == name) return method;
  throw UsageError("there is no method '" + name + "'; see: sluice-transfer methods");
}

// These mean that the machine is in trouble, not that its kernel does not offer the method.
bool is_refusal(int number) {
  for (const int trouble : {ENOSPC, EDQUOT, EIO, EPIPE, ECONNRESET})
    if (number == trouble) return false;
  return true;
}

std::string run_one(const std::vector<std::string>& words) {
  Order order;
  order.method = &method_of(words[1]);
  order.transport = transport_of(words[2], order.method->direction);
  order.source = words[3];
  order.chunk_bytes = number_of(words[4], 1, 1u << 30);
  order.scratch = words[5];
  order.deadline_seconds = unsigned(number_of(words[6], 1, 86'400));
  ::alarm(order.deadline_seconds);  // SIGALRM ends the process, and the peers with it
  try {
    return line_of_run(order, run(order));
  } catch (const Refused& refused) {
    if (!is_refusal(refused.number())) throw;
    return line_of_refusal(order, refused.what());
  }
}

std::string answer(const std::vector<std::string>& words) {
  const std::string command = words.empty() ? "" : words[0];
  if (command == "methods" && words.size() == 1) return print_methods();
  if (command == "make" && words.size() == 3) return make_file(words[1], number_of(words[2], 1, 1ull << 50));
  if (command == "run" && words.size() == 7) return run_one(words);
  throw UsageError(
      "methods | make FILE BYTES | run METHOD tcp|unix|none FILE CHUNK-BYTES SCRATCH DEADLINE-SECONDS");
}

}  // namespace
}  // namespace sluice::transfer

int main(int count, char** arguments) {
  ::signal(SIGPIPE, SIG_IGN);
  try {
    const std::string lines = sluice::transfer::answer({arguments + 1, arguments + count});
    return fwrite(lines.data(), 1, lines.size(), stdout) == lines.size() && fflush(stdout) == 0 ? 0 : 1;
  } catch (const sluice::transfer::UsageError& error) {
    fprintf(stderr, "usage: sluice-transfer %s\n", error.what());
    return 2;
  } catch (const std::exception& error) {
    fprintf(stderr, "error: %s\n", error.what());
    return 1;
  }
}
