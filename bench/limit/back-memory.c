// back-memory --bytes N: touches so much memory once and gives it back.
// On a virtual machine memory that nobody has used for a while may belong to the host again, and the first one to touch it
// pays for its return, several times what the page itself costs. Done before each round, every round finds the same: free
// memory that is really there. Prints nothing.
#include <getopt.h>
#include <sys/mman.h>

#include "util.h"

enum { PIECE_BYTES = 64 << 20 };

int main(int count, char **arguments) {
  static const struct option names[] = {{"bytes", required_argument, NULL, 'b'}, {0}};
  uint64_t bytes = 0;
  for (int option; (option = getopt_long(count, arguments, "", names, NULL)) != -1;) {
    if (option != 'b') usage_error("back-memory --bytes N");
    bytes = parse_number("bytes", optarg, 1, (uint64_t)1 << 36);
  }
  if (bytes == 0 || optind < count) usage_error("back-memory --bytes N");
  // In pieces that are all held until the end: each touches pages of its own.
  for (uint64_t done = 0; done < bytes; done += PIECE_BYTES)
    if (mmap(NULL, PIECE_BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0) ==
        MAP_FAILED)
      die_errno("there are no %llu bytes of memory", (unsigned long long)bytes);
  return 0;
}
