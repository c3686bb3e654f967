// The bytes of one input, decompressed, read through a buffer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "archive/codec.h"
#include "archive/raw_input.h"
#include "quoth/error.h"

namespace quoth {

// A file, a pipe or standard input, read forward once; gzip of one or many members and zstd of one
// or many frames are decompressed, told by their magic bytes. What was read and not yet consumed is
// held in one piece. Not thread safe.
//
// Memory: the buffers of the decompressor, and what is held; that grows by grow() alone, so the
// caller bounds it by consuming.
class ByteSource {
 public:
  static constexpr size_t kChunkBytes = RawInput::kChunkBytes;

  // Opens `path`, or standard input for "-", and reads nothing yet. Fails with kNotFound,
  // kPermission or kIo; where is the path.
  static Result<ByteSource> open(const std::string& path);

  // Reads on: up to kChunkBytes, or of a compressed file a member or a part of one; false at the
  // end of the input. What is held stays on failure: kIo, after which nothing more comes; and
  // kInvalidArchive or kTooLarge, after which grow() goes on behind the damage (Codec::expand()).
  // Then what is held ends at a gap, and the caller must not join it to what follows.
  Result<bool> grow();
  // Lets the next grow() fail with `error`, which an earlier one gave and nobody was told yet.
  void postpone(Error error) { postponed_ = std::move(error); }

  std::string_view held() const { return std::string_view(held_).substr(begin_); }
  void consume(size_t n);  // drops the first n <= held().size() bytes
  std::string take();      // moves out all that is held

  // Where in the file the first byte held lies; of a compressed file, where its member begins.
  uint64_t offset() const;
  std::string where() const { return byte_place(raw_.path(), offset()); }
  const std::string& path() const { return raw_.path(); }

  uint64_t bytes_read() const { return raw_.bytes_read(); }  // of the file, compressed
  // What is left of a regular file at open, nothing for a pipe or a device.
  std::optional<uint64_t> size() const { return raw_.size(); }
  bool is_compressed() const { return codec_ != nullptr; }  // known after the first grow()

 private:
  explicit ByteSource(RawInput raw) : raw_(std::move(raw)) {}

  Result<bool> grow_plain();
  Result<bool> grow_compressed();
  void drop_consumed();
  void drop_members();  // that end before the first byte held

  RawInput raw_;
  bool is_begun_ = false;
  bool is_broken_ = false;  // by kIo
  std::unique_ptr<Codec> codec_;
  std::string held_;
  size_t begin_ = 0;  // of what is not consumed, in held_
  std::optional<Error> postponed_;

  // Where members begin: `position` counts decompressed bytes from the first of the file.
  // Ascending; the first is that of the first byte held.
  struct Member {
    uint64_t position;
    uint64_t offset;
  };
  uint64_t position_ = 0;  // of the first byte held
  std::deque<Member> members_;
};

}  // namespace quoth
