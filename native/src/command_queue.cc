#include "command_queue.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace sluice {

CommandQueue::CommandQueue() : descriptor_(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {
  if (descriptor_ < 0) throw std::system_error(errno, std::generic_category(), "eventfd");
}

CommandQueue::~CommandQueue() {
  for (Command& command : commands_)
    if (command.kind == Command::Kind::adopt) close(int(command.value));
  close(descriptor_);
}

void CommandQueue::push(Command command) {
  bool asleep;
  {
    std::lock_guard lock(mutex_);
    asleep = commands_.empty() || quiet_;
    quiet_ = false;
    commands_.push_back(std::move(command));
  }
  if (asleep) wake();
}

bool CommandQueue::push_quietly(Command command) {
  std::lock_guard lock(mutex_);
  bool first = commands_.empty();
  quiet_ |= first;
  commands_.push_back(std::move(command));
  return first;
}

void CommandQueue::wake() {
  uint64_t one = 1;
  // Never blocks: the counter would have to reach 2^64. It is not read either, epoll reports each write (EPOLLET).
  [[maybe_unused]] ssize_t written = write(descriptor_, &one, sizeof one);
}

std::vector<Command> CommandQueue::take() {
  std::vector<Command> commands;
  std::lock_guard lock(mutex_);
  commands.swap(commands_);
  quiet_ = false;
  return commands;
}

}  // namespace sluice
