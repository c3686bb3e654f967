// The reading stage: files, directories and standard input to articles.
#pragma once

#include <cstddef>
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

// A web page as it lies in its input: bytes, and what its surroundings tell. Finding the article in
// it is most of the work of reading, so it is left to read_page(), which many threads may call at
// once.
struct Page {
  std::string id;
  std::string bytes;
  std::string charset;    // of the HTTP header, empty without one
  std::string url;        // where it was fetched from, if known
  std::string published;  // as in Article, if the surroundings tell

  friend bool operator==(const Page&, const Page&) = default;
};

// Why an input that is in order gives no article.
enum class SkipReason : uint8_t {
  kNoResponse,  // a WARC record that holds no page: a request, metadata, a revisit, warcinfo
  kHttpStatus,  // a response other than 200
  kNotText,     // an image, a style sheet, a script, a PDF
  kNoArticle,   // a page without an article: an index, a search form
  kNotEnglish,  // another language, see ReadOptions::language
  kDuplicate,   // nearly the same text as an earlier document
};

constexpr size_t kNSkipReasons = 6;

std::string_view name(SkipReason reason);  // "no_response", "http_status", …

struct SkippedInput {
  std::string id;
  SkipReason reason = SkipReason::kNotText;

  friend bool operator==(const SkippedInput&, const SkippedInput&) = default;
};

using ReadItem = std::variant<Article, Page, SkippedInput, FailedInput>;

// The most that max_document_bytes can be set to: offsets have 32 bits, and a byte of another
// encoding may become three of UTF-8.
constexpr uint64_t kMaxDocumentBytes = 1u << 30;

struct ReadOptions {
  uint64_t max_document_bytes = 16u << 20;  // a larger text or line is a kTooLarge failure
  bool source_map = false;                  // fill Article::source_map where the input allows it
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
