// The documents of one file.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "archive/byte_source.h"
#include "archive/record_reader.h"
#include "quoth/error.h"
#include "read/json_lines.h"
#include "read/reader.h"
#include "read/sniff.h"

namespace quoth {

// One input file, pipe or standard input, opened: plain text and a web page are one document, JSON
// Lines one a line, a web archive one a record, a feed one an entry, a JSON document one or a list
// of them. Which of these is told by the first bytes
// (sniff()); a name in .jsonl or .ndjson is JSON Lines in any case.
class DocumentFile {
 public:
  // Reads nothing yet. Fails as ByteSource::open() does.
  static Result<DocumentFile> open(const std::string& path, uint64_t max_document_bytes,
                                   bool with_source_maps = false);

  // The next document, nothing at the end. `parser` lends its scratch memory to JSON Lines.
  std::optional<ReadItem> next(JsonLineParser& parser);

  // Passes over the next `n` documents, or all that are left: lines and records are found but not
  // parsed.
  void skip(uint64_t n, JsonLineParser& parser);

  // Of the document that next() returned last: how many there are before it, and where it begins
  // (see Place).
  uint64_t number() const { return n_items_ == 0 ? 0 : n_items_ - 1; }
  uint64_t offset() const { return offset_; }

  uint64_t bytes_read() const { return source_.bytes_read(); }
  std::optional<uint64_t> size() const { return source_.size(); }  // see ByteSource

 private:
  enum class State : uint8_t { kOpened, kLines, kRecords, kItems, kDone };
  struct Searched {
    size_t n_blanks = 0;  // bytes at the begin that are blank or the mark
    size_t n_line = 0;    // bytes at the begin without a line feed behind those
  };
  enum class Want : uint8_t { kItem, kNothing };  // kNothing: any item will do

  DocumentFile(std::string path, ByteSource source, uint64_t max_document_bytes,
               bool with_source_maps);

  std::optional<ReadItem> next_item(JsonLineParser& parser, Want want);
  std::optional<ReadItem> start();
  Result<bool> hold_head();
  bool has_head(Searched& searched) const;
  Result<std::string> read_whole();
  ReadItem read_text();
  ReadItem read_page();
  std::optional<ReadItem> read_line(JsonLineParser& parser, Want want);
  std::optional<uint64_t> map_base() const;
  std::optional<ReadItem> read_record(Want want);
  std::optional<ReadItem> read_items(InputFormat format);
  std::optional<ReadItem> take_item();
  FailedInput failed(Error error);

  std::string path_;
  ByteSource source_;
  uint64_t max_document_bytes_;
  bool with_source_maps_;
  LineSplitter lines_;
  RecordReader records_;
  std::vector<ReadItem> items_;  // in state kItems, from next_item_ on
  size_t next_item_ = 0;
  State state_ = State::kOpened;
  bool is_damaged_ = false;  // a failure was told of before the format was known
  uint64_t n_items_ = 0;
  uint64_t offset_ = 0;
};

}  // namespace quoth
