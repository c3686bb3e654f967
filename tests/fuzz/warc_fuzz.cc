// A file of any bytes through the reader: it ends, items have their places in order, going on from
// the middle gives the rest, and records are the same however the file is cut into members of gzip.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <variant>

#include "base/utf8.h"
#include "read/reader.h"
#include "support/archives.h"
#include "support/memory_file.h"

namespace {

using quoth::testing_support::MemoryFile;

constexpr uint64_t kMaxDocumentBytes = 4096;

void require(bool holds) {
  if (!holds) std::abort();
}

struct Counts {
  uint64_t n_pages = 0, n_articles = 0, n_skipped = 0, n_failed = 0;

  uint64_t total() const { return n_pages + n_articles + n_skipped + n_failed; }
  friend bool operator==(const Counts&, const Counts&) = default;
};

void count(const quoth::ReadItem& item, Counts& counts) {
  if (const auto* page = std::get_if<quoth::Page>(&item)) {
    require(!page->id.empty() && page->bytes.size() <= kMaxDocumentBytes);
    ++counts.n_pages;
  } else if (const auto* article = std::get_if<quoth::Article>(&item)) {
    require(!article->id.empty() && !quoth::find_invalid_utf8(article->text));
    ++counts.n_articles;
  } else if (const auto* failed = std::get_if<quoth::FailedInput>(&item)) {
    require(!failed->id.empty() && !failed->error.message.empty() && !failed->error.where.empty());
    ++counts.n_failed;
  } else {
    require(!std::get<quoth::SkippedInput>(item).id.empty());
    ++counts.n_skipped;
  }
}

Counts read(const std::string& path, uint64_t n_bytes, uint64_t begin = 0) {
  quoth::Reader reader({path}, {.max_document_bytes = kMaxDocumentBytes});
  reader.resume_at({path, begin, 0});
  Counts counts;
  uint64_t offset = 0;
  while (const auto item = reader.next()) {
    const quoth::Place& place = reader.place();
    require(place.path == path && place.number == begin + counts.total());
    require(place.offset >= offset && place.offset <= n_bytes);
    offset = place.offset;
    count(*item, counts);
  }
  require(reader.bytes_read() == n_bytes);
  return counts;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const MemoryFile plain(bytes);
  const Counts counts = read(plain.path(), size);
  const uint64_t n_passed = counts.total() / 2;
  require(read(plain.path(), size, n_passed).total() == counts.total() - n_passed);
  if (!bytes.starts_with("WARC/1.0\r\n")) return 0;
  std::string members;
  for (size_t i = 0; i < size; i += 100) {
    members += quoth::testing_support::gzipped(bytes.substr(i, 100), 1);
  }
  require(read(MemoryFile(members).path(), members.size()) == counts);
  return 0;
}
