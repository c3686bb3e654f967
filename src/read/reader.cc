#include "read/reader.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "read/document_file.h"
#include "read/file_walk.h"

namespace quoth {
namespace {

std::optional<struct stat> stat_of(const std::string& path) {
  struct stat info;
  if (path.find('\0') != std::string::npos || stat(path.c_str(), &info) != 0) return std::nullopt;
  return info;
}

bool is_directory(const std::string& path) {
  const auto info = stat_of(path);
  return info && S_ISDIR(info->st_mode);
}

uint64_t file_size(const std::string& path) {
  const auto info = stat_of(path);
  return info && S_ISREG(info->st_mode) ? static_cast<uint64_t>(info->st_size) : 0;
}

// What is left of standard input, nothing where only reading would tell.
std::optional<uint64_t> stdin_left() {
  struct stat info;
  if (fstat(STDIN_FILENO, &info) != 0 || !S_ISREG(info.st_mode)) return std::nullopt;
  const off_t pos = std::max<off_t>(lseek(STDIN_FILENO, 0, SEEK_CUR), 0);
  return static_cast<uint64_t>(std::max<off_t>(info.st_size - pos, 0));
}

// Bytes of a file or a directory, nothing where only reading would tell. What cannot be opened has
// none.
std::optional<uint64_t> input_size(const std::string& input) {
  const auto info = stat_of(input);
  if (!info) return 0;
  if (S_ISREG(info->st_mode)) return static_cast<uint64_t>(info->st_size);
  if (!S_ISDIR(info->st_mode)) return std::nullopt;
  uint64_t total = 0;
  FileWalk walk(input);
  while (const auto path = walk.next()) total += *path ? file_size(**path) : 0;
  return total;
}

}  // namespace

std::string_view name(SkipReason reason) {
  switch (reason) {
    case SkipReason::kNoResponse: return "no_response";
    case SkipReason::kHttpStatus: return "http_status";
    case SkipReason::kNotText: return "not_text";
    case SkipReason::kNoArticle: return "no_article";
    case SkipReason::kNotEnglish: return "not_english";
    case SkipReason::kDuplicate: return "duplicate";
  }
  return "";
}

struct Reader::Impl {
  std::vector<std::string> inputs;
  uint64_t max_document_bytes = 0;
  KeepMap keep_map = KeepMap::kNo;
  size_t next_input = 0;
  bool stdin_read = false;
  std::optional<FileWalk> walk;
  std::optional<DocumentFile> file;
  JsonLineParser parser;
  uint64_t bytes_done = 0;                             // of files that are closed
  std::optional<uint64_t> stdin_bytes = stdin_left();  // before any of it is read
  std::optional<uint64_t> bytes_total;

  std::optional<ReadItem> next();
  uint64_t total() const;
  std::optional<FailedInput> advance(bool& at_end);
  std::optional<FailedInput> start_input(const std::string& input);
  std::optional<FailedInput> open_file(const std::string& path);
  void close_file();
};

std::optional<ReadItem> Reader::Impl::next() {
  while (true) {
    if (file) {
      if (auto item = file->next(parser)) return item;
      close_file();
    }
    bool at_end = false;
    if (auto failed = advance(at_end)) return *std::move(failed);
    if (at_end) return std::nullopt;
  }
}

// Opens the next file of the walk or the next input; without effect but for `at_end` after the
// last.
std::optional<FailedInput> Reader::Impl::advance(bool& at_end) {
  if (walk) {
    const auto path = walk->next();
    if (path && *path) return open_file(**path);
    if (path) return FailedInput{path->error().where, path->error()};
    walk.reset();
  }
  at_end = next_input == inputs.size();
  return at_end ? std::nullopt : start_input(inputs[next_input++]);
}

std::optional<FailedInput> Reader::Impl::start_input(const std::string& input) {
  if (input != "-" && is_directory(input)) {
    walk.emplace(input);
    return std::nullopt;
  }
  if (input == "-" && std::exchange(stdin_read, true)) {
    return FailedInput{input, {ErrorCode::kUsage, "standard input is given twice", input}};
  }
  return open_file(input);
}

std::optional<FailedInput> Reader::Impl::open_file(const std::string& path) {
  auto opened = DocumentFile::open(path, max_document_bytes, keep_map);
  if (!opened) {
    bytes_done += file_size(path);
    return FailedInput{path, opened.error()};
  }
  file.emplace(*std::move(opened));
  return std::nullopt;
}

void Reader::Impl::close_file() {
  bytes_done += file->size().value_or(file->bytes_read());
  file.reset();
}

uint64_t Reader::Impl::total() const {
  uint64_t sum = 0;
  bool has_stdin = false;
  for (const std::string& input : inputs) {
    const bool is_stdin = input == "-";
    if (is_stdin && std::exchange(has_stdin, true)) continue;  // is read once
    const auto size = is_stdin ? stdin_bytes : input_size(input);
    if (!size) return 0;
    sum += *size;
  }
  return sum;
}

Reader::Reader(std::vector<std::string> inputs, ReadOptions options)
    : impl_(std::make_unique<Impl>()) {
  impl_->inputs = std::move(inputs);
  impl_->max_document_bytes = std::min(options.max_document_bytes, kMaxDocumentBytes);
  impl_->keep_map = options.source_map ? KeepMap::kYes : KeepMap::kNo;
}

Reader::~Reader() = default;

std::optional<ReadItem> Reader::next() { return impl_->next(); }

uint64_t Reader::bytes_read() const {
  const auto& file = impl_->file;
  if (!file) return impl_->bytes_done;
  return impl_->bytes_done + std::min(file->bytes_read(), file->size().value_or(UINT64_MAX));
}

uint64_t Reader::bytes_total() const {
  if (!impl_->bytes_total) impl_->bytes_total = impl_->total();
  return *impl_->bytes_total;
}

}  // namespace quoth
