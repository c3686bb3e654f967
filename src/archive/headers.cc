#include "archive/headers.h"

#include <algorithm>

#include "archive/ascii.h"

namespace quoth {

std::optional<size_t> header_size(std::string_view bytes, size_t from) {
  for (size_t at = bytes.find('\n', from); at != bytes.npos; at = bytes.find('\n', at + 1)) {
    const std::string_view rest = bytes.substr(at + 1);
    if (rest.starts_with('\n')) return at + 2;
    if (rest.starts_with("\r\n")) return at + 3;
  }
  return std::nullopt;
}

std::string_view HeaderFields::next_line() {
  const size_t end = std::min(rest_.find('\n'), rest_.size());
  std::string_view line = rest_.substr(0, end);
  rest_.remove_prefix(std::min(end + 1, rest_.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

bool HeaderFields::next() {
  while (!rest_.empty()) {
    const std::string_view line = next_line();
    const size_t colon = line.find(':');
    if (colon == line.npos || colon == 0 || line[0] == ' ' || line[0] == '\t') continue;
    name_ = trimmed(line.substr(0, colon));
    value_ = trimmed(line.substr(colon + 1));
    while (rest_.starts_with(' ') || rest_.starts_with('\t')) {
      const std::string_view more = trimmed(next_line());
      if (!more.empty() && !value_.empty()) value_ += ' ';
      value_ += more;
    }
    return true;
  }
  return false;
}

MediaType parse_media_type(std::string_view value) {
  MediaType media;
  size_t end = std::min(value.find(';'), value.size());
  media.type = ascii_lowered(trimmed(value.substr(0, end)));
  while (end < value.size()) {
    value.remove_prefix(end + 1);
    end = std::min(value.find(';'), value.size());
    const std::string_view parameter = value.substr(0, end);
    const size_t equals = parameter.find('=');
    if (equals == parameter.npos) continue;
    if (!equals_ignoring_case(trimmed(parameter.substr(0, equals)), "charset")) continue;
    std::string_view charset = trimmed(parameter.substr(equals + 1));
    if (charset.starts_with('"') || charset.starts_with('\'')) charset.remove_prefix(1);
    if (charset.ends_with('"') || charset.ends_with('\'')) charset.remove_suffix(1);
    if (media.charset.empty()) media.charset = trimmed(charset);
  }
  return media;
}

}  // namespace quoth
