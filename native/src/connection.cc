#include "connection.h"

#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cassert>
#include <cerrno>
#include <utility>

namespace sluice {

namespace {

// What one connection may read, and send, before the others get their turn.
constexpr size_t kReadTurnBytes = 1024 * 1024;
constexpr int64_t kSendTurnBytes = 256 * 1024;

}  // namespace

Connection::Connection(uint64_t number, int socket, ThreadContext& context)
    : number_(number), socket_(socket), context_(context) {
  hello_.connection = frame_.connection = progress_.connection = linger_.connection = number;
  context_.hello.start(hello_, context_.now_ms);
  epoll_event event{};
  event.events = watched_ = EPOLLIN;
  event.data.u64 = number_;
  if (epoll_ctl(context_.epoll, EPOLL_CTL_ADD, socket_, &event) != 0) close(CloseReason::error, errno, true);
}

Connection::~Connection() { assert(closed()); }

void Connection::watch(uint32_t events) {
  if (closed() || hung_up_ || events == watched_) return;
  epoll_event event{};
  event.events = watched_ = events;
  event.data.u64 = number_;
  epoll_ctl(context_.epoll, EPOLL_CTL_MOD, socket_, &event);
}

void Connection::become_ready() {
  if (ready_) return;
  ready_ = true;
  context_.ready.push_back(number_);
}

void Connection::on_socket(uint32_t events) {
  if (closed()) return;
  if (events & EPOLLERR) {
    int error = 0;
    socklen_t length = sizeof error;
    getsockopt(socket_, SOL_SOCKET, SO_ERROR, &error, &length);
    if (error != 0) return on_socket_error(error);
  }
  if (state_ == State::lingering) return discard();
  if (events & EPOLLOUT) flush();
  if (closed() || !(events & (EPOLLIN | EPOLLHUP))) return;
  if (may_read()) return read();
  if (events & EPOLLHUP) {
    // Nobody is there to take an answer. What was sent before is still read, when there is room again.
    if (peer_ended_ || state_ != State::open) return close(CloseReason::peer, 0, false);
    epoll_ctl(context_.epoll, EPOLL_CTL_DEL, socket_, nullptr);
    hung_up_ = true;
    paused_ = !peer_ended_ && !invalid_;
    return;
  }
  paused_ = true;
  watch(watched_ & ~uint32_t(EPOLLIN));
}

void Connection::on_ready() {
  ready_ = false;
  if (closed()) return;
  bool reads = std::exchange(read_ready_, false);
  if (!outbox_.empty()) flush();
  if (closed() || !reads) return;
  if (may_read()) return read();
  // What was queued meanwhile stands against it: to be resumed once more, or the stash would lie for ever.
  paused_ = true;
}

// One until it is admitted: a client may send more behind its first frame without waiting, and is not judged by the limits
// of an unknown peer for that.
uint32_t Connection::frames_allowed() const {
  return reader_.admitted() ? context_.limits.frames_in_flight_max : 1;
}

bool Connection::may_read() const {
  return state_ == State::open && !peer_ended_ && !invalid_ && !reader_.waits_for_budget() &&
         frames_in_flight_ < frames_allowed() && outbox_.queued_bytes() <= context_.limits.outbox_bytes_max;
}

void Connection::read() {
  size_t turn = 0;
  ReadStep step = ReadStep::more;
  while (step == ReadStep::more && turn < kReadTurnBytes) {
    if (!may_read()) {
      step = ReadStep::room;
      break;
    }
    ReadContext read_context{context_.limits, context_.memory, context_.scratch, context_.frames};
    size_t received = 0;
    size_t room = frames_allowed() - frames_in_flight_;
    step = reader_.read(socket_, number_, room, read_context, &received);
    int error = errno;
    turn += received;
    context_.totals.bytes_in.fetch_add(received, std::memory_order_relaxed);
    take_frames();
    after_read(step, error);
    if (closed()) return;
  }
  if (step == ReadStep::room || step == ReadStep::budget) paused_ = true;
  // Nobody tells of a hung-up socket any more: it is read until its end, which it has (a hung-up one never says EAGAIN).
  if ((step == ReadStep::more || step == ReadStep::drained) && hung_up_) {
    read_ready_ = true;
    become_ready();
  }
  note_frame_deadline();
}

void Connection::take_frames() {
  for (auto& frame : context_.frames) {
    frame->connection = number_;
    frames_in_flight_++;
    context_.events.push_back({NetworkEvent::Kind::frame, number_, std::move(frame), 0, 0, {}});
  }
  context_.totals.frames_in.fetch_add(context_.frames.size(), std::memory_order_relaxed);
  context_.frames.clear();
}

void Connection::after_read(ReadStep step, int error) {
  if (step == ReadStep::failed) return on_socket_error(error);
  if (step == ReadStep::invalid) return on_invalid();
  if (step != ReadStep::ended) return;
  peer_ended_ = true;
  reader_.drop(*context_.memory);  // half a frame
  watch(watched_ & ~uint32_t(EPOLLIN));
  close_when_served();
  if (!closed()) context_.events.push_back({NetworkEvent::Kind::end, number_, nullptr, 0, 0, {}});
}

void Connection::on_invalid() {
  invalid_ = true;
  close_reason_ =
      reader_.too_large(context_.limits) ? CloseReason::frame_too_large : CloseReason::frame_length;
  reader_.drop(*context_.memory);
  if (!context_.limits.tells_invalid) return close(close_reason_, 0, true);
  watch(watched_ & ~uint32_t(EPOLLIN));
  context_.hello.stop(hello_);
  context_.frame.start(frame_, context_.now_ms);  // until then JavaScript has answered and closed
  context_.events.push_back({NetworkEvent::Kind::invalid, number_, nullptr, int64_t(close_reason_), 0, {}});
}

// A frame is due so long after its first byte; not while we are the ones who do not read.
void Connection::note_frame_deadline() {
  if (invalid_) return;
  if (!reader_.in_frame() || (!may_read() && !reader_.waits_for_budget())) {
    deadline_of_frame_ = 0;
    return context_.frame.stop(frame_);
  }
  if (deadline_of_frame_ == reader_.frames_started()) return;
  deadline_of_frame_ = reader_.frames_started();
  context_.frame.start(frame_, context_.now_ms);
}

void Connection::resume_reading() {
  if (!paused_ || !may_read()) return;
  paused_ = false;
  read_ready_ = true;
  watch(watched_ | EPOLLIN);
  become_ready();
}

void Connection::on_send(Command& command) {
  if (state_ == State::open || state_ == State::draining) {
    outbox_.add_bytes(command.bytes.data(), command.bytes.size());
    for (FileRange& range : command.ranges) outbox_.add_range(std::move(range), context_.limits);
    become_ready();
  }
  on_frames_ended(uint32_t(command.value));
}

void Connection::on_frames_ended(uint32_t count) {
  assert(count <= frames_in_flight_);
  frames_in_flight_ -= count;
  if (closed()) return;
  resume_reading();
  close_when_served();
}

void Connection::on_granted(Charge charge) {
  if (closed() || !reader_.waits_for_budget()) return context_.memory->account.release(charge);
  ReadContext read_context{context_.limits, context_.memory, context_.scratch, context_.frames};
  if (!reader_.granted(charge, read_context)) return close(CloseReason::error, ENOMEM, true);
  take_frames();
  paused_ = true;
  resume_reading();
  note_frame_deadline();  // perhaps it is us now: frames in flight, or the outbox
}

void Connection::admit() {
  reader_.admit();
  context_.hello.stop(hello_);
  resume_reading();
}

void Connection::flush() {
  if (cold_ || outbox_.empty() || (state_ != State::open && state_ != State::draining)) return;
  int64_t sent = 0;
  FlushStep step = outbox_.flush(socket_, kSendTurnBytes, context_.limits, context_.totals, &sent);
  switch (step) {
    case FlushStep::truncated:
      return close(CloseReason::range, 0, true);
    case FlushStep::failed:
      return on_socket_error(errno);
    case FlushStep::blocked:
      if (sent > 0 || !progress_.running()) context_.progress.start(progress_, context_.now_ms);
      watch(watched_ | EPOLLOUT);
      break;
    case FlushStep::yielded:
      context_.progress.start(progress_, context_.now_ms);
      become_ready();
      break;
    case FlushStep::cold: {
      cold_ = true;
      context_.progress.stop(progress_);  // it is us it waits for
      FileRange range = outbox_.cold_range(context_.limits);
      context_.cold_readers->bring_in(
          range.file, range.position, range.length,
          [commands = context_.commands, number = number_](int error) {
            commands->push({.kind = Command::Kind::warmed, .connection = number, .value = error});
          });
      break;
    }
    case FlushStep::empty:
      context_.progress.stop(progress_);
      if (state_ == State::draining) return linger();
      break;
  }
  if (step != FlushStep::blocked) watch(watched_ & ~uint32_t(EPOLLOUT));
  resume_reading();
  close_when_served();
}

void Connection::on_warmed(int error) {
  if (closed() || !cold_) return;
  cold_ = false;
  if (error != 0) return close(CloseReason::range, error, true);
  outbox_.warmed(context_.limits);
  become_ready();
}

void Connection::drain_and_close(CloseReason reason) {
  if (state_ != State::open) return;
  state_ = State::draining;
  if (!invalid_) close_reason_ = reason;
  context_.hello.stop(hello_);
  context_.frame.stop(frame_);
  reader_.drop(*context_.memory);
  watch(watched_ & ~uint32_t(EPOLLIN));
  if (outbox_.empty()) return linger();
  become_ready();
}

void Connection::linger() {
  state_ = State::lingering;
  shutdown(socket_, SHUT_WR);
  if (peer_ended_ || hung_up_) return close(close_reason_, 0, false);
  context_.linger.start(linger_, context_.now_ms);
  watch(EPOLLIN);
  discard();
}

void Connection::discard() {
  for (int round = 0; round < 16; round++) {
    ssize_t got = recv(socket_, context_.scratch.data(), context_.scratch.size(), MSG_DONTWAIT);
    if (got > 0 || (got < 0 && errno == EINTR)) continue;
    if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return;
    return close(close_reason_, 0, false);
  }
}

void Connection::close_when_served() {
  if (state_ == State::open && peer_ended_ && frames_in_flight_ == 0 && outbox_.empty())
    close(CloseReason::peer, 0, false);
}

void Connection::on_socket_error(int error) {
  if (state_ == State::lingering) return close(close_reason_, 0, false);
  bool gone = error == ECONNRESET || error == EPIPE;
  close(gone ? CloseReason::peer : CloseReason::error, error, false);
}

void Connection::close(CloseReason reason, int error, bool reset) {
  if (closed()) return;
  state_ = State::closed;
  for (DeadlineLink* link : {&hello_, &frame_, &progress_, &linger_}) Deadlines::stop(*link);
  reader_.drop(*context_.memory);
  outbox_.clear();
  if (reset) {
    struct linger at_once{1, 0};
    setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  }
  ::close(socket_);
  context_.events.push_back({NetworkEvent::Kind::close, number_, nullptr, int64_t(reason), error, {}});
  context_.closed.push_back(number_);
}

}  // namespace sluice
