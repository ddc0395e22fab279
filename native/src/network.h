// The JavaScript thread's side of the sockets: which connections JavaScript knows, which frames each has open, and the
// queue of what happened. Says no word of N-API (glue_network.cc does) and moves no payload byte.
// Owns: the network threads, the account and the pool of frame memory, the events not taken yet.
// Thread: JavaScript, except publish() and thread_ended(), which the network threads call.
// A connection is gone for JavaScript with its close event, and its frames end right before; what is sent to it between
// the real close and the event is dropped by the network thread.
#pragma once

#include <atomic>
#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "network_thread.h"

namespace sluice {

class Network {
 public:
  enum class Sent { queued, gone, frame_ended, frame_of_another };

  // wake: any thread; a drain of the events is wanted.
  Network(const NetworkLimits& limits, std::shared_ptr<ColdReaders> cold_readers,
          std::shared_ptr<FrameTable> frames, std::function<void()> wake);
  ~Network();
  Network(const Network&) = delete;
  Network& operator=(const Network&) = delete;

  void listen(std::shared_ptr<Listener> listener);  // gives it its number
  void close_listener(uint64_t number);
  Sent send(uint64_t connection, const uint8_t* head, size_t head_bytes, std::vector<FileRange> ranges,
            double frame);
  bool end_frame(double frame);  // false: it has ended before
  void admit(uint64_t connection);
  void close_connection(uint64_t connection, bool graceful);

  // The next event, in order; null: none now. Stays the next until drop_event().
  NetworkEvent* next_event();
  // Makes it true for JavaScript: a frame gets its number, a close ends the frames of its connection.
  void apply(NetworkEvent& event);
  void drop_event() { taken_.pop_front(); }

  // Between the two, JavaScript answers many requests in one turn: the network threads are woken once for all of them, or, while
  // the turn lasts, with the next answer after kHoldTime. Woken for each, they would send each answer alone.
  void begin_turn() { in_turn_ = true; }
  void end_turn();

  void begin_close(
      int64_t deadline_ms);  // the threads end by themselves; then ended() is true and wake was called
  bool ended() const { return threads_running_.load() == 0; }
  bool closing() const { return closing_; }
  void join();      // once ended()
  void stop_now();  // teardown: no event follows

  const NetworkLimits& limits() const { return shared_.limits; }
  const NetworkTotals& totals() const { return shared_.totals; }
  const Account& account() const { return shared_.memory->account; }
  size_t frames_open() const { return frames_open_; }

 private:
  struct Peer {
    uint64_t connection = 0;  // 0: none in this slot
    bool closing = false;     // JavaScript has closed it: nothing more is sent
    Frame* frames = nullptr;
  };

  static constexpr std::chrono::microseconds kHoldTime{100};

  Peer* find(uint64_t connection);
  void tell(uint64_t connection, Command command);
  void wake_held();
  void publish(std::vector<NetworkEvent>& events);
  void thread_ended();
  Frame* own_frame(double number) const;
  void end(Frame* frame);
  void wake_once(std::unique_lock<std::mutex>& lock);

  NetworkThread::Shared shared_;
  const std::shared_ptr<FrameTable> frames_;
  const std::function<void()> wake_;
  std::vector<std::unique_ptr<NetworkThread>> threads_;
  std::atomic<uint32_t> threads_running_{0};
  std::atomic<bool> silent_{false};
  bool closing_ = false;
  bool in_turn_ = false;
  std::vector<CommandQueue*> held_;  // have commands that their threads do not know of
  std::chrono::steady_clock::time_point held_since_;
  uint64_t next_listener_ = 1;
  std::vector<Peer> peers_;  // by slot
  size_t frames_open_ = 0;
  std::deque<NetworkEvent> taken_;

  std::mutex mutex_;  // guards what follows
  std::deque<NetworkEvent> arrived_;
  bool woken_ = false;
};

}  // namespace sluice
