#include "committer.h"

#include <unistd.h>

#include "frame.h"
#include "net.h"
#include "util.h"

enum { ACKS_PER_SEND = 256 };

static void sync_segments(committer_t *committer, uint64_t current) {
  for (; committer->first_unsynced <= current; committer->first_unsynced++)
    if (fdatasync(committer->log->segments[committer->first_unsynced].fd) != 0) die_errno("fdatasync");
  committer->first_unsynced = current;
  committer->syncs++;
}

// One send for each run of frames of the same connection.
static void answer(committer_t *committer, uint64_t from, uint64_t to) {
  uint8_t acks[ACKS_PER_SEND * ACK_BYTES];
  while (from < to) {
    int fd = committer->pending[from % PENDING_MAX].fd;
    size_t count = 0;
    for (; from < to && count < ACKS_PER_SEND && committer->pending[from % PENDING_MAX].fd == fd; from++)
      write_ack(acks + ACK_BYTES * count++, committer->pending[from % PENDING_MAX].request_id);
    send_all(fd, acks, ACK_BYTES * count, 0);
  }
}

static void *commit(void *argument) {
  committer_t *committer = argument;
  pthread_mutex_lock(&committer->mutex);
  while (true) {
    while (committer->added == committer->answered) pthread_cond_wait(&committer->work, &committer->mutex);
    // The frames were appended before they were added, so the segment that is current now holds the last of them.
    uint64_t from = committer->answered, to = committer->added;
    uint64_t current = atomic_load(&committer->log->current);
    pthread_mutex_unlock(&committer->mutex);
    sync_segments(committer, current);
    answer(committer, from, to);
    pthread_mutex_lock(&committer->mutex);
    committer->answered = to;
    pthread_cond_signal(&committer->done);
  }
  return NULL;
}

void committer_open(committer_t *committer, limit_log_t *log) {
  committer->log = log;
  pthread_mutex_init(&committer->mutex, NULL);
  pthread_cond_init(&committer->work, NULL);
  pthread_cond_init(&committer->done, NULL);
  if (pthread_create(&committer->thread, NULL, commit, committer) != 0) die("no thread is to be had");
}

void committer_add(committer_t *committer, int fd, uint32_t request_id) {
  pthread_mutex_lock(&committer->mutex);
  while (committer->added - committer->answered == PENDING_MAX)
    pthread_cond_wait(&committer->done, &committer->mutex);
  committer->pending[committer->added % PENDING_MAX] = (pending_t){.fd = fd, .request_id = request_id};
  committer->added++;
  pthread_cond_signal(&committer->work);
  pthread_mutex_unlock(&committer->mutex);
}

void committer_drain(committer_t *committer) {
  pthread_mutex_lock(&committer->mutex);
  while (committer->answered < committer->added) pthread_cond_wait(&committer->done, &committer->mutex);
  pthread_mutex_unlock(&committer->mutex);
}
