// The writing stage: an article and its statements in, the bytes of one format out.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "quoth/record.h"
#include "read/reader.h"
#include "write/offsets.h"

namespace quoth {

enum class Format : uint8_t { kText, kJsonl, kCsv, kTei, kAnnotation, kJsonLd, kBrat, kHtml };

std::string_view name(Format format);  // "text", "jsonl", "csv", "tei", "annotation", …
// The format of a name, nothing if there is none.
std::optional<Format> format_of(std::string_view name);

// What becomes of the statements of an article that is nearly the same as an earlier one
// (Article::duplicate_of). kSkip: the document is written, without statements.
enum class Duplicates : uint8_t { kKeep, kSkip };

struct WriteOptions {
  Format format = Format::kText;
  OffsetUnit offsets = OffsetUnit::kCodePoints;
  bool with_text = false;    // jsonl: the article's text too
  float min_confidence = 0;  // leave out statements below; compared in thousandths, as written
  Duplicates duplicates = Duplicates::kKeep;
  bool color = false;  // text: bold and dim, by terminal escape sequences
  size_t width = 80;   // text: columns to wrap at
};

// A file of a format that writes files of its own (brat). `stem` is safe in any file system but may
// be that of another document too; the file's name is stem and suffix (FileNames makes it unique).
struct WrittenFile {
  std::string stem;
  std::string suffix;
  std::string bytes;

  friend bool operator==(const WrittenFile&, const WrittenFile&) = default;
};

// What a document or a failed input comes to. With `error` set the document could not be written as
// asked, and `bytes` is its error record.
struct Written {
  std::string bytes;
  size_t n_statements = 0;
  std::vector<WrittenFile> files = {};
  std::optional<Error> error = {};
};

// What a run came to, for the last lines of the formats that have some.
struct Totals {
  size_t n_statements = 0;
  size_t n_documents = 0;  // read and written; those that failed or were skipped are not among them
  size_t n_failed = 0;
  std::array<size_t, kNSkipReasons> n_skipped = {};  // by SkipReason
};

// Makes the pieces of an output: document() or failure() for each input. OutputSequence
// (write/output_sequence.h) joins them. Immutable; any number of threads may call it. docs/quoth.1
// describes the formats.
class Writer {
 public:
  explicit Writer(WriteOptions options) : options_(options) {}

  const WriteOptions& options() const { return options_; }

  // `record` must be valid for article.text (validate() of record.h). A statement keeps its id
  // when others are left out, and is within the next outer statement that is written. Fails with
  // kNoSourceOffsets if positions in the input are asked for and not known.
  Written document(const Article& article, const Record& record) const;
  // Empty but for jsonl: the other formats have no place for an error.
  std::string failure(const FailedInput& failed) const;

 private:
  WriteOptions options_;
};

}  // namespace quoth
