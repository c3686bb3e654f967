#include "archive/raw_input.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
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

std::string byte_place(const std::string& path, uint64_t offset) {
  return path + ": byte " + std::to_string(offset);
}

Result<RawInput> RawInput::open(const std::string& path) {
  if (path == "-") return RawInput(path, STDIN_FILENO, false);
  if (path.find('\0') != std::string::npos) return tl::unexpected(io_error(ENOENT, path));
  int fd;
  do {
    fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
  } while (fd < 0 && errno == EINTR);
  if (fd < 0) return tl::unexpected(io_error(errno, path));
  return RawInput(path, fd, true);
}

RawInput::RawInput(std::string path, int fd, bool owned)
    : path_(std::move(path)), fd_(fd), owned_(owned), size_(bytes_left(fd)) {}

RawInput::RawInput(RawInput&& other) noexcept
    : path_(std::move(other.path_)),
      fd_(std::exchange(other.fd_, -1)),
      owned_(std::exchange(other.owned_, false)),
      window_(std::move(other.window_)),
      capacity_(std::exchange(other.capacity_, 0)),
      begin_(std::exchange(other.begin_, 0)),
      end_(std::exchange(other.end_, 0)),
      at_end_(other.at_end_),
      bytes_read_(other.bytes_read_),
      size_(other.size_) {}

RawInput::~RawInput() {
  if (owned_) ::close(fd_);
}

void RawInput::reserve(size_t want) {
  const size_t needed = kKeptBytes + want + kChunkBytes;
  if (needed <= capacity_) return;
  auto larger = std::make_unique_for_overwrite<char[]>(needed);
  if (end_ > 0) std::memcpy(larger.get(), window_.get(), end_);
  window_ = std::move(larger);
  capacity_ = needed;
}

// Room for `want` bytes held and for a chunk more, with what rewind() needs before them.
void RawInput::make_room(size_t want) {
  const size_t n = end_ - begin_;
  reserve(std::max(want, n));
  if (begin_ + std::max(want, n) + kChunkBytes <= capacity_) return;
  const size_t kept = std::min(begin_, kKeptBytes);
  std::memmove(window_.get(), window_.get() + begin_ - kept, kept + n);
  begin_ = kept;
  end_ = kept + n;
}

Result<bool> RawInput::fill(size_t want) {
  while (end_ - begin_ < want) {
    if (at_end_) return false;
    make_room(want);
    const size_t room = want <= kChunkBytes ? kChunkBytes : capacity_ - end_;
    ssize_t n;
    do {
      n = ::read(fd_, window_.get() + end_, room);
    } while (n < 0 && errno == EINTR);
    if (n < 0) return tl::unexpected(io_error(errno, path_));
    at_end_ = n == 0;
    end_ += static_cast<size_t>(n);
    bytes_read_ += static_cast<uint64_t>(n);
  }
  return true;
}

void RawInput::rewind(size_t n) { begin_ -= std::min(n, begin_); }

}  // namespace quoth
