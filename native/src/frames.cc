#include "frames.h"

#include <cassert>
#include <utility>

#include "handle.h"

namespace sluice {

Frame::~Frame() {
  memory->pool.give_back(block);
  memory->account.release(charge);
}

// Frames of networks that were not closed before the environment went: their memory goes with the table.
FrameTable::~FrameTable() = default;

double FrameTable::add(std::unique_ptr<Frame> frame) {
  uint32_t index;
  if (free_.empty()) {
    index = uint32_t(slots_.size());
    assert(index < kSlotsMost);  // frames in flight per connection and the account keep it far below
    slots_.emplace_back();
  } else {
    index = free_.back();
    free_.pop_back();
  }
  Slot& slot = slots_[index];
  assert(!slot.frame);
  frame->number = double(handle_of(index, slot.generation));
  slot.frame = std::move(frame);
  size_++;
  return slot.frame->number;
}

Frame* FrameTable::find(double number) const {
  uint64_t handle = handle_from(number);
  if (handle == 0 || slot_of(handle) >= slots_.size()) return nullptr;
  const Slot& slot = slots_[slot_of(handle)];
  return slot.generation == generation_of(handle) ? slot.frame.get() : nullptr;
}

std::unique_ptr<Frame> FrameTable::remove(double number) {
  if (find(number) == nullptr) return nullptr;
  uint32_t index = slot_of(handle_from(number));
  Slot& slot = slots_[index];
  slot.generation = next_generation(slot.generation);
  free_.push_back(index);
  size_--;
  return std::move(slot.frame);
}

bool FrameTable::payload(double number, const uint8_t** data, size_t* length) const {
  Frame* frame = find(number);
  if (frame == nullptr) return false;
  *data = frame->payload();
  *length = frame->payload_bytes();
  return true;
}

}  // namespace sluice
