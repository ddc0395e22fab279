// Numbers for things of the other thread: slot + generation * 2^24. Never 0, always below 2^53, so a JavaScript number
// holds them. Generations wrap after 2^28 uses of one slot, hours after the last holder of the old number is gone.
#pragma once

#include <cstdint>

namespace sluice {

constexpr uint32_t kSlotsMost = 1u << 24;

inline uint64_t handle_of(uint32_t slot, uint32_t generation) { return slot + (uint64_t(generation) << 24); }
inline uint32_t slot_of(uint64_t handle) { return uint32_t(handle & (kSlotsMost - 1)); }
inline uint32_t generation_of(uint64_t handle) { return uint32_t(handle >> 24); }
inline uint32_t next_generation(uint32_t generation) {
  return generation + 1 < (1u << 28) ? generation + 1 : 1;
}

// 0 for anything that cannot be a handle.
inline uint64_t handle_from(double number) {
  return number >= 1 && number < 9007199254740992.0 && double(uint64_t(number)) == number ? uint64_t(number)
                                                                                          : 0;
}

}  // namespace sluice
