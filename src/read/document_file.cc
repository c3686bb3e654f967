#include "read/document_file.h"

#include <algorithm>
#include <utility>

namespace quoth {
namespace {

constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";
constexpr std::string_view kBlanks = " \t\r\n";

size_t mark_size(std::string_view held) {
  return held.starts_with(kUtf8Mark) ? kUtf8Mark.size() : 0;
}

// Marks of UTF-16 and UTF-32, in which lines cannot be split by bytes.
bool has_wide_mark(std::string_view held) {
  return held.starts_with("\xFF\xFE") || held.starts_with("\xFE\xFF") ||
         held.starts_with(std::string_view("\0\0\xFE\xFF", 4));
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
                                        KeepMap keep_map) {
  auto source = ByteSource::open(path);
  if (!source) return tl::unexpected(source.error());
  return DocumentFile(path, *std::move(source), max_document_bytes, keep_map);
}

DocumentFile::DocumentFile(std::string path, ByteSource source, uint64_t max_document_bytes,
                           KeepMap keep_map)
    : path_(std::move(path)),
      source_(std::move(source)),
      max_document_bytes_(max_document_bytes),
      keep_map_(keep_map),
      lines_(max_document_bytes) {}

std::optional<ReadItem> DocumentFile::next(JsonLineParser& parser) {
  if (state_ == State::kOpened) {
    state_ = State::kDone;
    const auto json_lines = sniff_json_lines();
    if (!json_lines) return failed(json_lines.error());
    if (!*json_lines) return read_text();
    source_.consume(mark_size(source_.held()));
    state_ = State::kJsonLines;
  }
  return state_ == State::kJsonLines ? read_line(parser) : std::nullopt;
}

// Reads on until a byte after the mark is held that is not blank; false if there is none within the
// limit.
Result<bool> DocumentFile::hold_first_byte() {
  size_t begin = 0;  // all before it is mark or blank
  while (true) {
    const std::string_view held = source_.held();
    if (held.size() >= kUtf8Mark.size() || !kUtf8Mark.starts_with(held)) {
      begin = held.find_first_not_of(kBlanks, std::max(begin, mark_size(held)));
      if (begin != std::string_view::npos) return true;
      begin = held.size();
    }
    if (held.size() > max_document_bytes_) return false;
    const auto grown = source_.grow();
    if (!grown || !*grown) return grown;
  }
}

Result<bool> DocumentFile::sniff_json_lines() {
  const auto has_byte = hold_first_byte();
  if (!has_byte) return has_byte;
  if (has_wide_mark(source_.held())) return false;
  if (is_json_lines_name(path_)) return true;
  if (!*has_byte) return false;
  while (true) {
    const std::string_view held = source_.held();
    const size_t begin = held.find_first_not_of(kBlanks, mark_size(held));
    if (begin == std::string_view::npos || held[begin] != '{') return false;
    const size_t end = held.find('\n', begin);
    if (end != std::string_view::npos) {
      return looks_like_json_lines(held.substr(begin, end - begin), true);
    }
    if (held.size() - begin > max_document_bytes_) {
      return looks_like_json_lines(held.substr(begin), false);
    }
    const auto grown = source_.grow();
    if (!grown) return grown;
    if (!*grown) return looks_like_json_lines(source_.held().substr(begin), true);
  }
}

ReadItem DocumentFile::read_text() {
  const Error oversize{ErrorCode::kTooLarge, too_large(max_document_bytes_), path_};
  if (source_.size().value_or(0) > max_document_bytes_) return failed(oversize);
  while (source_.held().size() <= max_document_bytes_) {
    const auto grown = source_.grow();
    if (!grown) return failed(grown.error());
    if (!*grown) break;
  }
  if (source_.held().size() > max_document_bytes_) return failed(oversize);
  auto decoded = decode(source_.take(), path_, keep_map_);
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

std::optional<ReadItem> DocumentFile::read_line(JsonLineParser& parser) {
  while (true) {
    const auto line = lines_.next(source_);
    if (!line || !*line) state_ = State::kDone;
    if (!line) return failed(line.error());
    if (!*line) return std::nullopt;
    const auto& [text, number, too_long] = **line;
    const auto where = [&, n = number] { return path_ + ':' + std::to_string(n); };
    if (too_long) {
      return FailedInput{where(), {ErrorCode::kTooLarge, too_large(max_document_bytes_), where()}};
    }
    if (text.find_first_not_of(kBlanks) != std::string_view::npos)
      return parser.parse(text, where());
  }
}

}  // namespace quoth
