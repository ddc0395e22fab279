// Ending with a sentence, time, big-endian words, options. Shared by all four programs; any thread.
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

// `error: …` to stderr, then exit code 1. A measurement that went wrong must never look like one.
__attribute__((noreturn, format(printf, 1, 2))) void die(const char *format, ...);
// The same, with what errno says.
__attribute__((noreturn, format(printf, 1, 2))) void die_errno(const char *format, ...);

uint64_t now_ns(void);

// A whole number, optionally with KiB, MiB or GiB behind it, between least and most; else usage error, exit code 2.
uint64_t parse_number(const char *option, const char *text, uint64_t least, uint64_t most);
__attribute__((noreturn, format(printf, 1, 2))) void usage_error(const char *format, ...);

void *allocate(size_t bytes);  // zeroed, never NULL

static inline void put_u32(uint8_t *at, uint32_t value) {
  value = __builtin_bswap32(value);
  memcpy(at, &value, 4);
}

static inline void put_u64(uint8_t *at, uint64_t value) {
  value = __builtin_bswap64(value);
  memcpy(at, &value, 8);
}

static inline uint32_t get_u32(const uint8_t *at) {
  uint32_t value;
  memcpy(&value, at, 4);
  return __builtin_bswap32(value);
}

static inline uint64_t get_u64(const uint8_t *at) {
  uint64_t value;
  memcpy(&value, at, 8);
  return __builtin_bswap64(value);
}
