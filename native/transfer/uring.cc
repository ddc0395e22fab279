#include "uring.h"

#ifdef SLUICE_TRANSFER_URING

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>

#include "system_call.h"

namespace sluice::transfer {

Ring::Ring(unsigned entries) {
  io_uring_params parameters{};
  ring_ = Descriptor(int(call("io_uring_setup", ::syscall, long(__NR_io_uring_setup), entries, &parameters)));
  // Linux 5.4 has it, so every kernel that has the operations of this program does.
  if (!(parameters.features & IORING_FEAT_SINGLE_MMAP)) throw Refused("io_uring_setup", ENOSYS);
  map(parameters);
}

void Ring::map(const io_uring_params& parameters) {
  const auto map_part = [this](size_t bytes, uint64_t offset) {
    return static_cast<uint8_t*>(call("mmap", ::mmap, nullptr, bytes, PROT_READ | PROT_WRITE,
                                      MAP_SHARED | MAP_POPULATE, ring_.number(), off_t(offset)));
  };
  const auto& submit = parameters.sq_off;
  const auto& complete = parameters.cq_off;
  queues_bytes_ = std::max(submit.array + parameters.sq_entries * sizeof(unsigned),
                           complete.cqes + parameters.cq_entries * sizeof(io_uring_cqe));
  queues_ = map_part(queues_bytes_, IORING_OFF_SQ_RING);
  const auto word = [this](uint32_t offset) { return reinterpret_cast<unsigned*>(queues_ + offset); };
  submit_tail_ = word(submit.tail);
  submit_array_ = word(submit.array);
  submit_mask_ = *word(submit.ring_mask);
  complete_head_ = word(complete.head);
  complete_tail_ = word(complete.tail);
  complete_mask_ = *word(complete.ring_mask);
  completions_ = reinterpret_cast<io_uring_cqe*>(queues_ + complete.cqes);
  entries_bytes_ = parameters.sq_entries * sizeof(io_uring_sqe);
  entries_ = reinterpret_cast<io_uring_sqe*>(map_part(entries_bytes_, IORING_OFF_SQES));
}

Ring::~Ring() {
  count_call();
  ::munmap(entries_, entries_bytes_);
  count_call();
  ::munmap(queues_, queues_bytes_);
}

io_uring_sqe& Ring::next() {
  const unsigned index = (*submit_tail_ + queued_) & submit_mask_;
  queued_++;
  submit_array_[index] = index;
  entries_[index] = {};
  return entries_[index];
}

void Ring::enter(unsigned completions) {
  std::atomic_ref(*submit_tail_).store(*submit_tail_ + queued_, std::memory_order_release);
  // Interrupted before anything was taken: the same call again. The kernel takes all entries or says why not.
  call("io_uring_enter", ::syscall, long(__NR_io_uring_enter), ring_.number(), queued_, completions,
       unsigned(IORING_ENTER_GETEVENTS), nullptr, size_t{0});
  queued_ = 0;
}

bool Ring::take(io_uring_cqe& completion) {
  const unsigned head = *complete_head_;
  if (head == std::atomic_ref(*complete_tail_).load(std::memory_order_acquire)) return false;
  completion = completions_[head & complete_mask_];
  std::atomic_ref(*complete_head_).store(head + 1, std::memory_order_release);
  return true;
}

void Ring::register_buffer(const iovec& buffer) {
  call("io_uring_register", ::syscall, long(__NR_io_uring_register), ring_.number(),
       unsigned(IORING_REGISTER_BUFFERS), &buffer, 1u);
}

}  // namespace sluice::transfer

#endif
