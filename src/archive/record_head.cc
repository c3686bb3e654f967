#include "archive/record_head.h"

#include <algorithm>
#include <charconv>
#include <vector>

#include "archive/ascii.h"

namespace quoth {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::optional<uint64_t> parse_length(std::string_view digits) {
  uint64_t length = 0;
  const char* end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, length);
  if (error != std::errc() || stop != end) return std::nullopt;
  return length;
}

// "<urn:uuid:…>" without the brackets, which early writers put around addresses too.
std::string_view unbracketed(std::string_view value) {
  if (value.starts_with('<') && value.ends_with('>')) return value.substr(1, value.size() - 2);
  return value;
}

RecordType type_of(std::string_view name) {
  if (equals_ignoring_case(name, "response")) return RecordType::kResponse;
  if (equals_ignoring_case(name, "resource")) return RecordType::kResource;
  if (equals_ignoring_case(name, "conversion")) return RecordType::kConversion;
  return RecordType::kOther;
}

// Up to `max` words between single spaces.
std::vector<std::string_view> words_of(std::string_view line, size_t max) {
  std::vector<std::string_view> words;
  while (words.size() < max) {
    const size_t end = std::min(line.find(' '), line.size());
    words.push_back(line.substr(0, end));
    if (end == line.size()) break;
    line.remove_prefix(end + 1);
  }
  return words;
}

}  // namespace

bool is_warc_line(std::string_view bytes) {
  constexpr std::string_view kName = "WARC/";
  if (bytes.size() < kName.size() + 4 || !bytes.starts_with(kName)) return false;
  bytes.remove_prefix(kName.size());
  if ((bytes[0] != '0' && bytes[0] != '1') || bytes[1] != '.' || !is_digit(bytes[2])) return false;
  bytes.remove_prefix(is_digit(bytes[3]) ? 4 : 3);
  return bytes.starts_with("\r\n") || bytes.starts_with('\n');
}

bool is_warc_head(std::string_view bytes) {
  if (!is_warc_line(bytes)) return false;
  const std::string_view field = bytes.substr(bytes.find('\n') + 1);
  return field.starts_with("WARC-") || field.starts_with("Conte");
}

size_t find_warc_line(std::string_view bytes, bool begins_line) {
  constexpr std::string_view kBegin = "WARC/";
  for (size_t at = bytes.find(kBegin); at != bytes.npos; at = bytes.find(kBegin, at + 1)) {
    const std::string_view rest = bytes.substr(at);
    const bool is_at_line = at == 0 ? begins_line : bytes[at - 1] == '\n';
    if (is_at_line ? is_warc_line(rest) : is_warc_head(rest)) return at;
  }
  return std::string_view::npos;
}

std::optional<RecordHead> parse_warc_head(std::string_view head) {
  RecordHead record;
  std::optional<uint64_t> length;
  HeaderFields fields(head.substr(std::min(head.find('\n'), head.size())));
  while (fields.next()) {
    const std::string_view name = fields.name();
    if (equals_ignoring_case(name, "warc-type")) {
      record.type = type_of(fields.value());
    } else if (equals_ignoring_case(name, "warc-record-id")) {
      record.id = unbracketed(fields.value());
    } else if (equals_ignoring_case(name, "warc-target-uri")) {
      record.target_uri = unbracketed(fields.value());
    } else if (equals_ignoring_case(name, "content-type")) {
      record.content_type = parse_media_type(fields.value());
    } else if (equals_ignoring_case(name, "content-length")) {
      length = parse_length(fields.value());
    }
  }
  if (!length) return std::nullopt;
  record.block_bytes = *length;
  return record;
}

std::optional<RecordHead> parse_arc_line(std::string_view line) {
  constexpr size_t kMinWords = 5, kMaxWords = 10;  // of versions 1 and 2
  constexpr size_t kMinDateDigits = 8;
  if (line.ends_with('\r')) line.remove_suffix(1);
  const auto words = words_of(line, kMaxWords + 1);
  if (words.size() < kMinWords || words.size() > kMaxWords) return std::nullopt;
  if (words[0].find(':') == words[0].npos) return std::nullopt;
  const std::string_view date = words[2];
  if (date.size() < kMinDateDigits || !std::all_of(date.begin(), date.end(), is_digit)) {
    return std::nullopt;
  }
  const auto length = parse_length(words.back());
  if (!length) return std::nullopt;
  RecordHead record;
  record.type = words[0].starts_with("http") ? RecordType::kResponse : RecordType::kOther;
  record.target_uri = words[0];
  record.content_type = {"application/http", ""};
  record.block_bytes = *length;
  return record;
}

size_t find_arc_line(std::string_view bytes) {
  size_t begin = 0;
  for (size_t end; (end = bytes.find('\n', begin)) != bytes.npos; begin = end + 1) {
    const std::string_view line = bytes.substr(begin, end - begin);
    if (line.size() <= kMaxRecordHeadBytes && line.starts_with("http") && parse_arc_line(line)) {
      return begin;
    }
  }
  return std::string_view::npos;
}

}  // namespace quoth
