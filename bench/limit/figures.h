// What a run is told as: one JSON object on one line of stdout.
#pragma once

#include <stdint.h>

typedef struct {
  uint64_t frames, bytes, records;  // bytes: of payload
  uint64_t start_ns, end_ns;
  uint32_t *latencies_us;  // one per frame, any order; sorted in place. Zeroed room for at least one
} figures_t;

void print_figures(figures_t *figures);
