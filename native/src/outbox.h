// What waits to be sent on one connection: ordered parts, each bytes of our own or a range of a file. The only writer of
// its socket, so a header can never be separated from its range, nor two answers be mixed.
//
// Rules of flush(): neighbouring bytes leave in one sendmsg, with MSG_MORE when a range follows; a range leaves by sendfile
// at an explicit position, in chunks far below the 2 GiB a call may take; EINTR repeats; a short count goes on until
// EAGAIN; 0 bytes from sendfile: the file is shorter than its range, nothing can mend an answer whose header has left; a
// file that sendfile refuses (EINVAL, ENOSYS) is read and sent in bounded pieces. A chunk that is not in the page cache is
// reported instead of waited for. At most turn_bytes leave per call, so that one greedy peer cannot starve the others.
//
// Owns: the bytes, and a count on each file. Empty, it owns no memory. Thread: the network thread of its connection.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "file.h"
#include "network_limits.h"

namespace sluice {

struct FileRange {
  std::shared_ptr<File> file;
  int64_t position = 0;
  int64_t length = 0;
};

enum class FlushStep {
  empty,
  blocked,    // the socket takes no more now
  yielded,    // its turn is over, there is more
  cold,       // cold_range() must be brought in first
  truncated,  // a range reaches behind the end of its file, or cannot be read
  failed,     // errno
};

class Outbox {
 public:
  void add_bytes(const uint8_t* bytes, size_t count);
  // Ranges up to copy_bytes_max are copied here and now when they are in the page cache.
  void add_range(FileRange range, const NetworkLimits& limits);

  // *sent: bytes the socket accepted in this call.
  FlushStep flush(int socket, int64_t turn_bytes, const NetworkLimits& limits, NetworkTotals& totals,
                  int64_t* sent);

  FileRange cold_range(const NetworkLimits& limits) const;
  // cold_range() was brought in: that much is sent without asking again.
  void warmed(const NetworkLimits& limits);

  bool empty() const { return head_ == parts_.size(); }
  int64_t queued_bytes() const { return queued_bytes_; }
  void clear();

 private:
  struct Part {
    std::vector<uint8_t> bytes;  // when range.file is null
    size_t sent = 0;
    FileRange range;  // what is left of it
    bool was_cold = false;
  };

  Part& first() { return parts_[head_]; }
  void drop_first();
  FlushStep send_bytes(int socket, NetworkTotals& totals, int64_t* sent);
  FlushStep send_range(int socket, int64_t most, const NetworkLimits& limits, NetworkTotals& totals,
                       int64_t* sent);
  ssize_t send_copied(int socket, const FileRange& range, int64_t most);

  std::vector<Part> parts_;
  size_t head_ = 0;  // parts before it are sent
  int64_t queued_bytes_ = 0;
  int64_t warm_bytes_ = 0;  // of the first range, known to be in the page cache
  bool without_sendfile_ = false;
};

}  // namespace sluice
