// The log of the produce limit: segment files that are filled one after the other, nothing else. As in the broker, a file is
// allocated whole and, in mapped mode, mapped whole; a helper thread faults its pages in ahead of the writer and has the next
// segment ready before this one is full. Appends: one thread. Files go when the log is closed.
#pragma once

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SEGMENTS_MAX = 1024 };

typedef struct {
  int fd;
  uint8_t *base;  // NULL: not mapped, appended to by pwrite
  _Atomic uint64_t populated;
} segment_t;

typedef struct {
  const char *directory;
  uint64_t segment_bytes, window_bytes;
  bool mapped, prefaulted;  // prefaulted: mapped, one segment, all of it faulted in by log_open

  segment_t segments[SEGMENTS_MAX];
  uint64_t filled;            // bytes of the current segment; the writer's
  _Atomic uint64_t current;   // index of the segment being filled
  _Atomic uint64_t position;  // `filled`, for the helper
  _Atomic uint64_t prepared;  // segments that are ready
  uint64_t unmapped;          // segments before it are; the helper's
  pthread_t helper;
  pthread_mutex_t mutex;
  pthread_cond_t work, ready;
  _Atomic bool asked;
  bool stopping;
} limit_log_t;

// Opens with the first window faulted in and the second segment prepared.
void log_open(limit_log_t *log);
// At most segment_bytes. Dies when the disk is full.
void log_append(limit_log_t *log, const uint8_t *bytes, size_t length);
void log_close(limit_log_t *log);
