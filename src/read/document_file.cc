#include "read/document_file.h"

#include <algorithm>
#include <utility>

#include "archive/http.h"
#include "read/archive_item.h"
#include "read/feed.h"
#include "read/json_document.h"
#include "read/limits.h"
#include "text/decode.h"

namespace quoth {
namespace {

constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";
constexpr std::string_view kBlanks = " \t\r\n";

size_t mark_size(std::string_view held) {
  return held.starts_with(kUtf8Mark) ? kUtf8Mark.size() : 0;
}

std::string too_large(uint64_t limit) {
  return "larger than the limit of " + std::to_string(limit) + " bytes";
}

std::string_view first_line(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(kBlanks), text.size()));
  return text.substr(0, text.find('\n'));
}

}  // namespace

Result<DocumentFile> DocumentFile::open(const std::string& path, uint64_t max_document_bytes,
                                        bool with_source_maps) {
  auto source = ByteSource::open(path);
  if (!source) return tl::unexpected(source.error());
  return DocumentFile(path, *std::move(source), max_document_bytes, with_source_maps);
}

DocumentFile::DocumentFile(std::string path, ByteSource source, uint64_t max_document_bytes,
                           bool with_source_maps)
    : path_(std::move(path)),
      source_(std::move(source)),
      max_document_bytes_(max_document_bytes),
      with_source_maps_(with_source_maps),
      lines_(max_document_bytes),
      records_(max_document_bytes + kMaxHttpHeadBytes) {}

std::optional<ReadItem> DocumentFile::next(JsonLineParser& parser) {
  return next_item(parser, Want::kItem);
}

void DocumentFile::skip(uint64_t n, JsonLineParser& parser) {
  while (n > 0 && next_item(parser, Want::kNothing)) --n;
}

std::optional<ReadItem> DocumentFile::next_item(JsonLineParser& parser, Want want) {
  std::optional<ReadItem> item;
  if (state_ == State::kOpened) item = start();
  if (!item && state_ == State::kLines) item = read_line(parser, want);
  if (!item && state_ == State::kRecords) item = read_record(want);
  if (!item && state_ == State::kItems) item = take_item();
  if (item) ++n_items_;
  return item;
}

// Finds the format, and reads a document that is the whole file. Of a file that fails before its
// format is known the next call reads what is behind the damage, if these are lines or records.
std::optional<ReadItem> DocumentFile::start() {
  const auto whole = hold_head();
  if (!whole) {
    is_damaged_ = true;
    return failed(whole.error());
  }
  state_ = State::kDone;
  offset_ = source_.offset();
  const std::string_view held = source_.held();
  InputFormat format = sniff(held, *whole);
  if (is_json_lines_name(path_) && !has_wide_mark(held)) format = InputFormat::kJsonLines;
  const bool has_parts = format == InputFormat::kJsonLines || format == InputFormat::kWarc;
  if (is_damaged_ && !has_parts) return std::nullopt;
  switch (format) {
    case InputFormat::kJsonLines:
      source_.consume(mark_size(held));
      state_ = State::kLines;
      return std::nullopt;
    case InputFormat::kWarc: state_ = State::kRecords; return std::nullopt;
    case InputFormat::kHtml: return read_page();
    case InputFormat::kJsonDocument:
    case InputFormat::kFeed: return read_items(format);
    case InputFormat::kText: return read_text();
  }
  return std::nullopt;
}

// Reads on until sniff() can tell; true if that is the whole input. Fails, with nothing held, where
// the first member is damaged before that. Damage behind what tells the format is left to be found
// again.
Result<bool> DocumentFile::hold_head() {
  for (Searched searched; !has_head(searched);) {
    const auto grown = source_.grow();
    if (!grown) {
      const std::string_view held = source_.held();
      const bool is_first = grown.error().where == source_.where();
      const bool tells = is_json_lines_name(path_) || sniff(held, false) != InputFormat::kText;
      if (held.empty() || (is_first && !tells)) {
        source_.consume(held.size());
        return grown;
      }
      source_.postpone(grown.error());
      return false;
    }
    if (!*grown) return true;
  }
  return false;
}

// True if enough is held for sniff(): what can be a web archive, kRecordLineBytes; of JSON the
// first line; else kSniffBytes.
bool DocumentFile::has_head(Searched& searched) const {
  const std::string_view held = source_.held();
  const size_t begin =
      held.find_first_not_of(kBlanks, std::max(searched.n_blanks, mark_size(held)));
  if (begin == held.npos) {
    if (held.size() > kUtf8Mark.size()) searched.n_blanks = held.size();
    return held.size() > std::max<uint64_t>(max_document_bytes_, kSniffBytes);
  }
  searched.n_blanks = begin;
  if (held[begin] == 'W' && is_warc_line(held.substr(begin))) return true;
  if (held[begin] != '{' && held[begin] != '[') return held.size() >= kSniffBytes;
  if (held.find('\n', std::max(begin, searched.n_line)) != held.npos) return true;
  searched.n_line = held.size();
  return held.size() - begin > max_document_bytes_;
}

