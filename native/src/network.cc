#include "network.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "handle.h"

namespace sluice {

namespace {

constexpr size_t kKeepBytesMost = 32 * 1024 * 1024;  // free blocks kept for the next frames

}  // namespace

Network::Network(const NetworkLimits& limits, std::shared_ptr<ColdReaders> cold_readers,
                 std::shared_ptr<FrameTable> frames, std::function<void()> wake)
    : shared_{.limits = limits,
              .totals = {},
              .memory = std::make_shared<FrameMemory>(
                  limits.account, std::min(kKeepBytesMost, size_t(limits.account.budget_bytes))),
              .cold_readers = std::move(cold_readers),
              .queues = {},
              .publish = [this](std::vector<NetworkEvent>& events) { publish(events); },
              .ended = [this] { thread_ended(); }},
      frames_(std::move(frames)),
      wake_(std::move(wake)) {
  for (uint32_t i = 0; i < limits.threads; i++) shared_.queues.push_back(std::make_shared<CommandQueue>());
  shared_.memory->account.on_granted(
      [queues = shared_.queues, threads = limits.threads](uint64_t connection, Charge charge) {
        queues[slot_of(connection) % threads]->push(
            {.kind = Command::Kind::granted, .connection = connection, .charge = charge});
      });
  for (uint32_t i = 0; i < limits.threads; i++)
    threads_.push_back(std::make_unique<NetworkThread>(i, shared_));
  threads_running_ = limits.threads;
  for (auto& thread : threads_) thread->start();
}

Network::~Network() { stop_now(); }

void Network::stop_now() {
  silent_ = true;
  closing_ = true;
  for (auto& thread : threads_) thread->stop_now();
  join();
}

void Network::join() {
  for (auto& thread : threads_) thread->join();
  shared_.memory->account.on_granted(nullptr);
}

void Network::begin_close(int64_t deadline_ms) {
  closing_ = true;
  for (auto& queue : shared_.queues)
    queue->push({.kind = Command::Kind::shut_down, .value = monotonic_ms() + deadline_ms});
}

void Network::listen(std::shared_ptr<Listener> listener) {
  listener->number = next_listener_++;
  shared_.queues[0]->push({.kind = Command::Kind::listen, .listener = std::move(listener)});
}

void Network::close_listener(uint64_t number) {
  shared_.queues[0]->push({.kind = Command::Kind::close_listener, .connection = number});
}

Network::Peer* Network::find(uint64_t connection) {
  uint32_t slot = slot_of(connection);
  if (connection == 0 || slot >= peers_.size() || peers_[slot].connection != connection) return nullptr;
  return &peers_[slot];
}

void Network::tell(uint64_t connection, Command command) {
  CommandQueue& queue = *shared_.queues[slot_of(connection) % shared_.limits.threads];
  bool asleep = queue.push_quietly(std::move(command));
  if (!in_turn_) {
    if (asleep) queue.wake();
    return;
  }
  auto now = std::chrono::steady_clock::now();
  if (asleep) {
    if (held_.empty()) held_since_ = now;
    held_.push_back(&queue);
  }
  if (!held_.empty() && now - held_since_ >= kHoldTime) wake_held();
}

void Network::wake_held() {
  for (CommandQueue* queue : held_) queue->wake();
  held_.clear();
}

void Network::end_turn() {
  in_turn_ = false;
  wake_held();
}

Frame* Network::own_frame(double number) const {
  Frame* frame = frames_->find(number);
  return frame != nullptr && frame->network == this ? frame : nullptr;
}

Network::Sent Network::send(uint64_t connection, const uint8_t* head, size_t head_bytes,
                            std::vector<FileRange> ranges, double number) {
  Peer* peer = find(connection);
  Frame* frame = number == 0 ? nullptr : own_frame(number);
  if (frame != nullptr && frame->connection != connection) return Sent::frame_of_another;
  if (peer == nullptr) return Sent::gone;
  if (number != 0 && frame == nullptr) return Sent::frame_ended;
  if (peer->closing) {
    if (frame != nullptr) end_frame(number);
    return Sent::gone;
  }
  Command command{.kind = Command::Kind::send, .connection = connection, .value = frame != nullptr ? 1 : 0};
  command.bytes.assign(head, head + head_bytes);
  command.ranges = std::move(ranges);
  tell(connection, std::move(command));
  if (frame != nullptr) end(frame);
  return Sent::queued;
}

bool Network::end_frame(double number) {
  Frame* frame = own_frame(number);
  if (frame == nullptr) return false;
  tell(frame->connection, {.kind = Command::Kind::frame_ended, .connection = frame->connection, .value = 1});
  end(frame);
  return true;
}

// The one place where a frame ends. Its memory goes back to the pool and its charge to the account.
void Network::end(Frame* frame) {
  Peer* peer = find(frame->connection);
  assert(peer != nullptr);
  (frame->previous != nullptr ? frame->previous->next : peer->frames) = frame->next;
  if (frame->next != nullptr) frame->next->previous = frame->previous;
  frames_open_--;
  auto removed = frames_->remove(frame->number);
  assert(removed.get() == frame);
}

void Network::admit(uint64_t connection) {
  if (find(connection) != nullptr) tell(connection, {.kind = Command::Kind::admit, .connection = connection});
}

void Network::close_connection(uint64_t connection, bool graceful) {
  Peer* peer = find(connection);
  if (peer == nullptr) return;
  peer->closing = true;
  tell(connection, {.kind = Command::Kind::close, .connection = connection, .value = graceful ? 1 : 0});
}

NetworkEvent* Network::next_event() {
  if (taken_.empty()) {
    std::lock_guard lock(mutex_);
    taken_.swap(arrived_);
    woken_ = false;
  }
  return taken_.empty() ? nullptr : &taken_.front();
}

void Network::apply(NetworkEvent& event) {
  uint32_t slot = slot_of(event.connection);
  switch (event.kind) {
    case NetworkEvent::Kind::accept:
      if (slot >= peers_.size()) peers_.resize(slot + 1);
      assert(peers_[slot].connection == 0);
      peers_[slot] = {event.connection, false, nullptr};
      return;
    case NetworkEvent::Kind::frame: {
      Peer* peer = find(event.connection);
      assert(peer != nullptr);
      Frame* frame = event.frame.get();
      frame->network = this;
      frame->next = peer->frames;
      if (frame->next != nullptr) frame->next->previous = frame;
      peer->frames = frame;
      frames_open_++;
      frames_->add(std::move(event.frame));
      return;
    }
    case NetworkEvent::Kind::invalid:
    case NetworkEvent::Kind::end:
      return;
    case NetworkEvent::Kind::close: {
      Peer* peer = find(event.connection);
      assert(peer != nullptr);
      while (peer->frames != nullptr) end(peer->frames);
      *peer = {};
      // Not sooner: what JavaScript has not heard of counts against connections_max, or clients that come and go while it
      // is busy would fill the queue of events.
      shared_.totals.connections.fetch_sub(1);
      return;
    }
  }
}

void Network::publish(std::vector<NetworkEvent>& events) {
  std::unique_lock lock(mutex_);
  for (NetworkEvent& event : events) arrived_.push_back(std::move(event));
  events.clear();
  wake_once(lock);
}

void Network::thread_ended() {
  std::unique_lock lock(mutex_);
  threads_running_--;
  wake_once(lock);
}

void Network::wake_once(std::unique_lock<std::mutex>& lock) {
  if (woken_ || silent_) return;
  woken_ = true;
  lock.unlock();
  wake_();
}

}  // namespace sluice
