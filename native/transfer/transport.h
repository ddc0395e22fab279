// Connected stream sockets between two processes of this machine, with the buffers that the kernel gives by default; TCP without Nagle's
// delay, as the broker has it, or the last piece would wait for an acknowledgement.
#pragma once

#include "resources.h"

namespace sluice::transfer {

enum class Transport { none, tcp, unix_domain };

struct SocketPair {
  Descriptor ours, theirs;
};

// tcp: over loopback, on a port that the kernel chooses. Throws Refused.
SocketPair connect_pair(Transport transport);

}  // namespace sluice::transfer
