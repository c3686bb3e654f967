// JSON Lines: one document a line.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "archive/byte_source.h"
#include "quoth/error.h"
#include "read/reader.h"

namespace quoth {

// True if a file whose first line that is not blank begins with `line` holds JSON Lines: an object
// with a key "text", as far as can be told without reading it (a defect in the first line shall not
// turn the file into prose), or one that ends with the line and has the text under the key of
// another dialect. Of a line too long to be `complete` the first key is enough.
bool looks_like_json_lines(std::string_view line, bool complete);

// True if the name of the file says so: .jsonl or .ndjson, also before .gz or .zst.
bool is_json_lines_name(std::string_view path);

// Splits a source into lines that end in LF, CRLF or the end of the input.
class LineSplitter {
 public:
  // Lines of more than `max_line_bytes`, line end not counted, are skipped; memory stays within
  // that limit and ByteSource::kChunkBytes.
  explicit LineSplitter(uint64_t max_line_bytes) : max_line_bytes_(max_line_bytes) {}

  struct Line {
    std::string_view text;  // without its end; valid until the next call
    uint64_t number = 0;    // from 1
    bool too_long = false;  // then `text` is empty
  };

  // The next line, nothing at the end of the input. Fails as ByteSource::grow() does, the line then
  // counts; the next call goes on behind the damage.
  Result<std::optional<Line>> next(ByteSource& source);

  // Where the line begins that next() told of last: ByteSource::offset().
  uint64_t offset() const { return offset_; }

 private:
  Result<bool> grow(ByteSource& source);
  Result<std::optional<Line>> skip_line(ByteSource& source);

  uint64_t max_line_bytes_;
  uint64_t number_ = 0;
  size_t consume_ = 0;  // bytes of the line returned last
  uint64_t offset_ = 0;
};

// Reads a line as a document:
//   {"id": "a1", "text": "…", "url": "…", "title": "…", "publisher": "…", "author": "…",
//   "published": "2018-03-26", "language": "en"}
// `text` is required. `id` is a string or an integer (then its decimal text); without one, or with
// an empty one, it is `where`. `author` may be a list of names. The others are strings, null, or
// left out. Other keys are ignored; of a key that comes twice the last one counts. Without a text,
// the line is read as one of the other dialects of read/news_keys.h.
class JsonLineParser {
 public:
  JsonLineParser();
  ~JsonLineParser();

  // `where` is "PATH:LINE". Failures: kInvalidUtf8, kInvalidJson (unpaired surrogates too),
  // kBinaryInput (a NUL, escaped or not), kInvalidDocument (no text, or a wrong type). The message
  // gives the byte in the line, from 0. With `line_at`, the offset of the line in its file, the
  // source map of `text` is made.
  ReadItem parse(std::string_view line, const std::string& where,
                 std::optional<uint64_t> line_at = {});

 private:
  struct Scratch;
  std::unique_ptr<Scratch> scratch_;
};

}  // namespace quoth
