// Raw bytes of one input, read through a fixed buffer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "quoth/error.h"

namespace quoth {

// A file, a pipe or standard input, read forward once with read(2). What was read and not yet
// consumed is held in one piece. Not thread safe.
//
// Memory: one buffer of kChunkBytes, and what is held; that grows by grow() alone, so the caller
// bounds it by consuming.
class ByteSource {
 public:
  static constexpr size_t kChunkBytes = 64 << 10;

  // Opens `path`, or standard input for "-". Fails with kNotFound, kPermission or kIo; where is the
  // path.
  static Result<ByteSource> open(const std::string& path);

  ByteSource(ByteSource&& other) noexcept;
  ByteSource& operator=(ByteSource&&) = delete;
  ~ByteSource();

  // Reads up to kChunkBytes more; false at the end of the input. On failure, kIo, what is held
  // stays.
  Result<bool> grow();

  std::string_view held() const { return std::string_view(held_).substr(begin_); }
  void consume(size_t n);  // drops the first n <= held().size() bytes
  std::string take();      // moves out all that is held

  uint64_t bytes_read() const { return bytes_read_; }
  // What is left of a regular file at open, nothing for a pipe or a device.
  std::optional<uint64_t> size() const { return size_; }

 private:
  ByteSource(std::string path, int fd, bool owned);

  std::string path_;
  int fd_;
  bool owned_;  // standard input is not ours to close
  std::unique_ptr<char[]> chunk_;
  std::string held_;
  size_t begin_ = 0;  // of what is not consumed, in held_
  uint64_t bytes_read_ = 0;
  std::optional<uint64_t> size_;
};

// The error for a failed call on `path`: errno value `error` to code and message.
Error io_error(int error, const std::string& path);

}  // namespace quoth
