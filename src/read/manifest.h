// Lists of inputs.
#pragma once

#include <optional>
#include <string>

#include "archive/byte_source.h"
#include "quoth/error.h"
#include "read/json_lines.h"

namespace quoth {

// A file that names an input a line, as given on a command line: relative names are so to the
// current directory. Blank lines and lines that begin with "#" count for nothing. Read lazily.
class Manifest {
 public:
  static constexpr size_t kMaxLineBytes = 64 << 10;

  // Fails as ByteSource::open() does.
  static Result<Manifest> open(const std::string& path);

  // The next name, nothing at the end. Fails with kInvalidDocument where a line is too long to be a
  // name, where is "PATH:LINE", and as ByteSource::grow() does; the list goes on behind that.
  std::optional<Result<std::string>> next();

 private:
  explicit Manifest(ByteSource source) : source_(std::move(source)), lines_(kMaxLineBytes) {}

  ByteSource source_;
  LineSplitter lines_;
};

}  // namespace quoth
