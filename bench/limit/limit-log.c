#include "limit-log.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "util.h"

enum { PATH_BYTES = 4096, POPULATE_BYTES = 1 << 20 };

static void segment_path(const limit_log_t *log, uint64_t index, char *path) {
  int length = snprintf(path, PATH_BYTES, "%s/limit-%llu.log", log->directory, (unsigned long long)index);
  if (length >= PATH_BYTES) die("the path of %s is too long", log->directory);
}

static void prepare_segment(limit_log_t *log, uint64_t index) {
  if (index >= SEGMENTS_MAX) die("the limit holds at most %d segments", SEGMENTS_MAX);
  segment_t *segment = &log->segments[index];
  char path[PATH_BYTES];
  segment_path(log, index, path);
  segment->fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (segment->fd < 0) die_errno("cannot create %s", path);
  int error = posix_fallocate(segment->fd, 0, (off_t)log->segment_bytes);
  if (error != 0)
    die("cannot allocate %llu bytes for %s: %s", (unsigned long long)log->segment_bytes, path,
        strerror(error));
  if (!log->mapped) return;
  segment->base = mmap(NULL, log->segment_bytes, PROT_READ | PROT_WRITE, MAP_SHARED, segment->fd, 0);
  if (segment->base == MAP_FAILED) die_errno("cannot map %s", path);
}

// Brings pages of one segment in up to `until`, a piece at a time.
static void populate(limit_log_t *log, segment_t *segment, uint64_t until) {
  if (until > log->segment_bytes) until = log->segment_bytes;
  for (uint64_t at = atomic_load(&segment->populated); at < until; at = atomic_load(&segment->populated)) {
    uint64_t piece = log->segment_bytes - at < POPULATE_BYTES ? log->segment_bytes - at : POPULATE_BYTES;
    if (madvise(segment->base + at, piece, MADV_POPULATE_WRITE) != 0) die_errno("MADV_POPULATE_WRITE");
    atomic_store(&segment->populated, at + piece);
  }
}

static void help(limit_log_t *log) {
  uint64_t current = atomic_load(&log->current);
  segment_t *segment = &log->segments[current];
  if (log->mapped) populate(log, segment, atomic_load(&log->position) + log->window_bytes);
  if (log->prefaulted) return;
  if (atomic_load(&log->prepared) < current + 2) {
    prepare_segment(log, current + 1);
    if (log->mapped) populate(log, &log->segments[current + 1], log->window_bytes);
    pthread_mutex_lock(&log->mutex);
    atomic_store(&log->prepared, current + 2);
    pthread_cond_signal(&log->ready);
    pthread_mutex_unlock(&log->mutex);
  }
  for (; log->mapped && log->unmapped < current; log->unmapped++)
    munmap(log->segments[log->unmapped].base, log->segment_bytes);
}

static void *helper(void *argument) {
  limit_log_t *log = argument;
  pthread_mutex_lock(&log->mutex);
  while (true) {
    while (!log->asked && !log->stopping) pthread_cond_wait(&log->work, &log->mutex);
    if (log->stopping) break;
    log->asked = false;
    pthread_mutex_unlock(&log->mutex);
    help(log);
    pthread_mutex_lock(&log->mutex);
  }
  pthread_mutex_unlock(&log->mutex);
  return NULL;
}

static void ask_helper(limit_log_t *log) {
  pthread_mutex_lock(&log->mutex);
  log->asked = true;
  pthread_cond_signal(&log->work);
  pthread_mutex_unlock(&log->mutex);
}

void log_open(limit_log_t *log) {
  pthread_mutex_init(&log->mutex, NULL);
  pthread_cond_init(&log->work, NULL);
  pthread_cond_init(&log->ready, NULL);
  if (log->prefaulted) log->window_bytes = log->segment_bytes;
  prepare_segment(log, 0);
  atomic_store(&log->prepared, 1);
  help(log);
  if (pthread_create(&log->helper, NULL, helper, log) != 0) die("no thread is to be had");
}

static void roll(limit_log_t *log) {
  if (log->prefaulted)
    die("more than the %llu bytes that were faulted in", (unsigned long long)log->segment_bytes);
  uint64_t next = atomic_load(&log->current) + 1;
  pthread_mutex_lock(&log->mutex);
  while (atomic_load(&log->prepared) <= next) pthread_cond_wait(&log->ready, &log->mutex);
  pthread_mutex_unlock(&log->mutex);
  log->filled = 0;
  atomic_store(&log->position, 0);
  atomic_store(&log->current, next);
  ask_helper(log);
}

static void write_at(int fd, const uint8_t *bytes, size_t length, uint64_t at) {
  while (length > 0) {
    ssize_t written = pwrite(fd, bytes, length, (off_t)at);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) die_errno("pwrite");
    bytes += written;
    length -= (size_t)written;
    at += (uint64_t)written;
  }
}

void log_append(limit_log_t *log, const uint8_t *bytes, size_t length) {
  if (length > log->segment_bytes) die("a frame of %zu bytes fits no segment", length);
  if (log->filled + length > log->segment_bytes) roll(log);
  segment_t *segment = &log->segments[atomic_load_explicit(&log->current, memory_order_relaxed)];
  if (!log->mapped) {
    write_at(segment->fd, bytes, length, log->filled);
    log->filled += length;
    return;
  }
  memcpy(segment->base + log->filled, bytes, length);
  log->filled += length;
  atomic_store_explicit(&log->position, log->filled, memory_order_release);
  uint64_t populated = atomic_load_explicit(&segment->populated, memory_order_relaxed);
  bool due = populated < log->segment_bytes && populated < log->filled + log->window_bytes / 2;
  if (due && !log->asked) ask_helper(log);
}

void log_close(limit_log_t *log) {
  pthread_mutex_lock(&log->mutex);
  log->stopping = true;
  pthread_cond_signal(&log->work);
  pthread_mutex_unlock(&log->mutex);
  pthread_join(log->helper, NULL);
  for (uint64_t i = 0; i < atomic_load(&log->prepared); i++) {
    char path[PATH_BYTES];
    segment_path(log, i, path);
    if (log->mapped && i >= log->unmapped) munmap(log->segments[i].base, log->segment_bytes);
    close(log->segments[i].fd);
    unlink(path);
  }
}
