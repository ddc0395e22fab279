// Group commit: everything appended while one fdatasync runs is covered by the next; only then are its frames answered.
// One thread syncs and answers. `committer_add` and `committer_drain`: the thread that appends.
#pragma once

#include "limit-log.h"

enum { PENDING_MAX = 1 << 16 };

typedef struct {
  int fd;
  uint32_t request_id;
} pending_t;

typedef struct {
  limit_log_t *log;
  pending_t pending[PENDING_MAX];
  uint64_t added, answered;  // frames; under the mutex
  uint64_t first_unsynced;   // segment; the thread's
  uint64_t syncs;
  pthread_t thread;
  pthread_mutex_t mutex;
  pthread_cond_t work, done;
} committer_t;

void committer_open(committer_t *committer, limit_log_t *log);
// The frame was appended; answer it once that is on disk. Waits while PENDING_MAX frames are unanswered.
void committer_add(committer_t *committer, int fd, uint32_t request_id);
// Returns once everything added is answered: before a connection may be closed.
void committer_drain(committer_t *committer);
