// One io_uring, driven with the three raw system calls (no library): queue entries, enter the kernel, take completions.
// One thread. Absent where the kernel headers of the build are older than what the methods need (6.0): SLUICE_TRANSFER_URING
// says which.
#pragma once

#include <linux/version.h>
#include <sys/syscall.h>

#if defined(__NR_io_uring_setup) && LINUX_VERSION_CODE >= KERNEL_VERSION(6, 0, 0)
#define SLUICE_TRANSFER_URING 1
#include <linux/io_uring.h>
#include <sys/uio.h>

#include "resources.h"
#endif

namespace sluice::transfer {

#ifdef SLUICE_TRANSFER_URING

class Ring {
 public:
  explicit Ring(unsigned entries);
  ~Ring();
  Ring(const Ring&) = delete;
  Ring& operator=(const Ring&) = delete;

  // A zeroed entry that the next enter() submits. At most `entries` between two calls of enter().
  io_uring_sqe& next();
  // Submits what was queued and waits until `completions` can be taken.
  void enter(unsigned completions);
  bool take(io_uring_cqe& completion);
  void register_buffer(const iovec& buffer);

 private:
  void map(const io_uring_params& parameters);

  Descriptor ring_;
  uint8_t* queues_ = nullptr;  // both rings, of queues_bytes_
  size_t queues_bytes_ = 0;
  io_uring_sqe* entries_ = nullptr;
  size_t entries_bytes_ = 0;
  unsigned *submit_tail_ = nullptr, *submit_array_ = nullptr, submit_mask_ = 0;
  unsigned *complete_head_ = nullptr, *complete_tail_ = nullptr, complete_mask_ = 0;
  io_uring_cqe* completions_ = nullptr;
  unsigned queued_ = 0;
};

#endif

}  // namespace sluice::transfer
