#include "read/json_lines.h"

#include <simdjson.h>

#include <algorithm>
#include <utility>

#include "base/utf8.h"
#include "read/json_check.h"

namespace quoth {
namespace {

using simdjson::SUCCESS;
namespace ondemand = simdjson::ondemand;

constexpr std::string_view kBlanks = " \t\r\n";

struct Field {
  std::string_view key;
  std::string Article::*member;
};

constexpr Field kFields[] = {
    {"text", &Article::text},           {"url", &Article::url},
    {"title", &Article::title},         {"publisher", &Article::publisher},
    {"published", &Article::published},
};

std::string_view skip_blanks(std::string_view s) {
  return s.substr(std::min(s.find_first_not_of(kBlanks), s.size()));
}

// What is wrong with the line before its fields are looked at.
std::optional<Error> find_fault(std::string_view line, const std::string& where) {
  const auto at = [](size_t byte) { return " at byte " + std::to_string(byte) + " of the line"; };
  if (const size_t nul = line.find('\0'); nul != std::string_view::npos) {
    return Error{ErrorCode::kBinaryInput, "NUL character" + at(nul), where};
  }
  if (const auto bad = find_invalid_utf8(line)) {
    return Error{ErrorCode::kInvalidUtf8, "invalid UTF-8" + at(*bad), where};
  }
  if (const auto fault = find_json_fault(line)) {
    return Error{ErrorCode::kInvalidJson,
                 "invalid JSON" + at(fault->byte) + ": " + std::string(fault->reason), where};
  }
  return std::nullopt;
}

std::string quoted(std::string_view key) { return '"' + std::string(key) + '"'; }

// Fills an article from the fields of an object, in whatever order they come. The first fault is
// kept and the rest still read, for the id.
class FieldReader {
 public:
  explicit FieldReader(const std::string& where) : where_(where) {}

  void read(std::string_view key, ondemand::value value) {
    if (key == "id") return read_id(value);
    const auto field = std::find_if(std::begin(kFields), std::end(kFields),
                                    [&](const Field& f) { return f.key == key; });
    if (field == std::end(kFields)) return;
    const bool required = field->member == &Article::text;
    bool is_null = false;
    std::string_view text;
    if (value.is_null().get(is_null) == SUCCESS && is_null && !required) {
      (article_.*field->member).clear();
    } else if (value.get_string().get(text) == SUCCESS) {
      set(key, article_.*field->member, text);
      has_text_ |= required;
    } else {
      note(ErrorCode::kInvalidDocument, quoted(key) + " is not a string");
    }
  }

  void note(ErrorCode code, std::string message) {
    if (!error_) error_ = Error{code, std::move(message), where_};
  }

  ReadItem finish() && {
    if (!has_text_) note(ErrorCode::kInvalidDocument, "no \"text\"");
    if (article_.id.empty()) article_.id = where_;
    if (error_) return FailedInput{std::move(article_.id), *std::move(error_)};
    return std::move(article_);
  }

 private:
  void set(std::string_view key, std::string& member, std::string_view text) {
    if (text.find('\0') != std::string_view::npos) {
      return note(ErrorCode::kBinaryInput, "NUL character in " + quoted(key));
    }
    member = text;
  }

  void read_id(ondemand::value value) {
    ondemand::json_type type;
    std::string_view text;
    if (value.type().get(type) != SUCCESS) type = ondemand::json_type::object;
    if (type == ondemand::json_type::null) {
      article_.id.clear();
    } else if (type == ondemand::json_type::string && value.get_string().get(text) == SUCCESS) {
      set("id", article_.id, text);
    } else if (type == ondemand::json_type::number && is_integer(text = value.raw_json_token())) {
      article_.id = text.substr(0, text.find_last_not_of(kBlanks) + 1);
    } else {
      note(ErrorCode::kInvalidDocument, "\"id\" is neither a string nor an integer");
    }
  }

  static bool is_integer(std::string_view number) {
    return number.find_first_of(".eE") == std::string_view::npos;
  }

  const std::string& where_;
  Article article_;
  bool has_text_ = false;
  std::optional<Error> error_;
};

simdjson::error_code read_fields(ondemand::parser& parser, simdjson::padded_string_view json,
                                 FieldReader& fields) {
  ondemand::document document;
  ondemand::object object;
  if (const auto error = parser.iterate(json).get(document)) return error;
  if (const auto error = document.get_object().get(object)) return error;
  for (auto member : object) {
    ondemand::field field;
    std::string_view key;
    if (const auto error = std::move(member).get(field)) return error;
    if (const auto error = field.unescaped_key().get(key)) return error;
    fields.read(key, field.value());
  }
  return SUCCESS;
}

}  // namespace

bool looks_like_json_lines(std::string_view line, bool complete) {
  line = skip_blanks(line);
  if (!line.starts_with('{')) return false;
  line = skip_blanks(line.substr(1));
  if (!line.starts_with('"')) return false;
  if (!complete) return true;
  constexpr std::string_view kKey = "\"text\"";
  for (size_t pos = line.find(kKey); pos != std::string_view::npos;
       pos = line.find(kKey, pos + 1)) {
    if (skip_blanks(line.substr(pos + kKey.size())).starts_with(':')) return true;
  }
  return false;
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

ReadItem JsonLineParser::parse(std::string_view line, const std::string& where) {
  if (auto error = find_fault(line, where)) return FailedInput{where, *std::move(error)};
  FieldReader fields(where);
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
