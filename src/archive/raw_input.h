// The bytes of one file as they lie there, compressed or not, through a window.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "quoth/error.h"

namespace quoth {

// A file, a pipe or standard input, read forward once with read(2). Not thread safe.
//
// Memory: a window of kChunkBytes, larger if fill() asks for more at a time.
class RawInput {
 public:
  static constexpr size_t kChunkBytes = 64 << 10;
  static constexpr size_t kKeptBytes = 16 << 10;  // what rewind() can rely on

  // Opens `path`, or standard input for "-". Fails with kNotFound, kPermission or kIo; where is the
  // path.
  static Result<RawInput> open(const std::string& path);

  RawInput(RawInput&& other) noexcept;
  RawInput& operator=(RawInput&&) = delete;
  ~RawInput();

  // Reads until `want` bytes are held; false if the input ends before. Where `want` is a chunk or
  // less, reads a chunk at a time, else what the window has room for. Fails with kIo.
  Result<bool> fill(size_t want);

  // Room for `want` bytes, so that fill() reads that much at a time when asked for more than a
  // chunk.
  void reserve(size_t want);

  std::string_view held() const { return {window_.get() + begin_, end_ - begin_}; }
  void consume(size_t n) { begin_ += n; }  // n <= held().size()
  // Takes the last `n` bytes consumed back, or as many as are still there; at least the last
  // kKeptBytes are.
  void rewind(size_t n);

  uint64_t offset() const { return bytes_read_ - (end_ - begin_); }  // of the first byte held
  uint64_t bytes_read() const { return bytes_read_; }
  // What is left of a regular file at open, nothing for a pipe or a device.
  std::optional<uint64_t> size() const { return size_; }
  const std::string& path() const { return path_; }

 private:
  RawInput(std::string path, int fd, bool owned);

  void make_room(size_t want);

  std::string path_;
  int fd_;
  bool owned_;  // standard input is not ours to close
  std::unique_ptr<char[]> window_;
  size_t capacity_ = 0;
  size_t begin_ = 0;
  size_t end_ = 0;
  bool at_end_ = false;
  uint64_t bytes_read_ = 0;
  std::optional<uint64_t> size_;
};

// The error for a failed call on `path`: errno value `error` to code and message.
Error io_error(int error, const std::string& path);

// "PATH: byte N", as errors name a place.
std::string byte_place(const std::string& path, uint64_t offset);

}  // namespace quoth
