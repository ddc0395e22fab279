#include "scan.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "crc32c.h"

namespace sluice {

Scanner::Scanner(ScanRequest request)
    : request_(std::move(request)),
      outcome_{.position = request_.from,
               .end_offset = std::max<int64_t>(request_.expect_offset, 0),
               .verdict = Verdict::ok,
               .batches = 0,
               .max_timestamp = -1,
               .headers_crc = request_.headers_crc,
               .ends_in_zeros = false} {}

int Scanner::open() {
  int descriptor = ::open(request_.path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (descriptor < 0) return errno;
  file_ = std::make_unique<File>(descriptor);
  struct stat facts;
  if (fstat(descriptor, &facts) != 0) return errno;
  file_bytes_ = facts.st_size;
  end_ = std::min(request_.to, file_bytes_);
  return 0;
}

int Scanner::step() {
  found_.clear();
  int error = file_ ? 0 : open();
  int64_t start = outcome_.position;
  while (error == 0 && found_.size() < kBatchesPerStep && outcome_.position - start < kBytesPerStep) {
    if (outcome_.position < end_)
      outcome_.verdict = next(&error);
    else
      at_end_ = true;
    if (error == 0 && (at_end_ || outcome_.verdict != Verdict::ok)) {
      done_ = true;
      return look_for_zeros();
    }
  }
  return error;
}

// Checks the batch at the position and moves behind it. A zero length word, or a rest too short to have one, is the end.
Verdict Scanner::next(int* error) {
  int64_t at = outcome_.position, left = end_ - at;
  const uint8_t* data = bytes(at, std::min<int64_t>(left, batch::kHeaderBytes), error);
  if (data == nullptr) return Verdict::ok;
  batch::Header header;
  Verdict verdict = batch::read_header(data, size_t(std::min<int64_t>(left, batch::kHeaderBytes)), header);
  bool no_word = left < int64_t(batch::kUncountedBytes) &&
                 std::all_of(data, data + left, [](uint8_t b) { return b == 0; });
  bool zero_word =
      left >= int64_t(batch::kUncountedBytes) &&
      std::all_of(data + batch::kLengthAt, data + batch::kUncountedBytes, [](uint8_t b) { return b == 0; });
  if (no_word || zero_word) {
    at_end_ = true;
    return Verdict::ok;
  }
  if (verdict != Verdict::ok) return verdict;
  if (header.bytes > left) return Verdict::truncated;
  verdict = batch::check_stored(header, request_.allow_gaps);
  if (verdict != Verdict::ok) return verdict;
  int64_t expected = first_ ? request_.expect_offset : outcome_.end_offset;
  if (expected >= 0 && (request_.allow_gaps ? header.base_offset < expected : header.base_offset != expected))
    return Verdict::base_offset;
  uint32_t headers_crc = crc32c(data, batch::kHeaderBytes, outcome_.headers_crc);
  if (request_.check_crc) {
    data = bytes(at, header.bytes, error);
    if (data == nullptr) return Verdict::ok;
    if (!batch::crc_matches(data, header)) return Verdict::crc;
  }
  outcome_.headers_crc = headers_crc;
  first_ = false;
  found_.push_back({at, header});
  outcome_.position += header.bytes;
  outcome_.end_offset = header.last_offset() + 1;
  outcome_.max_timestamp = std::max(outcome_.max_timestamp, header.max_timestamp);
  outcome_.batches++;
  return Verdict::ok;
}

// A window of the file that holds [position, position + length), which the caller has held against the file's end.
const uint8_t* Scanner::bytes(int64_t position, int64_t length, int* error) {
  if (position >= buffer_at_ && position + length <= buffer_end_)
    return buffer_.data() + (position - buffer_at_);
  int64_t most = request_.check_crc ? 1 << 20 : 64 << 10;
  int64_t want = std::min(std::max(length, most), file_bytes_ - position);
  if (int64_t(buffer_.size()) < want) buffer_.resize(size_t(want));
  buffer_at_ = buffer_end_ = position;
  while (buffer_end_ - position < length) {
    ssize_t got = pread(file_->descriptor(), buffer_.data() + (buffer_end_ - position),
                        size_t(position + want - buffer_end_), buffer_end_);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) {
      *error = got < 0 ? errno : ENODATA;  // the file became shorter under us
      return nullptr;
    }
    buffer_end_ += got;
  }
  return buffer_.data();
}

int Scanner::look_for_zeros() {
  int error = 0;
  for (int64_t at = outcome_.position; at < file_bytes_;) {
    int64_t length = std::min<int64_t>(file_bytes_ - at, 64 << 10);
    const uint8_t* data = bytes(at, length, &error);
    if (data == nullptr) return error;
    if (!std::all_of(data, data + length, [](uint8_t byte) { return byte == 0; })) return 0;
    at += length;
  }
  outcome_.ends_in_zeros = true;
  return 0;
}

}  // namespace sluice
