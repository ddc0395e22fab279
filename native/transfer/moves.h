// Steps that several methods share: each moves exactly what it is asked to, however often the kernel moves less.
// Throw Refused; std::runtime_error where a file ends early or a peer has gone.
#pragma once

#include <cstddef>
#include <cstdint>

namespace sluice::transfer {

void write_all(int to, const uint8_t* data, size_t bytes);
void pwrite_all(int to, const uint8_t* data, size_t bytes, uint64_t position);

// `to`: a socket, or a file at its own position.
void send_range(int to, int file, uint64_t position, size_t bytes);

// One splice of at most `bytes`; a null position means a socket or a pipe. Returns what was moved, above 0.
size_t splice_some(int from, uint64_t* from_position, int to, uint64_t* to_position, size_t bytes,
                   unsigned flags);
void splice_all(int from, int to, uint64_t* to_position, size_t bytes, unsigned flags);

// What is there, at least a byte, at most `bytes`.
size_t receive_some(int from, uint8_t* data, size_t bytes);

}  // namespace sluice::transfer
