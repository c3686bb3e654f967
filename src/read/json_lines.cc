#include "read/json_lines.h"

#include <simdjson.h>

#include <algorithm>
#include <utility>

#include "read/json_check.h"
#include "read/news_object.h"

namespace quoth {
namespace {

using simdjson::SUCCESS;
namespace ondemand = simdjson::ondemand;

constexpr std::string_view kBlanks = " \t\r\n";

std::string_view skip_blanks(std::string_view s) {
  return s.substr(std::min(s.find_first_not_of(kBlanks), s.size()));
}

simdjson::error_code read_fields(ondemand::parser& parser, simdjson::padded_string_view json,
                                 NewsObject& fields) {
  ondemand::document document;
  ondemand::object object;
  if (const auto error = parser.iterate(json).get(document)) return error;
  if (const auto error = document.get_object().get(object)) return error;
  for (auto member : object) {
    ondemand::field field;
    std::string_view key;
    if (const auto error = std::move(member).get(field)) return error;
    if (const auto error = field.unescaped_key().get(key)) return error;
    fields.read(key, field.value(), std::string_view(json.data(), json.length()));
  }
  return SUCCESS;
}

// True if `"key":` stands in the line, wherever that is.
bool has_key(std::string_view line, std::string_view key) {
  for (size_t pos = line.find(key); pos != line.npos; pos = line.find(key, pos + 1)) {
    std::string_view behind = line.substr(pos + key.size());
    if (pos == 0 || line[pos - 1] != '"' || !behind.starts_with('"')) continue;
    if (skip_blanks(behind.substr(1)).starts_with(':')) return true;
  }
  return false;
}

}  // namespace

bool looks_like_json_lines(std::string_view line, bool complete) {
  line = skip_blanks(line);
  if (!line.starts_with('{')) return false;
  line = skip_blanks(line.substr(1));
  if (!line.starts_with('"')) return false;
  if (!complete) return true;
  const bool is_closed = line.substr(0, line.find_last_not_of(kBlanks) + 1).ends_with('}');
  return std::any_of(news_keys().begin(), news_keys().end(), [&](const NewsKey& key) {
    return is_body(key.field) && (is_closed || key.rank == 0) && has_key(line, key.name);
  });
}

bool is_json_lines_name(std::string_view path) {
  for (const std::string_view suffix : {".gz", ".zst"}) {
    if (path.ends_with(suffix)) path.remove_suffix(suffix.size());
  }
  return path.ends_with(".jsonl") || path.ends_with(".ndjson");
}

// The next bytes of a line; what is held of it is given up if there is damage in it.
Result<bool> LineSplitter::grow(ByteSource& source) {
  const bool begins = source.held().empty();
  const auto grown = source.grow();
  if (begins) offset_ = source.offset();
  if (!grown) {
    source.consume(source.held().size());
    offset_ = source.offset();
    ++number_;
  }
  return grown;
}

Result<std::optional<LineSplitter::Line>> LineSplitter::next(ByteSource& source) {
  source.consume(std::exchange(consume_, 0));
  offset_ = source.offset();
  size_t end = source.held().find('\n');
  while (end == std::string_view::npos) {
    const size_t searched = source.held().size();
    // One byte over the limit may be the CR of the line end.
    if (searched > 0 && searched - 1 > max_line_bytes_) return skip_line(source);
    const auto grown = grow(source);
    if (!grown) return tl::unexpected(grown.error());
    if (!*grown) break;
    end = source.held().find('\n', searched);
  }
  const std::string_view held = source.held();
  if (held.empty()) return std::nullopt;
  consume_ = end == std::string_view::npos ? held.size() : end + 1;
  std::string_view text = held.substr(0, end);
  if (text.ends_with('\r')) text.remove_suffix(1);
  const bool too_long = text.size() > max_line_bytes_;
  return Line{too_long ? std::string_view() : text, ++number_, too_long};
}

// A line that is too long and whose end is not held.
Result<std::optional<LineSplitter::Line>> LineSplitter::skip_line(ByteSource& source) {
  ++number_;
  size_t end = std::string_view::npos;
  while (end == std::string_view::npos) {
    source.consume(source.held().size());
    const auto grown = source.grow();
    if (!grown) source.postpone(grown.error());  // where this line ends
    if (!grown || !*grown) return Line{{}, number_, true};
    end = source.held().find('\n');
  }
  consume_ = end + 1;
  return Line{{}, number_, true};
}

// The parser's own buffers, and the line copied to where the bytes that simdjson reads past its end
// are ours. Both grow with the longest line.
struct JsonLineParser::Scratch {
  ondemand::parser parser;
  std::string padded;
};

JsonLineParser::JsonLineParser() : scratch_(std::make_unique<Scratch>()) {}
JsonLineParser::~JsonLineParser() = default;

ReadItem JsonLineParser::parse(std::string_view line, const std::string& where,
                               std::optional<uint64_t> line_at) {
  if (auto error = find_json_error(line, where, "line"))
    return FailedInput{where, *std::move(error)};
  NewsObject fields(where, line_at);
  if (skip_blanks(line).starts_with('{')) {
    scratch_->padded.assign(line);
    scratch_->padded.resize(line.size() + simdjson::SIMDJSON_PADDING);
    const simdjson::padded_string_view view(scratch_->padded.data(), line.size(),
                                            scratch_->padded.size());
    if (const auto error = read_fields(scratch_->parser, view, fields); error != SUCCESS) {
      fields.note(ErrorCode::kInvalidJson, simdjson::error_message(error));
    }
  } else {
    fields.note(ErrorCode::kInvalidDocument, "not an object");
  }
  return std::move(fields).finish();
}

}  // namespace quoth
