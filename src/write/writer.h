// The writing stage: an article and its statements in, the bytes of one format out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "quoth/record.h"
#include "read/reader.h"
#include "write/offsets.h"

namespace quoth {

enum class Format : uint8_t { kText, kJsonl, kCsv };

struct WriteOptions {
  Format format = Format::kText;
  OffsetUnit offsets = OffsetUnit::kCodePoints;
  bool with_text = false;    // jsonl: the article's text too
  float min_confidence = 0;  // leave out statements below; compared in thousandths, as written
  bool color = false;        // text: bold and dim, by terminal escape sequences
  size_t width = 80;         // text: columns to wrap at
};

// A piece of output and the number of statements in it.
struct Written {
  std::string bytes;
  size_t n_statements = 0;
};

// What a run came to, for the last lines of the formats that have some.
struct Totals {
  size_t n_statements = 0;
  size_t n_documents = 0;  // read and written; those that failed are not among them
  size_t n_failed = 0;
};

// begin(), then document() or failure() for each input, then end(), in this order one after
// another, are the output. Immutable; any number of threads may call it. docs/quoth.1 describes the
// formats.
class Writer {
 public:
  explicit Writer(WriteOptions options) : options_(options) {}

  std::string begin() const;
  // `record` must be valid for article.text (validate() of record.h). A statement keeps its id
  // when others are left out, and is within the next outer statement that is written.
  Written document(const Article& article, const Record& record) const;
  // Empty but for jsonl: the other formats have no place for an error.
  std::string failure(const FailedInput& failed) const;
  std::string end(const Totals& totals) const;

 private:
  WriteOptions options_;
};

}  // namespace quoth
