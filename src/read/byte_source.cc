#include "read/byte_source.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

namespace quoth {
namespace {

std::optional<uint64_t> bytes_left(int fd) {
  struct stat info;
  if (fstat(fd, &info) != 0 || !S_ISREG(info.st_mode)) return std::nullopt;
  const off_t pos = std::max<off_t>(lseek(fd, 0, SEEK_CUR), 0);
  return static_cast<uint64_t>(std::max<off_t>(info.st_size - pos, 0));
}

}  // namespace

Error io_error(int error, const std::string& path) {
  switch (error) {
    case ENOENT:
    case ENOTDIR: return {ErrorCode::kNotFound, "no such file or directory", path};
    case EACCES:
    case EPERM: return {ErrorCode::kPermission, "permission denied", path};
    default: return {ErrorCode::kIo, std::generic_category().message(error), path};
  }
}

Result<ByteSource> ByteSource::open(const std::string& path) {
  if (path == "-") return ByteSource(path, STDIN_FILENO, false);
  if (path.find('\0') != std::string::npos) return tl::unexpected(io_error(ENOENT, path));
  int fd;
  do {
    fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
  } while (fd < 0 && errno == EINTR);
  if (fd < 0) return tl::unexpected(io_error(errno, path));
  return ByteSource(path, fd, true);
}

ByteSource::ByteSource(std::string path, int fd, bool owned)
    : path_(std::move(path)),
      fd_(fd),
      owned_(owned),
      chunk_(std::make_unique<char[]>(kChunkBytes)),
      size_(bytes_left(fd)) {}

ByteSource::ByteSource(ByteSource&& other) noexcept
    : path_(std::move(other.path_)),
      fd_(std::exchange(other.fd_, -1)),
      owned_(std::exchange(other.owned_, false)),
      chunk_(std::move(other.chunk_)),
      held_(std::move(other.held_)),
      begin_(std::exchange(other.begin_, 0)),
      bytes_read_(other.bytes_read_),
      size_(other.size_) {}

ByteSource::~ByteSource() {
  if (owned_) ::close(fd_);
}

Result<bool> ByteSource::grow() {
  ssize_t n;
  do {
    n = ::read(fd_, chunk_.get(), kChunkBytes);
  } while (n < 0 && errno == EINTR);
  if (n < 0) return tl::unexpected(io_error(errno, path_));
  if (n == 0) return false;
  held_.erase(0, begin_);
  begin_ = 0;
  held_.append(chunk_.get(), static_cast<size_t>(n));
  bytes_read_ += static_cast<uint64_t>(n);
  return true;
}

void ByteSource::consume(size_t n) {
  begin_ += n;
  if (begin_ < held_.size()) return;
  held_.clear();
  begin_ = 0;
}

std::string ByteSource::take() {
  std::string all = std::exchange(held_, {});
  all.erase(0, std::exchange(begin_, 0));
  all.shrink_to_fit();
  return all;
}

}  // namespace quoth
