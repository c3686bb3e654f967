// The documents of one file.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "quoth/error.h"
#include "read/byte_source.h"
#include "read/json_lines.h"
#include "read/reader.h"
#include "text/decode.h"

namespace quoth {

// One input file, pipe or standard input, opened: plain text is one document, JSON Lines one a
// line. Which of the two is told by the name (.jsonl, .ndjson) or by the first line that is not
// blank.
class DocumentFile {
 public:
  // Reads nothing yet. Fails as ByteSource::open() does. `keep_map`: plain text gets its
  // Article::source_map.
  static Result<DocumentFile> open(const std::string& path, uint64_t max_document_bytes,
                                   KeepMap keep_map = KeepMap::kNo);

  // The next document, nothing at the end. `parser` lends its scratch memory to JSON Lines.
  std::optional<ReadItem> next(JsonLineParser& parser);

  uint64_t bytes_read() const { return source_.bytes_read(); }
  std::optional<uint64_t> size() const { return source_.size(); }  // see ByteSource

 private:
  enum class State : uint8_t { kOpened, kJsonLines, kDone };

  DocumentFile(std::string path, ByteSource source, uint64_t max_document_bytes, KeepMap keep_map);

  Result<bool> sniff_json_lines();
  Result<bool> hold_first_byte();
  ReadItem read_text();
  std::optional<ReadItem> read_line(JsonLineParser& parser);
  FailedInput failed(Error error) const { return {path_, std::move(error)}; }

  std::string path_;
  ByteSource source_;
  uint64_t max_document_bytes_;
  KeepMap keep_map_;
  LineSplitter lines_;
  State state_ = State::kOpened;
};

}  // namespace quoth
