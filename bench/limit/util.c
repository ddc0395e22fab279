#include "util.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <time.h>

static void say(const char *format, va_list arguments, int error) {
  fputs("error: ", stderr);
  vfprintf(stderr, format, arguments);
  if (error != 0) fprintf(stderr, ": %s", strerror(error));
  fputc('\n', stderr);
}

void die(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  say(format, arguments, 0);
  va_end(arguments);
  exit(1);
}

void die_errno(const char *format, ...) {
  int error = errno;
  va_list arguments;
  va_start(arguments, format);
  say(format, arguments, error);
  va_end(arguments);
  exit(1);
}

void usage_error(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  say(format, arguments, 0);
  va_end(arguments);
  exit(2);
}

uint64_t now_ns(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

uint64_t parse_number(const char *option, const char *text, uint64_t least, uint64_t most) {
  char *end;
  errno = 0;
  unsigned long long value = strtoull(text, &end, 10);
  unsigned shift = 0;
  if (strcmp(end, "KiB") == 0) shift = 10;
  if (strcmp(end, "MiB") == 0) shift = 20;
  if (strcmp(end, "GiB") == 0) shift = 30;
  bool clean = errno == 0 && end != text && text[0] != '-' && (*end == '\0' || shift > 0);
  if (!clean || value > UINT64_MAX >> shift)
    usage_error("--%s takes a whole number (KiB, MiB, GiB may follow), not '%s'", option, text);
  uint64_t number = (uint64_t)value << shift;
  if (number < least || number > most)
    usage_error("--%s is %llu, between %llu and %llu is wanted", option, (unsigned long long)number,
                (unsigned long long)least, (unsigned long long)most);
  return number;
}

void *allocate(size_t bytes) {
  void *memory = calloc(1, bytes);
  if (memory == NULL) die("%zu bytes of memory are not to be had", bytes);
  return memory;
}
