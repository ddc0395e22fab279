// One segment file: descriptor, mapping, and the three positions that everything turns on.
//
//   0 ............ durable ............ position ............ allocated ............ sizeBytes
//   synced, final  |  appended, final   |  zeros, ours to fill |  no blocks yet: never touched |
//
// Owns: the counted File, the mapping (mmap mode, until sealed). Kept by std::shared_ptr: handle, queues, running jobs.
// Threads, and what keeps them apart:
//   JavaScript   append, walk and the requests below. Touches the mapping only while `state_` is open; seal() and close()
//                come from this thread too, so after them it never does.
//   warmer       prepare(): creates, allocates, faults in ahead. Holds warm_mutex_ while it touches file or mapping.
//   flusher      flush(): one at a time per segment. Retires the warmer (warm_mutex_, retired_) before it unmaps or cuts.
//   cold reader  bring_in(), remove().
// A published byte (below position) never changes. A failure is final and told once.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>

#include "batch.h"
#include "file.h"
#include "flusher.h"

namespace sluice {

class EngineCore;

// Equal to `SegmentEvent` and `SegmentFailure` in native/index.ts.
enum class SegmentEvent : int32_t {
  room = 1,
  synced = 2,
  failed = 3,
  sealed = 4,
  warm = 5,
  unlinked = 6,
  no_space = 7
};
enum class SegmentFailure : int32_t { create = 1, allocate = 2, sync = 3, copy = 4, open = 5, seal = 6 };

struct SegmentOptions {
  std::string path;
  int64_t size_bytes = 0;
  bool mapped = false;  // mode mmap; else pwrite
  int64_t window_bytes = 0;
  int64_t step_first_bytes = 0;
  int64_t step_most_bytes = 0;
  // Of a resumed segment:
  bool resumed = false;
  int64_t position = 0;
  uint32_t headers_crc = 0;
};

struct AppendFacts {
  int64_t position, end_position, end_offset, batches, max_timestamp;
  uint32_t headers_crc;
};

struct WalkFacts {
  int64_t position;
  batch::Header header;
};

class Segment : public std::enable_shared_from_this<Segment> {
 public:
  Segment(std::shared_ptr<EngineCore> engine, double id, SegmentOptions options);
  static std::shared_ptr<Segment> sealed(std::shared_ptr<EngineCore> engine, double id, std::string path,
                                         int64_t size);
  ~Segment();
  Segment(const Segment&) = delete;
  Segment& operator=(const Segment&) = delete;

  double id() const { return id_; }
  int64_t position() const { return position_.load(std::memory_order_acquire); }
  int64_t durable() const { return durable_.load(std::memory_order_acquire); }
  int64_t allocated() const { return allocated_.load(std::memory_order_acquire); }
  std::shared_ptr<File> file() const;  // null while not open

  // Asks the warmer to make the file; a `sealed` one needs none.
  void begin() { ask_warmer(); }

  // JavaScript thread; what they do is told in index.ts.
  Verdict append(const uint8_t* data, int64_t length, int64_t base_offset, int32_t leader_epoch,
                 int64_t most_bytes, AppendFacts& facts);
  Verdict walk(int64_t from, int64_t limit, int64_t stop_offset, int64_t stop_position, WalkFacts& facts);
  void warm(int64_t position, int64_t length, double token);
  void sync(bool waiting);
  void seal();
  void unlink();
  void close();

  // The engine is going: no append from now on (JavaScript thread); then, all threads joined, let go of everything.
  void refuse();
  void let_go();

  // Warmer thread.
  void prepare();
  bool take_warmer_request() { return warmer_asked_.exchange(false, std::memory_order_acq_rel); }

  // Flusher thread.
  void flush();
  FlushTicket flush_ticket;  // the flusher's own

 private:
  enum class State { creating, open, sealing, sealed, failed };
  enum Wish : unsigned { kSync = 1, kSeal = 2, kClose = 4 };
  static constexpr int64_t kPageBytes = 4096;
  static constexpr int64_t kStepGrowth =
      4;  // from one allocation to the next: few calls on the way, little for an idle log

  // segment.cc
  Verdict check_all(const uint8_t* data, int64_t length, int64_t most_bytes, int64_t* batches) const;
  Verdict store_mapped(const uint8_t* data, int64_t length, AppendFacts& facts, int32_t leader_epoch);
  Verdict store_written(const uint8_t* data, int64_t length, AppendFacts& facts, int32_t leader_epoch);
  Verdict ask_for_room(int64_t needed);
  void ask_ahead();
  void ask_warmer();
  void wish(unsigned wishes, bool waiting);

  // segment_disk.cc
  void create();
  int open_new();
  int open_resumed();
  int map();
  void grow();
  int allocate(int64_t from, int64_t to);
  void populate();
  bool sync_now(bool wanted);
  void seal_now();
  void retire();
  void unmap();
  void bring_in(int64_t position, int64_t length, double token);
  int open_sealed(std::shared_ptr<File>* file);
  int remove() const;

  void fail(int error, SegmentFailure what);
  void tell(SegmentEvent event, double a, double b = 0) const;
  void set_file(std::shared_ptr<File> file);

  const std::shared_ptr<EngineCore> engine_;
  const double id_;
  const SegmentOptions options_;
  std::atomic<State> state_{State::creating};
  std::atomic<bool> created_{false};  // by prepare(); file and mapping are there, or the creation failed
  std::atomic<bool> quiet_{false};    // closed: no events
  std::atomic<int64_t> position_{0}, durable_{0}, allocated_{0};
  std::atomic<unsigned> wishes_{0};
  uint32_t headers_crc_ = 0;  // JavaScript thread

  mutable std::mutex file_mutex_;
  std::shared_ptr<File> file_;
  std::atomic<uint8_t*> base_{nullptr};
  bool directory_synced_ = false;  // flusher
  std::atomic<bool> unlink_when_created_{false};

  // Between append and warmer.
  std::atomic<bool> warmer_asked_{false};
  std::atomic<bool> told_later_{false};
  std::atomic<int64_t> needed_{0};
  std::atomic<int64_t> populated_{0};
  std::atomic<int64_t> grow_at_{0};  // the position from which the next step should be under way

  std::mutex warm_mutex_;  // guards what follows
  bool retired_ = false;
  int64_t next_step_ = 0;
  bool can_populate_ = true;
  std::chrono::steady_clock::time_point grow_again_at_{};  // after a failed step ahead of need
};

}  // namespace sluice
