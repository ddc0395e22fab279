// One network thread: an epoll loop over its connections; the first one has the listeners too and hands new connections
// to all threads in turn. Decides nothing: it reads frames, sends what it is told, and keeps the deadlines.
// Owns: the epoll descriptor, its connections, its listeners, a spare descriptor for the day when there is no other.
// Everything here runs on that thread, except the constructor, stop_now() and join().
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "connection.h"
#include "listener.h"

namespace sluice {

class NetworkThread {
 public:
  // What all threads of a network are given.
  struct Shared {
    NetworkLimits limits;
    NetworkTotals totals;
    std::shared_ptr<FrameMemory> memory;
    std::shared_ptr<ColdReaders> cold_readers;
    std::vector<std::shared_ptr<CommandQueue>> queues;        // by thread
    std::function<void(std::vector<NetworkEvent>&)> publish;  // takes the events
    std::function<void()> ended;                              // the last thing a thread does
  };

  NetworkThread(uint32_t index, Shared& shared);
  ~NetworkThread();
  NetworkThread(const NetworkThread&) = delete;
  NetworkThread& operator=(const NetworkThread&) = delete;

  void start();
  void stop_now();  // any thread: closes everything, tells nobody
  void join();

 private:
  struct Slot {
    std::unique_ptr<Connection> connection;
    uint32_t generation = 1;
  };

  void run();
  bool over();
  int wait_ms() const;
  void on_event(uint64_t what, uint32_t events);
  void obey(Command& command);
  void serve_ready();
  void expire();
  void publish();
  void free_closed();
  void close_all(CloseReason reason);

  Connection* find(uint64_t number);
  void accept(Listener& listener);
  void place(int socket, uint64_t listener, std::string peer);
  void adopt(int socket, uint64_t listener, std::string peer);
  bool shed(Listener& listener);
  void watch_listeners(bool on);

  const uint32_t index_;
  Shared& shared_;
  std::shared_ptr<CommandQueue> commands_;
  ThreadContext context_;
  std::vector<Slot> slots_;
  std::vector<uint32_t> free_slots_;
  size_t open_ = 0;
  std::vector<std::shared_ptr<Listener>> listeners_;
  uint32_t next_thread_ = 0;
  int spare_descriptor_ = -1;
  int64_t accept_again_ms_ = Deadlines::kNever;  // accepting failed for want of memory or descriptors
  int64_t shut_down_until_ms_ = Deadlines::kNever;
  std::atomic<bool> stop_now_{false};
  std::thread thread_;
};

int64_t monotonic_ms();

}  // namespace sluice
