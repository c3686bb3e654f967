#include "read/reader.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "read/document_file.h"
#include "read/file_walk.h"
#include "read/manifest.h"

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
  }
  return "";
}

struct Reader::Impl {
  std::vector<std::string> inputs;
  std::vector<std::string> manifests;
  uint64_t max_document_bytes = 0;
  bool source_map = false;
  size_t next_input = 0;
  size_t next_manifest = 0;
  bool stdin_read = false;
  std::optional<Manifest> manifest;
  std::optional<FileWalk> walk;
  std::optional<DocumentFile> file;
  JsonLineParser parser;
  Place place;
  std::optional<Place> resume;                         // until that file is reached
  uint64_t bytes_done = 0;                             // of files that are closed
  std::optional<uint64_t> stdin_bytes = stdin_left();  // before any of it is read
  std::optional<uint64_t> bytes_total;

  std::optional<ReadItem> next();
  uint64_t total() const;
  std::optional<FailedInput> advance(bool& at_end);
  std::optional<FailedInput> advance_manifest(bool& at_end);
  std::optional<FailedInput> start_input(const std::string& input);
  std::optional<FailedInput> open_file(const std::string& path);
  std::optional<FailedInput> failed(const std::string& path, Error error);
  void close_file();
};

std::optional<ReadItem> Reader::Impl::next() {
  while (true) {
    if (file) {
      if (auto item = file->next(parser)) {
        place.number = file->number();
        place.offset = file->offset();
        return item;
      }
      close_file();
    }
    bool at_end = false;
    if (auto failure = advance(at_end)) return *std::move(failure);
    if (!at_end) continue;
    if (!resume) return std::nullopt;
    const std::string path = std::exchange(resume, std::nullopt)->path;
    place = {path, 0, 0};
    return FailedInput{
        path, {ErrorCode::kNotFound, "not among the inputs, so the run cannot go on at it", path}};
  }
}

// Opens the next file of the walk or the next input; without effect but for `at_end` after the
// last.
std::optional<FailedInput> Reader::Impl::advance(bool& at_end) {
  if (walk) {
    const auto path = walk->next();
    if (path && *path) return open_file(**path);
    if (path) return failed(path->error().where, path->error());
    walk.reset();
  }
  if (next_input < inputs.size()) return start_input(inputs[next_input++]);
  return advance_manifest(at_end);
}

std::optional<FailedInput> Reader::Impl::advance_manifest(bool& at_end) {
  if (manifest) {
    const auto input = manifest->next();
    if (input && *input) return start_input(**input);
    if (input) return failed(input->error().where, input->error());
    manifest.reset();
  }
  at_end = next_manifest == manifests.size();
  if (at_end) return std::nullopt;
  const std::string& path = manifests[next_manifest++];
  if (path == "-" && std::exchange(stdin_read, true)) {
    return failed(path, {ErrorCode::kUsage, "standard input is given twice", path});
  }
  auto opened = Manifest::open(path);
  if (!opened) return failed(path, opened.error());
  manifest.emplace(*std::move(opened));
  return std::nullopt;
}

std::optional<FailedInput> Reader::Impl::start_input(const std::string& input) {
  if (input != "-" && is_directory(input)) {
    walk.emplace(input);
    return std::nullopt;
  }
  if (input == "-" && std::exchange(stdin_read, true)) {
    return failed(input, {ErrorCode::kUsage, "standard input is given twice", input});
  }
  return open_file(input);
}

std::optional<FailedInput> Reader::Impl::open_file(const std::string& path) {
  if (resume && resume->path != path) {
    bytes_done += file_size(path);
    return std::nullopt;
  }
  auto opened = DocumentFile::open(path, max_document_bytes, source_map);
  if (!opened) {
    bytes_done += file_size(path);
    return failed(path, opened.error());
  }
  file.emplace(*std::move(opened));
  place = {path, 0, 0};
  if (resume) file->skip(std::exchange(resume, std::nullopt)->number, parser);
  return std::nullopt;
}

// The failure of an input as a whole, unless it comes before the place to go on at.
std::optional<FailedInput> Reader::Impl::failed(const std::string& path, Error error) {
  if (resume) {
    if (resume->path != path) return std::nullopt;
    if (std::exchange(resume, std::nullopt)->number > 0) return std::nullopt;
  }
  place = {path, 0, 0};
  return FailedInput{path, std::move(error)};
}

void Reader::Impl::close_file() {
  bytes_done += file->size().value_or(file->bytes_read());
  file.reset();
}

uint64_t Reader::Impl::total() const {
  uint64_t sum = 0;
  bool has_stdin = false;
  const auto add = [&](const std::string& input) {
    const bool is_stdin = input == "-";
    if (is_stdin && std::exchange(has_stdin, true)) return true;  // is read once
    const auto size = is_stdin ? stdin_bytes : input_size(input);
    sum += size.value_or(0);
    return size.has_value();
  };
  if (!std::all_of(inputs.begin(), inputs.end(), add)) return 0;
  for (const std::string& path : manifests) {
    const auto info = stat_of(path);
    if (path == "-" || (info && !S_ISREG(info->st_mode))) return 0;
    auto list = Manifest::open(path);
    if (!list) continue;
    while (const auto input = list->next()) {
      if (*input && !add(**input)) return 0;
    }
  }
  return sum;
}

Reader::Reader(std::vector<std::string> inputs, ReadOptions options)
    : impl_(std::make_unique<Impl>()) {
  impl_->inputs = std::move(inputs);
  impl_->manifests = std::move(options.manifests);
  impl_->source_map = options.source_map;
  impl_->max_document_bytes = std::min(options.max_document_bytes, kMaxDocumentBytes);
}

Reader::~Reader() = default;

std::optional<ReadItem> Reader::next() { return impl_->next(); }

const Place& Reader::place() const { return impl_->place; }

void Reader::resume_at(Place place) { impl_->resume = std::move(place); }

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
