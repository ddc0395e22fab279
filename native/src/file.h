// A counted file descriptor: std::shared_ptr<File> is kept by the segment, by every range in flight and by every job; the
// last one to let go closes it. Unlinking and closing a segment therefore never cuts a range short. Any thread.
#pragma once

#include <unistd.h>

#include <memory>

namespace sluice {

class File {
 public:
  explicit File(int descriptor) : descriptor_(descriptor) {}
  ~File() { ::close(descriptor_); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  int descriptor() const { return descriptor_; }

 private:
  const int descriptor_;
};

}  // namespace sluice
