// Walks the batches of a file by reading it, nothing mapped: recovery, check and dump stand on it.
// Owns: the file and its read buffer. Used by one thread at a time: a cold reader runs step() again and again, and the
// JavaScript thread takes the facts in between.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "batch.h"
#include "file.h"

namespace sluice {

struct ScanRequest {
  std::string path;
  int64_t from, to;
  int64_t expect_offset;  // of the first batch; below 0: any
  bool check_crc, allow_gaps;
  uint32_t headers_crc;  // of the batches in front of `from`
};

struct ScanOutcome {
  int64_t position, end_offset;
  Verdict verdict;
  int64_t batches, max_timestamp;
  uint32_t headers_crc;
  bool ends_in_zeros;
};

class Scanner {
 public:
  static constexpr size_t kBatchesPerStep = 1024;
  static constexpr int64_t kBytesPerStep = 16 << 20;

  struct Found {
    int64_t position;
    batch::Header header;
  };

  explicit Scanner(ScanRequest request);

  // Goes on for a bounded stretch; found() then has its batches. 0 or an errno; done() once there is no more.
  int step();
  bool done() const { return done_; }
  const std::vector<Found>& found() const { return found_; }
  const std::string& path() const { return request_.path; }
  const ScanOutcome& outcome() const { return outcome_; }

 private:
  int open();
  const uint8_t* bytes(int64_t position, int64_t length, int* error);
  Verdict next(int* error);
  int look_for_zeros();

  const ScanRequest request_;
  ScanOutcome outcome_;
  std::unique_ptr<File> file_;
  int64_t end_ = 0, file_bytes_ = 0;
  bool first_ = true, done_ = false, at_end_ = false;
  std::vector<Found> found_;
  std::vector<uint8_t> buffer_;
  int64_t buffer_at_ = 0, buffer_end_ = 0;
};

}  // namespace sluice
