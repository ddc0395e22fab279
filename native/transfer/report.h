// The lines that this program prints: one JSON object each. Durations in seconds, sizes in bytes, checksums as eight hex digits.
#pragma once

#include <string>

#include "run.h"

namespace sluice::transfer {

std::string name_of(Direction direction);
std::string line_of_method(const Method& method);
std::string line_of_file(uint64_t bytes, uint32_t checksum);
std::string line_of_run(const Order& order, const Outcome& outcome);
std::string line_of_refusal(const Order& order, const std::string& reason);

}  // namespace sluice::transfer
