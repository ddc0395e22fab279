#include "report.h"

#include <cstdio>
#include <sstream>

namespace sluice::transfer {

namespace {

// The strings here are ours or strerror's: printable, and a quote or a backslash at most.
std::string quoted(const std::string& text) {
  std::string result = "\"";
  for (const char character : text) {
    if (character == '"' || character == '\\') result += '\\';
    result += character;
  }
  return result + '"';
}

std::string hex(uint32_t checksum) {
  char text[9];
  snprintf(text, sizeof text, "%08x", checksum);
  return text;
}

std::string json_of(const Usage& usage) {
  std::ostringstream out;
  out.precision(9);
  out << R"({"userSeconds":)" << usage.user_seconds << R"(,"systemSeconds":)" << usage.system_seconds
      << R"(,"voluntarySwitches":)" << usage.voluntary_switches << R"(,"involuntarySwitches":)"
      << usage.involuntary_switches << R"(,"systemCalls":)" << usage.system_calls << R"(,"minorFaults":)"
      << usage.minor_faults << R"(,"majorFaults":)" << usage.major_faults << '}';
  return out.str();
}

std::string head_of(const Order& order) {
  const char* transports[] = {"none", "tcp", "unix"};
  return R"({"method":)" + quoted(order.method->name) + R"(,"transport":)" +
         quoted(transports[int(order.transport)]) + R"(,"chunkBytes":)" + std::to_string(order.chunk_bytes);
}

}  // namespace

std::string name_of(Direction direction) {
  const char* names[] = {"file-to-socket", "socket-to-file", "file-to-file", "fan-out", "between-processes"};
  return names[int(direction)];
}

std::string line_of_method(const Method& method) {
  return R"({"name":)" + quoted(method.name) + R"(,"direction":)" + quoted(name_of(method.direction)) +
         R"(,"title":)" + quoted(method.title) + "}\n";
}

std::string line_of_file(uint64_t bytes, uint32_t checksum) {
  return R"({"bytes":)" + std::to_string(bytes) + R"(,"checksum":)" + quoted(hex(checksum)) + "}\n";
}

std::string line_of_run(const Order& order, const Outcome& outcome) {
  std::ostringstream out;
  out.precision(9);
  out << head_of(order) << R"(,"bytes":)" << outcome.bytes << R"(,"seconds":)" << outcome.seconds
      << R"(,"checksums":[)";
  for (size_t index = 0; index < outcome.checksums.size(); index++)
    out << (index == 0 ? "" : ",") << quoted(hex(outcome.checksums[index]));
  out << R"(],"mover":)" << json_of(outcome.mover) << R"(,"peers":)" << json_of(outcome.peers)
      << R"(,"facts":{)";
  const char* comma = "";
  for (const auto& [name, value] : outcome.facts) {
    out << comma << quoted(name) << ':' << value;
    comma = ",";
  }
  out << "}}\n";
  return out.str();
}

std::string line_of_refusal(const Order& order, const std::string& reason) {
  return head_of(order) + R"(,"refused":)" + quoted(reason) + "}\n";
}

}  // namespace sluice::transfer
