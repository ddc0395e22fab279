// One peer: its socket, what is read from it and what is sent to it.
// Owns: the descriptor (nobody else reads, writes or closes it), the reader, the outbox.
// Thread: its network thread, the only one that ever sees it; everybody else says its number, which a reader of this
// file may trust to be refused once the connection is gone.
//
//   open ──close(graceful)──▶ draining ──outbox empty: FIN──▶ lingering ──peer's FIN, or a second──▶ closed
//   Any state goes to closed by a reset of the peer, an error, a deadline, or close(reset).
//   Lingering throws away what still comes in: closing at once would answer it with a reset, and the peer's kernel would
//   drop our last answer with it.
//   The peer's FIN while open: complete frames are still served, then closed. Over TCP a FIN does not tell a client that
//   has sent its last request from one that was killed: until their answers are sent the frames of both stay, within
//   frames_in_flight_max and the account. So JavaScript hears of it and may answer what waits (a long poll). A reset is
//   taken at once, and so is the end of a Unix client, where the kernel tells the two apart.
//   The peer is not read while: too many frames wait for their end, the outbox is over its bound, or the account is full.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "cold_readers.h"
#include "command_queue.h"
#include "deadlines.h"
#include "frame_reader.h"
#include "outbox.h"

namespace sluice {

// Something JavaScript hears of, in order per connection.
struct NetworkEvent {
  enum class Kind : int { accept = 1, frame = 2, invalid = 3, close = 4, end = 5 };
  Kind kind;
  uint64_t connection;
  std::unique_ptr<Frame> frame;
  int64_t value = 0;  // accept: listener; invalid, close: CloseReason
  int error = 0;      // close: errno
  std::string text;   // accept: peer
};

// What the connections of one network thread share.
struct ThreadContext {
  const NetworkLimits& limits;
  NetworkTotals& totals;
  std::shared_ptr<FrameMemory> memory;
  std::shared_ptr<ColdReaders> cold_readers;
  std::shared_ptr<CommandQueue> commands;
  int epoll;
  int64_t now_ms;
  Deadlines hello, frame, progress, linger;
  std::vector<uint8_t> scratch;
  std::vector<std::unique_ptr<Frame>> frames;  // of the read under way
  std::vector<NetworkEvent> events;
  std::vector<uint64_t> ready;   // connections that have something to do without the socket saying so
  std::vector<uint64_t> closed;  // slots to free when nobody holds a pointer any more
};

class Connection {
 public:
  Connection(uint64_t number, int socket, ThreadContext& context);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  void on_socket(uint32_t events);  // from epoll
  void on_ready();                  // from the ready list
  void on_send(Command& command);
  void on_frames_ended(uint32_t count);
  void on_granted(Charge charge);
  void on_warmed(int error);
  void admit();
  void drain_and_close(CloseReason reason);
  void close(CloseReason reason, int error, bool reset);

  bool closed() const { return state_ == State::closed; }
  CloseReason frame_deadline_reason() const { return invalid_ ? close_reason_ : CloseReason::frame_deadline; }
  CloseReason close_reason() const { return close_reason_; }

 private:
  enum class State : uint8_t { open, draining, lingering, closed };

  uint32_t frames_allowed() const;
  bool may_read() const;
  void read();
  void take_frames();
  void after_read(ReadStep step, int error);
  void resume_reading();
  void on_invalid();
  void discard();
  void flush();
  void linger();
  void close_when_served();
  void note_frame_deadline();
  void watch(uint32_t events);
  void on_socket_error(int error);
  void become_ready();

  const uint64_t number_;
  const int socket_;
  ThreadContext& context_;
  FrameReader reader_;
  Outbox outbox_;
  State state_ = State::open;
  bool peer_ended_ = false;  // its FIN was read
  bool invalid_ = false;     // it broke the rules of lengths; JavaScript may answer
  bool cold_ = false;        // a cold reader brings in the first range
  bool ready_ = false;       // in the ready list
  bool read_ready_ = false;  // ... to read, not only to send
  bool paused_ = false;      // reading stopped for our reasons, not the socket's
  bool hung_up_ = false;     // epoll would report the hang-up for ever: not watched any more
  CloseReason close_reason_ = CloseReason::local;
  uint32_t frames_in_flight_ = 0;
  uint32_t watched_ = 0;  // what epoll watches
  uint64_t deadline_of_frame_ = 0;
  DeadlineLink hello_, frame_, progress_, linger_;
};

}  // namespace sluice
