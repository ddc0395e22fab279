// From file to socket through io_uring: linked splices, and sends that ask the kernel not to copy (SEND_ZC), from a mapping of the
// file or from registered buffers that linked reads fill. Links keep the order: a stream must not overtake itself. A link that
// breaks (a short transfer) cancels what follows, and the next chain begins where the bytes ended.
#include <stdexcept>

#include "method.h"
#include "resources.h"
#include "system_call.h"
#include "uring.h"

#ifdef SLUICE_TRANSFER_URING
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>

#ifndef IORING_SEND_ZC_REPORT_USAGE
#define IORING_SEND_ZC_REPORT_USAGE (1U << 3)  // Linux 6.2; headers may be older than the kernel
#define IORING_NOTIF_USAGE_ZC_COPIED (1U << 31)
#endif
#endif

namespace sluice::transfer {

namespace {

#ifdef SLUICE_TRANSFER_URING

constexpr unsigned kChainMost = 8;  // chunks a chain, and so a system call
constexpr size_t kChainBytesMost =
    2 * 1024 * 1024;  // of pinned memory, below the usual RLIMIT_MEMLOCK of 8 MiB
constexpr uint64_t kNoPosition = ~0ull;

void require(const char* operation, int result) {
  if (result < 0 && result != -ECANCELED) throw Refused(operation, -result);
}

void require_progress(uint64_t before, uint64_t now) {
  if (now == before) throw std::runtime_error("io_uring moved nothing");
}

class SpliceChain {
 public:
  explicit SpliceChain(Job& job) : job_(job), pipe_(job.chunk_bytes), ring_(2 * kChainMost) {
    job.facts["pipeBytes"] = pipe_.bytes();
  }

  void run() {
    while (drained_ < job_.bytes) {
      const uint64_t before = drained_;
      finish(queue_chain());
      while (drained_ < filled_) {  // what a broken link left in the pipe
        const uint64_t left = filled_ - drained_;
        queue(pipe_.read_end(), kNoPosition, job_.socket(), left, kDrain, 0);
        finish(1);
      }
      require_progress(before, drained_);
    }
  }

 private:
  enum Kind : uint64_t { kFill, kDrain };

  void queue(int from, uint64_t position, int to, uint64_t bytes, Kind kind, uint8_t flags) {
    io_uring_sqe& entry = ring_.next();
    entry.opcode = IORING_OP_SPLICE;
    entry.splice_fd_in = from;
    entry.splice_off_in = position;
    entry.fd = to;
    entry.off = kNoPosition;
    entry.len = uint32_t(bytes);
    entry.splice_flags = SPLICE_F_MOVE;
    entry.flags = flags;
    entry.user_data = kind;
  }

  unsigned queue_chain() {
    const uint64_t step = std::min<uint64_t>(job_.chunk_bytes, pipe_.bytes());
    unsigned queued = 0;
    for (uint64_t position = filled_; position < job_.bytes && queued < 2 * kChainMost; queued += 2) {
      const uint64_t bytes = std::min(step, job_.bytes - position);
      const bool last = position + bytes == job_.bytes || queued + 2 == 2 * kChainMost;
      queue(job_.source, position, pipe_.write_end(), bytes, kFill, IOSQE_IO_LINK);
      queue(pipe_.read_end(), kNoPosition, job_.socket(), bytes, kDrain, last ? 0 : IOSQE_IO_LINK);
      position += bytes;
    }
    return queued;
  }

  void finish(unsigned queued) {
    while (queued > 0) {
      ring_.enter(queued);
      io_uring_cqe completion;
      for (; ring_.take(completion); queued--) {
        require("io_uring splice", completion.res);
        if (completion.res > 0)
          (completion.user_data == kFill ? filled_ : drained_) += uint64_t(completion.res);
      }
    }
  }

  Job& job_;
  const Pipe pipe_;
  Ring ring_;
  uint64_t filled_ = 0, drained_ = 0;  // bytes that entered and left the pipe
};

// Each send completes twice: with its result, and with a notification once the kernel lets go of the bytes.
class ZeroCopySender {
 public:
  explicit ZeroCopySender(Job& job)
      : job_(job),
        chain_(unsigned(std::clamp<size_t>(kChainBytesMost / job.chunk_bytes, 1, kChainMost))),
        ring_(2 * kChainMost) {}

  // From a mapping of the file, whose bytes never change: nobody waits for notifications but the end.
  void run_from_mapping() {
    const Mapping source(job_.source, job_.bytes, PROT_READ);
    while (sent_ < job_.bytes) {
      const auto queue_one = [&](unsigned, uint64_t position, size_t bytes, uint8_t flags) {
        queue_send(source.at(position), bytes, 0, flags);
        return 1u;
      };
      send_chain(queue_one);
      while (unnotified_ > kChainMost) wait_for_one();  // the completion queue must not overflow
    }
    finish();
  }

