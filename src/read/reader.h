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
  std::string id = {};
  std::string bytes = {};
  std::string charset = {};    // of the HTTP header, empty without one
  std::string url = {};        // where it was fetched from, if known
  std::string published = {};  // as in Article, as are those below, if the surroundings tell
  std::string title = {};
  std::string publisher = {};
  std::string section = {};
  std::string author = {};
  std::string language = {};
  bool is_made = false;  // of parts of the input: offsets in `bytes` are not those of the input

  friend bool operator==(const Page&, const Page&) = default;
};

// Why an input that is in order gives no article.
enum class SkipReason : uint8_t {
  kNoResponse,  // a WARC record that holds no page: a request, metadata, a revisit, warcinfo
  kHttpStatus,  // a response other than 200
  kNotText,     // an image, a style sheet, a script, a PDF
  kNoArticle,   // a page without an article: an index, a search form
  kNotEnglish,  // another language, see ReadOptions::language
};

constexpr size_t kNSkipReasons = 5;

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
  std::vector<std::string> manifests = {};  // files that list further inputs, see Reader
  std::string language = "en";  // "any" to read all; else see skip_by_language() in read/skip.h
  bool source_map = false;      // fill Article::source_map, of what is not compressed
};

// Where an item came from. `number` counts the items of its file from 0, those skipped and failed
// too. `offset` is that of its record, line or document in the file as it lies there: of a
// compressed file, where the member of gzip or the frame of zstd begins that it begins in. Of an
// input that cannot be opened or listed, both are 0.
struct Place {
  std::string path;
  uint64_t number = 0;
  uint64_t offset = 0;

  friend bool operator==(const Place&, const Place&) = default;
};

// Yields the documents of `inputs`, and then of what the manifests list, in order: files,
// directories (their files, recursively, in byte order of their paths, hidden ones left out), and
// "-" for standard input. Reads lazily: memory is bounded by max_document_bytes, not by the size of
// a file. A bad input yields one FailedInput and the run goes on; a compressed file or a web
// archive that is damaged, one for each fault, and what is sound in it is read. Not thread safe;
// one thread pulls.
//
//   quoth::Reader reader({"news/", "crawl.warc.gz", "-"}, {});
//   while (const auto item = reader.next()) {
//     if (const auto* article = std::get_if<quoth::Article>(&*item)) use(*article);
//     else if (const auto* failed = std::get_if<quoth::FailedInput>(&*item)) report(*failed);
//   }
//
// Files may be compressed by gzip or zstd (archive/byte_source.h). What they hold is told by their
// first bytes (read/sniff.h): plain text, JSON Lines (read/json_lines.h; also by a name in .jsonl
// or .ndjson), a JSON document (read/json_document.h), a feed (read/feed.h), a web page, or a web
// archive (archive/record_reader.h). Text in another encoding than UTF-8 is decoded
// (text/decode.h), a page is handed on as it is. In a directory, links are followed, no directory
// is entered twice, and pipes, sockets and devices are left out.
//
// A manifest names an input a line (read/manifest.h), and is read as its inputs are.
class Reader {
 public:
  Reader(std::vector<std::string> inputs, ReadOptions options);
  ~Reader();

  // The next document, or nothing at the end of all inputs.
  std::optional<ReadItem> next();

  // Where the item came from that next() returned last.
  const Place& place() const;

  // To be called before next(): lets it begin with item `place.number` of the file `place.path`.
  // Files before the first one of that name are not opened, and the items before that number are
  // passed over without being parsed; `place.offset` is not looked at. If there is no such file
  // among the inputs, next() gives one kNotFound failure.
  void resume_at(Place place);

  // For progress: bytes consumed so far, and the total of all inputs where it is known (0 if not,
  // as with a pipe); of compressed files, compressed. The first call of bytes_total() walks the
  // directories and reads the manifests.
  uint64_t bytes_read() const;
  uint64_t bytes_total() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace quoth