// The whole file, at most max_document_bytes_.
Result<std::string> DocumentFile::read_whole() {
  const auto oversize = [&] {
    return fail(ErrorCode::kTooLarge, too_large(max_document_bytes_), path_);
  };
  if (!source_.is_compressed() && source_.size().value_or(0) > max_document_bytes_) {
    return oversize();
  }
  while (source_.held().size() <= max_document_bytes_) {
    const auto grown = source_.grow();
    if (!grown) return tl::unexpected(grown.error());
    if (!*grown) break;
  }
  if (source_.held().size() > max_document_bytes_) return oversize();
  return source_.take();
}

ReadItem DocumentFile::read_text() {
  auto bytes = read_whole();
  if (!bytes) return failed(bytes.error());
  auto decoded = decode(*std::move(bytes), path_, map_base() ? KeepMap::kYes : KeepMap::kNo);
  if (!decoded) return failed(decoded.error());
  if (decoded->encoding != "UTF-8" &&
      (is_json_lines_name(path_) || looks_like_json_lines(first_line(decoded->text), true))) {
    return failed({ErrorCode::kUnknownEncoding,
                   "JSON Lines must be UTF-8, this is " + decoded->encoding, path_});
  }
  Article article;
  article.id = path_;
  article.text = std::move(decoded->text);
  article.source_map = std::move(decoded->map);
  return article;
}

ReadItem DocumentFile::read_page() {
  auto bytes = read_whole();
  if (!bytes) return failed(bytes.error());
  return Page{path_, *std::move(bytes), "", "", ""};
}

// Reads the documents of a file that holds several and is read as a whole; the failure of the file
// if that cannot be.
std::optional<ReadItem> DocumentFile::read_items(InputFormat format) {
  auto bytes = read_whole();
  if (!bytes) return failed(bytes.error());
  // Three bytes of UTF-8 may stand for one of another encoding.
  const DocumentLimits limits{.max_bytes = std::min(3 * max_document_bytes_, kMaxDocumentBytes)};
  if (format == InputFormat::kFeed) {
    items_ = read_feed(*bytes, path_, limits);
  } else {
    const auto decoded = decode(*std::move(bytes), path_);
    if (!decoded) return failed(decoded.error());
    items_ = read_json_document(decoded->text, path_, limits);
  }
  state_ = State::kItems;
  return std::nullopt;
}

std::optional<ReadItem> DocumentFile::take_item() {
  if (next_item_ < items_.size()) return std::move(items_[next_item_++]);
  state_ = State::kDone;
  return std::nullopt;
}

// A failure of the file as such; after kIo there is no more of it.
FailedInput DocumentFile::failed(Error error) {
  if (error.code == ErrorCode::kIo) state_ = State::kDone;
  return {path_, std::move(error)};
}

std::optional<ReadItem> DocumentFile::read_line(JsonLineParser& parser, Want want) {
  while (true) {
    const auto line = lines_.next(source_);
    offset_ = lines_.offset();
    if (!line) return failed(line.error());
    if (!*line) {
      state_ = State::kDone;
      return std::nullopt;
    }
    const auto& [text, number, too_long] = **line;
    const bool is_blank = text.find_first_not_of(kBlanks) == text.npos;
    if (is_blank && !too_long) continue;
    if (want == Want::kNothing) return ReadItem{};
    const std::string where = path_ + ':' + std::to_string(number);
    if (!too_long) return parser.parse(text, where, map_base());
    return FailedInput{where, {ErrorCode::kTooLarge, too_large(max_document_bytes_), where}};
  }
}

// Where the line or document begins that source maps count from: nothing where none are wanted, or
// where the bytes of the text are not those of the file.
std::optional<uint64_t> DocumentFile::map_base() const {
  return with_source_maps_ && !source_.is_compressed() ? std::optional(offset_) : std::nullopt;
}

std::optional<ReadItem> DocumentFile::read_record(Want want) {
  const auto record = records_.next(source_);
  offset_ = records_.offset();
  if (!record) {
    FailedInput failure = failed(record.error());
    failure.id = failure.error.where;
    return failure;
  }
  if (!*record) {
    state_ = State::kDone;
    return std::nullopt;
  }
  if (want == Want::kNothing) return ReadItem{};
  return item_of(**record, byte_place(path_, offset_), max_document_bytes_);
}

}  // namespace quoth
