#include "read/file_walk.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <functional>
#include <memory>
#include <string_view>

#include "archive/raw_input.h"

namespace quoth {
namespace {

struct CloseDir {
  void operator()(DIR* dir) const { closedir(dir); }
};

// The name as sorted and walked: a directory's with a slash. Nothing for what the walk leaves out.
std::optional<std::string> walked_name(int dir_fd, const dirent& entry) {
  std::string name = entry.d_name;
  if (name.starts_with('.')) return std::nullopt;
  if (entry.d_type == DT_REG) return name;
  if (entry.d_type == DT_DIR) return name + '/';
  if (entry.d_type != DT_LNK && entry.d_type != DT_UNKNOWN) return std::nullopt;
  struct stat info;
  if (fstatat(dir_fd, entry.d_name, &info, 0) != 0) return name;  // opening it will tell why
  if (S_ISDIR(info.st_mode)) return name + '/';
  if (S_ISREG(info.st_mode)) return name;
  return std::nullopt;
}

}  // namespace

FileWalk::FileWalk(const std::string& directory) : failed_(enter(directory)) {}

std::optional<Error> FileWalk::enter(const std::string& directory) {
  const std::unique_ptr<DIR, CloseDir> dir(opendir(directory.c_str()));
  struct stat info;
  if (!dir || fstat(dirfd(dir.get()), &info) != 0) return io_error(errno, directory);
  if (!entered_.insert({info.st_dev, info.st_ino}).second) return std::nullopt;

  Listing listing{directory.ends_with('/') ? directory : directory + '/', {}};
  errno = 0;
  while (const dirent* entry = readdir(dir.get())) {
    if (auto name = walked_name(dirfd(dir.get()), *entry))
      listing.names.push_back(*std::move(name));
    errno = 0;
  }
  const int error = errno;
  std::sort(listing.names.begin(), listing.names.end(), std::greater<>());
  stack_.push_back(std::move(listing));
  if (error != 0) return io_error(error, directory);
  return std::nullopt;
}

std::optional<Result<std::string>> FileWalk::next() {
  if (failed_) {
    const Error error = *std::move(failed_);
    failed_.reset();
    return tl::unexpected(error);
  }
  while (!stack_.empty()) {
    Listing& top = stack_.back();
    if (top.names.empty()) {
      stack_.pop_back();
      continue;
    }
    std::string path = top.prefix + top.names.back();
    top.names.pop_back();
    if (!path.ends_with('/')) return path;
    path.pop_back();
    if (auto error = enter(path)) return tl::unexpected(*std::move(error));
  }
  return std::nullopt;
}

}  // namespace quoth
