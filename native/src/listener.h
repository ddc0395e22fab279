// A listening socket. Owns: the descriptor and, for a Unix socket, its path: unlinked when the listener goes, unless
// somebody else has bound the path since. Bound on the JavaScript thread, accepted from on the first network thread.
#pragma once

#include <sys/stat.h>

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>

namespace sluice {

struct ListenError : std::runtime_error {
  ListenError(int error, const std::string& what) : std::runtime_error(what), error(error) {}
  const int error;  // errno; EINVAL for an address that is none
};

class Listener {
 public:
  // host: an address, or a name of this machine. port 0: a free one, which port() tells.
  static std::shared_ptr<Listener> tcp(const std::string& host, int port);
  // The socket file of a broker that is gone (nobody accepts there) is replaced; of a living one: EADDRINUSE.
  static std::shared_ptr<Listener> unix_socket(const std::string& path);
  ~Listener();
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  int descriptor() const { return descriptor_; }
  const std::string& host() const { return host_; }
  int port() const { return port_; }
  const std::string& path() const { return path_; }

  uint64_t number = 0;

 private:
  explicit Listener(int family);

  int descriptor_;
  std::string host_, path_;
  int port_ = 0;
  bool bound_path_ = false;
  dev_t device_ = 0;
  ino_t inode_ = 0;
};

// Takes the next connection of the listener: a descriptor, *peer its address as text; or -1 and errno.
int accept_from(const Listener& listener, std::string* peer);

}  // namespace sluice
