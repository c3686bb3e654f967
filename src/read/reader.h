// The reading stage: files, directories and standard input to articles.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "quoth/error.h"
#include "quoth/record.h"

namespace quoth {

// An input that could not be read. `id` is the document's id where it is known, else the path, with
// ":LINE" for a line of a jsonl file.
struct FailedInput {
  std::string id;
  Error error;

  friend bool operator==(const FailedInput&, const FailedInput&) = default;
};

using ReadItem = std::variant<Article, FailedInput>;

// The most that max_document_bytes can be set to: offsets have 32 bits, and a byte of another
// encoding may become three of UTF-8.
constexpr uint64_t kMaxDocumentBytes = 1u << 30;

struct ReadOptions {
  uint64_t max_document_bytes = 16u << 20;  // a larger text or line is a kTooLarge failure
};

// Yields the documents of `inputs` in order: files (txt or jsonl, told apart by content),
// directories (their files, recursively, in byte order of their paths, hidden ones left out), and
// "-" for standard input. Reads lazily: memory is bounded by max_document_bytes, not by the size of
// a file. A bad input yields one FailedInput and the run goes on. Not thread safe; one thread
// pulls.
//
//   quoth::Reader reader({"news/", "extra.jsonl", "-"}, {});
//   while (const auto item = reader.next()) {
//     if (const auto* article = std::get_if<quoth::Article>(&*item)) use(*article);
//     else report(std::get<quoth::FailedInput>(*item));
//   }
//
// Text in another encoding than UTF-8 is decoded (text/decode.h). A file is jsonl if its name ends
// in .jsonl or .ndjson, or if its first line that is not blank looks like an object with a key
// "text"; what its lines hold is said at JsonLineParser. In a directory, links are followed, no
// directory is entered twice, and pipes, sockets and devices are left out.
class Reader {
 public:
  Reader(std::vector<std::string> inputs, ReadOptions options);
  ~Reader();

  // The next document, or nothing at the end of all inputs.
  std::optional<ReadItem> next();

  // For progress: bytes consumed so far, and the total of all inputs where it is known (0 if not,
  // as with a pipe). The first call of bytes_total() walks the directories.
  uint64_t bytes_read() const;
  uint64_t bytes_total() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace quoth
