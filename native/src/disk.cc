#include "disk.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/vfs.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <set>
#include <utility>

namespace sluice {

namespace {

// Null and errno where it cannot be opened.
std::unique_ptr<File> open_file(const std::string& path, int flags) {
  int descriptor = ::open(path.c_str(), flags | O_CLOEXEC | O_NOFOLLOW, 0600);
  return descriptor < 0 ? nullptr : std::make_unique<File>(descriptor);
}

int write_all(const File& file, const uint8_t* data, size_t length) {
  while (length > 0) {
    ssize_t written = ::write(file.descriptor(), data, length);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return written < 0 ? errno : EIO;
    data += written;
    length -= size_t(written);
  }
  return 0;
}

int copy_rest(const File& from_file, int64_t from, const File& to_file) {
  std::vector<uint8_t> buffer(1 << 20);
  while (true) {
    ssize_t got = pread(from_file.descriptor(), buffer.data(), buffer.size(), from);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return errno;
    if (got == 0) return 0;
    if (int error = write_all(to_file, buffer.data(), size_t(got)); error != 0) return error;
    from += got;
  }
}

}  // namespace

std::string parent_of(const std::string& path) {
  size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

int sync_directory(const std::string& path) {
  auto directory = open_file(path, O_RDONLY | O_DIRECTORY);
  if (!directory) return errno;
  return fsync(directory->descriptor()) == 0 ? 0 : errno;
}

int write_file_durably(const std::string& path, const std::vector<uint8_t>& bytes) {
  std::string fresh = path + ".new";
  {
    auto file = open_file(fresh, O_WRONLY | O_CREAT | O_TRUNC);
    if (!file) return errno;
    int error = write_all(*file, bytes.data(), bytes.size());
    if (error == 0 && fdatasync(file->descriptor()) != 0) error = errno;
    if (error != 0) {
      ::unlink(fresh.c_str());
      return error;
    }
  }
  if (rename(fresh.c_str(), path.c_str()) != 0) return errno;
  return sync_directory(parent_of(path));
}

int allocate_file(const std::string& path, int64_t size_bytes) {
  auto file = open_file(path, O_WRONLY | O_CREAT | O_EXCL);
  if (!file) return errno;
  int error = 0;
  do {
    error = size_bytes == 0 || fallocate(file->descriptor(), 0, 0, size_bytes) == 0 ? 0 : errno;
  } while (error == EINTR);
  if (error == 0 && fsync(file->descriptor()) != 0) error = errno;
  if (error == 0) return sync_directory(parent_of(path));
  ::unlink(path.c_str());
  return error;
}

void unlink_in_pieces(std::shared_ptr<ColdReaders> readers,
                      std::shared_ptr<const std::vector<std::string>> paths, size_t piece,
                      std::function<void(int)> done, size_t from) {
  auto& queue = *readers;
  queue.run([readers = std::move(readers), paths, piece, done = std::move(done), from](bool cancelled) {
    if (cancelled) return done(ECANCELED);
    size_t to = std::min(paths->size(), from + piece);
    for (size_t i = from; i < to; i++)
      if (::unlink((*paths)[i].c_str()) != 0 && errno != ENOENT) return done(errno);
    if (to < paths->size()) return unlink_in_pieces(readers, paths, piece, done, to);
    std::set<std::string> directories;
    for (const auto& path : *paths) directories.insert(parent_of(path));
    for (const auto& directory : directories) {
      int error = sync_directory(directory);
      if (error != 0 && error != ENOENT) return done(error);
    }
    done(0);
  });
}

int sync_and_drop(const std::string& path, int64_t from) {
  auto file = open_file(path, O_RDONLY);
  if (!file) return errno;
  if (fdatasync(file->descriptor()) != 0) return errno;
  return posix_fadvise(file->descriptor(), from / 4096 * 4096, 0, POSIX_FADV_DONTNEED);
}

int cut_aside(const std::string& path, int64_t from, const std::string& aside_path) {
  auto file = open_file(path, O_RDWR);
  if (!file) return errno;
  {
    auto aside = open_file(aside_path, O_WRONLY | O_CREAT | O_TRUNC);
    if (!aside) return errno;
    if (int error = copy_rest(*file, from, *aside); error != 0) return error;
    if (fsync(aside->descriptor()) != 0) return errno;
  }
  if (int error = sync_directory(parent_of(aside_path)); error != 0) return error;
  if (ftruncate(file->descriptor(), from) != 0 || fsync(file->descriptor()) != 0) return errno;
  return sync_directory(parent_of(path));
}

int file_system_type(const std::string& path, int64_t* type) {
  struct statfs facts;
  if (statfs(path.c_str(), &facts) != 0) return errno;
  *type = int64_t(facts.f_type);
  return 0;
}

int lock_file(const std::string& path, std::shared_ptr<File>* lock) {
  std::shared_ptr<File> file = open_file(path, O_RDWR | O_CREAT);
  if (!file) return errno;
  if (flock(file->descriptor(), LOCK_EX | LOCK_NB) != 0) return errno;
  *lock = std::move(file);
  return 0;
}

}  // namespace sluice
