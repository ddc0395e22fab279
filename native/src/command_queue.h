// What one network thread is told to do: by the JavaScript thread, by the account (a grant), by a cold reader, or by
// another network thread. Kept by std::shared_ptr, so that a late grant or read finds a queue and not a hole.
// Owns: the commands not taken yet, and the eventfd that wakes the thread: written once for any number of commands.
// push(): any thread. take(): the network thread.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "account.h"
#include "listener.h"
#include "outbox.h"

namespace sluice {

struct Command {
  enum class Kind {
    send,         // bytes, ranges; value: frames ended by it (0 or 1)
    frame_ended,  // value frames of the connection
    admit,
    close,           // value: 1 graceful, 0 reset
    granted,         // charge
    warmed,          // value: errno or 0
    adopt,           // value: descriptor, text: peer, connection: number of the listener
    listen,          // listener
    close_listener,  // connection: number of the listener
    shut_down,       // value: until when outboxes may drain, in ms of the monotonic clock
  };
  Kind kind;
  uint64_t connection = 0;
  int64_t value = 0;
  std::vector<uint8_t> bytes = {};
  std::vector<FileRange> ranges = {};
  Charge charge = {};
  std::string text = {};
  std::shared_ptr<Listener> listener = {};
};

class CommandQueue {
 public:
  CommandQueue();
  ~CommandQueue();
  CommandQueue(const CommandQueue&) = delete;
  CommandQueue& operator=(const CommandQueue&) = delete;

  void push(Command command);
  // Without waking the thread. False: it was woken before, or is awake, and comes for this one as well.
  [[nodiscard]] bool push_quietly(Command command);
  void wake();
  std::vector<Command> take();
  int descriptor() const { return descriptor_; }  // readable, edge by edge, after push() or wake()

 private:
  int descriptor_;
  std::mutex mutex_;  // guards what follows
  std::vector<Command> commands_;
  bool quiet_ = false;  // the thread was not woken for them
};

}  // namespace sluice
