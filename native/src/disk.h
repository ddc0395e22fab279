// Jobs on whole files and directories. Each may wait for the disk, so they run on a cold reader; the two that answer at
// once (file_system_type, lock_file) may run anywhere. Every function answers 0 or an errno. No state.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "cold_readers.h"
#include "file.h"

namespace sluice {

std::string parent_of(const std::string& path);

int sync_directory(const std::string& path);

// path + '.new', fdatasync, rename, directory sync.
int write_file_durably(const std::string& path, const std::vector<uint8_t>& bytes);

// A file with real blocks; where they are not to be had nothing is left behind.
int allocate_file(const std::string& path, int64_t size_bytes);

// Removes files on cold readers, some per job, then syncs their directories and calls done(0 or errno) there. Missing files
// are fine.
void unlink_in_pieces(std::shared_ptr<ColdReaders> readers,
                      std::shared_ptr<const std::vector<std::string>> paths, size_t piece,
                      std::function<void(int error)> done, size_t from = 0);

// fdatasync, then drop the clean pages from `from` on, so that the next reader sees the disk.
int sync_and_drop(const std::string& path, int64_t from);

// Copies [from, end) to aside_path, durably; then cuts path to `from`, durably.
int cut_aside(const std::string& path, int64_t from, const std::string& aside_path);

int file_system_type(const std::string& path, int64_t* type);

// Creates the file where it is missing and takes its flock; EWOULDBLOCK where another process has it.
int lock_file(const std::string& path, std::shared_ptr<File>* lock);

}  // namespace sluice
