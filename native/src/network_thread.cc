#include "network_thread.h"

#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cassert>
#include <cerrno>
#include <system_error>
#include <utility>

#include "handle.h"
#include "thread_start.h"

namespace sluice {

namespace {

constexpr size_t kScratchBytes = 64 * 1024;
constexpr int kEventsMost = 256;
constexpr int kAcceptsPerTurn = 64;
constexpr int64_t kAcceptPauseMs = 100;
constexpr int64_t kLingerMs = 1000;

// epoll's words: a connection's number, or one of these.
constexpr uint64_t kCommands = uint64_t(1) << 63;
constexpr uint64_t kListener = uint64_t(1) << 62;

int new_epoll() {
  int descriptor = epoll_create1(EPOLL_CLOEXEC);
  if (descriptor < 0) throw std::system_error(errno, std::generic_category(), "epoll_create1");
  return descriptor;
}

int new_spare() { return open("/dev/null", O_RDONLY | O_CLOEXEC); }

}  // namespace

int64_t monotonic_ms() {
  timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return int64_t(now.tv_sec) * 1000 + now.tv_nsec / 1000000;
}

NetworkThread::NetworkThread(uint32_t index, Shared& shared)
    : index_(index),
      shared_(shared),
      commands_(shared.queues[index]),
      context_{.limits = shared.limits,
               .totals = shared.totals,
               .memory = shared.memory,
               .cold_readers = shared.cold_readers,
               .commands = commands_,
               .epoll = new_epoll(),
               .now_ms = monotonic_ms(),
               .hello = Deadlines(shared.limits.hello_deadline_ms),
               .frame = Deadlines(shared.limits.frame_deadline_ms),
               .progress = Deadlines(shared.limits.progress_deadline_ms),
               .linger = Deadlines(kLingerMs),
               .scratch = std::vector<uint8_t>(kScratchBytes),
               .frames = {},
               .events = {},
               .ready = {},
               .closed = {}} {
  epoll_event event{};
  event.events = EPOLLIN | EPOLLET;
  event.data.u64 = kCommands;
  epoll_ctl(context_.epoll, EPOLL_CTL_ADD, commands_->descriptor(), &event);
  if (index == 0) spare_descriptor_ = new_spare();
}

NetworkThread::~NetworkThread() {
  assert(!thread_.joinable());
  close(context_.epoll);
  if (spare_descriptor_ >= 0) close(spare_descriptor_);
}

void NetworkThread::start() {
  thread_ = std::thread([this] { run(); });
}

void NetworkThread::stop_now() {
  stop_now_.store(true);
  commands_->wake();
}

void NetworkThread::join() {
  if (thread_.joinable()) thread_.join();
}

void NetworkThread::run() {
  start_thread("sluice-network");  // a broken pipe is an errno here
  epoll_event events[kEventsMost];
  while (!over()) {
    int count = epoll_wait(context_.epoll, events, kEventsMost, wait_ms());
    context_.now_ms = monotonic_ms();
    for (int i = 0; i < count; i++) on_event(events[i].data.u64, events[i].events);
    for (Command& command : commands_->take()) obey(command);
    serve_ready();
    expire();
    publish();
    free_closed();
  }
  close_all(CloseReason::shutdown);
  listeners_.clear();
  publish();
  free_closed();
  shared_.ended();
}

bool NetworkThread::over() {
  if (stop_now_.load()) return true;
  if (shut_down_until_ms_ == Deadlines::kNever) return false;
  return open_ == 0 || context_.now_ms >= shut_down_until_ms_;
}

int NetworkThread::wait_ms() const {
  if (!context_.ready.empty()) return 0;
  int64_t due =
      std::min({context_.hello.next_due_ms(), context_.frame.next_due_ms(), context_.progress.next_due_ms(),
                context_.linger.next_due_ms(), accept_again_ms_, shut_down_until_ms_});
  if (due == Deadlines::kNever) return -1;
  return int(std::clamp<int64_t>(due - context_.now_ms, 0, 60'000));
}

void NetworkThread::on_event(uint64_t what, uint32_t events) {
  if (what == kCommands) return;  // taken after the sockets, in every turn
  if (what & kListener) {
    for (auto& listener : listeners_)
      if (listener->number == (what & ~kListener)) return accept(*listener);
    return;
  }
  Connection* connection = find(what);
  if (connection == nullptr) return;
  connection->on_socket(events);
  publish();
}

Connection* NetworkThread::find(uint64_t number) {
  uint32_t local = slot_of(number) / shared_.limits.threads;
  if (local >= slots_.size()) return nullptr;
  Slot& slot = slots_[local];
  return slot.generation == generation_of(number) ? slot.connection.get() : nullptr;
}

void NetworkThread::obey(Command& command) {
  switch (command.kind) {
    case Command::Kind::adopt:
      return adopt(int(command.value), command.connection, std::move(command.text));
    case Command::Kind::listen: {
      listeners_.push_back(command.listener);
      return watch_listeners(true);
    }
    case Command::Kind::close_listener:
      std::erase_if(listeners_, [&](auto& listener) { return listener->number == command.connection; });
      return;
    case Command::Kind::shut_down:
      listeners_.clear();
      shut_down_until_ms_ = command.value;
      for (Slot& slot : slots_)
        if (slot.connection) slot.connection->drain_and_close(CloseReason::shutdown);
      return;
    default:
      break;
  }
  Connection* connection = find(command.connection);
  if (connection == nullptr) {
    if (command.kind == Command::Kind::granted) shared_.memory->account.release(command.charge);
    return;
  }
  switch (command.kind) {
    case Command::Kind::send:
      return connection->on_send(command);
    case Command::Kind::frame_ended:
      return connection->on_frames_ended(uint32_t(command.value));
    case Command::Kind::admit:
      return connection->admit();
    case Command::Kind::granted:
      return connection->on_granted(command.charge);
    case Command::Kind::warmed:
      return connection->on_warmed(int(command.value));
    case Command::Kind::close:
      if (command.value != 0) return connection->drain_and_close(CloseReason::local);
      return connection->close(CloseReason::local, 0, true);
    default:
      assert(false);
  }
}

// Whoever becomes ready meanwhile has its turn after the sockets were asked again.
void NetworkThread::serve_ready() {
  std::vector<uint64_t> ready;
  ready.swap(context_.ready);
  for (uint64_t number : ready)
    if (Connection* connection = find(number)) connection->on_ready();
}

void NetworkThread::expire() {
  int64_t now = context_.now_ms;
  while (uint64_t number = context_.hello.take_due(now)) find(number)->close(CloseReason::idle, 0, true);
  while (uint64_t number = context_.frame.take_due(now))
    find(number)->close(find(number)->frame_deadline_reason(), 0, true);
  while (uint64_t number = context_.progress.take_due(now))
    find(number)->close(CloseReason::progress_deadline, 0, true);
  while (uint64_t number = context_.linger.take_due(now))
    find(number)->close(find(number)->close_reason(), 0, false);
  if (accept_again_ms_ <= now) watch_listeners(true);
}

void NetworkThread::publish() {
  if (!context_.events.empty()) shared_.publish(context_.events);
}

void NetworkThread::free_closed() {
  for (uint64_t number : context_.closed) {
    uint32_t local = slot_of(number) / shared_.limits.threads;
    slots_[local].connection.reset();
    slots_[local].generation = next_generation(slots_[local].generation);
    free_slots_.push_back(local);
    open_--;
  }
  context_.closed.clear();
}

void NetworkThread::close_all(CloseReason reason) {
  for (Slot& slot : slots_)
    if (slot.connection) slot.connection->close(reason, 0, true);
}

void NetworkThread::accept(Listener& listener) {
  for (int i = 0; i < kAcceptsPerTurn; i++) {
    std::string peer;
    int socket = accept_from(listener, &peer);
    if (socket >= 0) {
      place(socket, listener.number, std::move(peer));
      continue;
    }
    switch (errno) {
      case EAGAIN:
        return;
      case EMFILE:
      case ENFILE:
        if (shed(listener)) continue;
        return watch_listeners(false);
      case ENOBUFS:
      case ENOMEM:
        return watch_listeners(false);
      default:
        continue;  // the connection was gone before it was accepted
    }
  }
}

void NetworkThread::place(int socket, uint64_t listener, std::string peer) {
  if (shared_.totals.connections.fetch_add(1) >= shared_.limits.connections_max) {
    shared_.totals.connections.fetch_sub(1);
    shared_.totals.refused.fetch_add(1);
    close(socket);
    return;
  }
  shared_.totals.accepted.fetch_add(1);
  uint32_t thread = next_thread_++ % shared_.limits.threads;
  if (thread == index_) return adopt(socket, listener, std::move(peer));
  shared_.queues[thread]->push(
      {.kind = Command::Kind::adopt, .connection = listener, .value = socket, .text = std::move(peer)});
}

void NetworkThread::adopt(int socket, uint64_t listener, std::string peer) {
  uint32_t local;
  if (free_slots_.empty()) {
    local = uint32_t(slots_.size());
    slots_.emplace_back();
  } else {
    local = free_slots_.back();
    free_slots_.pop_back();
  }
  Slot& slot = slots_[local];
  uint64_t number = handle_of(local * shared_.limits.threads + index_, slot.generation);
  open_++;
  context_.events.push_back(
      {NetworkEvent::Kind::accept, number, nullptr, int64_t(listener), 0, std::move(peer)});
  slot.connection = std::make_unique<Connection>(number, socket, context_);
  if (shut_down_until_ms_ != Deadlines::kNever) slot.connection->close(CloseReason::shutdown, 0, true);
}

// No descriptor is left: give up the spare one to take a connection and close it, so that its client hears something and
// epoll does not report it for ever.
bool NetworkThread::shed(Listener& listener) {
  if (spare_descriptor_ < 0) spare_descriptor_ = new_spare();
  if (spare_descriptor_ < 0) return false;
  close(spare_descriptor_);
  std::string peer;
  int socket = accept_from(listener, &peer);
  if (socket >= 0) {
    shared_.totals.refused.fetch_add(1);
    close(socket);
  }
  spare_descriptor_ = new_spare();
  return socket >= 0;
}

void NetworkThread::watch_listeners(bool on) {
  accept_again_ms_ = on ? Deadlines::kNever : context_.now_ms + kAcceptPauseMs;
  for (auto& listener : listeners_) {
    epoll_event event{};
    event.events = on ? uint32_t(EPOLLIN) : 0;
    event.data.u64 = kListener | listener->number;
    if (epoll_ctl(context_.epoll, EPOLL_CTL_MOD, listener->descriptor(), &event) != 0 && errno == ENOENT)
      epoll_ctl(context_.epoll, EPOLL_CTL_ADD, listener->descriptor(), &event);
  }
}

}  // namespace sluice
