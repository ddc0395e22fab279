#include "figures.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

static int by_size(const void *one, const void *other) {
  uint32_t a = *(const uint32_t *)one, b = *(const uint32_t *)other;
  return (a > b) - (a < b);
}

static double seconds_of(struct timeval time) { return (double)time.tv_sec + (double)time.tv_usec / 1e6; }

void print_figures(figures_t *figures) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  qsort(figures->latencies_us, figures->frames, sizeof *figures->latencies_us, by_size);
  const uint32_t *sorted = figures->latencies_us;
  uint64_t last = figures->frames > 0 ? figures->frames - 1 : 0;
  printf(
      "{\"frames\":%llu,\"bytes\":%llu,\"records\":%llu,\"seconds\":%.6f,\"cpuSeconds\":%.6f,"
      "\"latencyUs\":{\"p50\":%u,\"p99\":%u,\"p999\":%u,\"max\":%u}}\n",
      (unsigned long long)figures->frames, (unsigned long long)figures->bytes,
      (unsigned long long)figures->records, (double)(figures->end_ns - figures->start_ns) / 1e9,
      seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime), sorted[last / 2], sorted[last * 99 / 100],
      sorted[last * 999 / 1000], sorted[last]);
}