  // From registered buffers: pinned once instead of at each send, but the file's bytes have to be read into them. Pages of a
  // file cannot be registered themselves. A buffer is filled again when the kernel has let go of it.
  void run_from_registered() {
    const size_t bytes = chain_ * job_.chunk_bytes;
    std::vector<uint8_t> buffers(bytes);
    ring_.register_buffer({buffers.data(), bytes});
    while (sent_ < job_.bytes) {
      const auto queue_one = [&](unsigned slot, uint64_t position, size_t length, uint8_t flags) {
        uint8_t* const buffer = buffers.data() + slot * job_.chunk_bytes;
        queue_read(buffer, position, length);
        queue_send(buffer, length, IORING_RECVSEND_FIXED_BUF, flags);
        return 2u;
      };
      send_chain(queue_one);
      while (unnotified_ > 0) wait_for_one();
    }
    finish();
  }

 private:
  enum Kind : uint64_t { kRead, kSend };

  template <class QueueOne>
  void send_chain(QueueOne queue_one) {
    const uint64_t before = sent_;
    unsigned queued = 0;
    uint64_t position = sent_;
    for (unsigned slot = 0; slot < chain_ && position < job_.bytes; slot++) {
      const auto bytes = size_t(std::min<uint64_t>(job_.chunk_bytes, job_.bytes - position));
      const bool last = slot + 1 == chain_ || position + bytes == job_.bytes;
      queued += queue_one(slot, position, bytes, last ? 0 : IOSQE_IO_LINK);
      position += bytes;
    }
    for (answered_ = 0; answered_ < queued;) {
      ring_.enter(1);
      take_all();
    }
    require_progress(before, sent_);
  }

  void queue_read(uint8_t* to, uint64_t position, size_t bytes) {
    io_uring_sqe& entry = ring_.next();
    entry.opcode = IORING_OP_READ_FIXED;
    entry.fd = job_.source;
    entry.off = position;
    entry.addr = reinterpret_cast<uint64_t>(to);
    entry.len = uint32_t(bytes);
    entry.flags = IOSQE_IO_LINK;
    entry.user_data = kRead;
  }

  void queue_send(const uint8_t* from, size_t bytes, uint16_t fixed, uint8_t flags) {
    io_uring_sqe& entry = ring_.next();
    entry.opcode = IORING_OP_SEND_ZC;
    entry.fd = job_.socket();
    entry.addr = reinterpret_cast<uint64_t>(from);
    entry.len = uint32_t(bytes);
    entry.msg_flags = MSG_WAITALL | MSG_NOSIGNAL;  // whole or a broken link
    entry.ioprio = uint16_t(fixed | IORING_SEND_ZC_REPORT_USAGE);
    entry.flags = flags;
    entry.user_data = kSend;
  }

  void wait_for_one() {
    ring_.enter(1);
    take_all();
  }

  void take_all() {
    io_uring_cqe completion;
    while (ring_.take(completion)) {
      if (completion.flags & IORING_CQE_F_NOTIF) {
        unnotified_--;
        notified_++;
        if (uint32_t(completion.res) & IORING_NOTIF_USAGE_ZC_COPIED) copied_++;
        continue;
      }
      answered_++;
      if (completion.flags & IORING_CQE_F_MORE) unnotified_++;
      require(completion.user_data == kSend ? "io_uring send_zc" : "io_uring read_fixed", completion.res);
      if (completion.user_data == kSend && completion.res > 0) sent_ += uint64_t(completion.res);
    }
  }

  void finish() {
    while (unnotified_ > 0) wait_for_one();
    job_.facts["sends"] = notified_;
    job_.facts["sendsCopiedByKernel"] = copied_;
  }

  Job& job_;
  const unsigned chain_;  // sends a chain
  Ring ring_;
  uint64_t sent_ = 0, notified_ = 0, copied_ = 0;
  unsigned answered_ = 0, unnotified_ = 0;
};

void uring_splice(Job& job) { SpliceChain(job).run(); }
void uring_send(Job& job) { ZeroCopySender(job).run_from_mapping(); }
void uring_send_registered(Job& job) { ZeroCopySender(job).run_from_registered(); }

#else

[[noreturn]] void not_in_this_build(Job&) { throw Refused("not in this build's kernel headers", ENOSYS); }
constexpr auto uring_splice = not_in_this_build, uring_send = not_in_this_build,
               uring_send_registered = not_in_this_build;

#endif

}  // namespace

std::vector<Method> uring_methods() {
  const auto direction = Direction::file_to_socket;
  return {
      {"uring-splice", direction, "io_uring linked splices", uring_splice},
      {"uring-send-zc", direction, "mmap + io_uring send_zc", uring_send},
      {"uring-send-zc-registered", direction, "io_uring read + send_zc, registered", uring_send_registered},
  };
}

}  // namespace sluice::transfer
