#include "write/escape.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "base/utf8.h"

namespace quoth {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

// Calls f(code point, its bytes) for each code point, U+FFFD for a byte that begins none.
template <typename F>
void for_each_code_point(std::string_view text, F&& f) {
  for (size_t pos = 0; pos < text.size();) {
    const CodePoint c = decode_utf8(text, pos);
    if (c.size == 0) {
      f(char32_t{0xFFFD}, kReplacement);
      ++pos;
    } else {
      f(c.value, text.substr(pos, c.size));
      pos += c.size;
    }
  }
}

void append_json_control(std::string& out, char32_t c) {
  switch (c) {
    case '\b': out += "\\b"; return;
    case '\f': out += "\\f"; return;
    case '\n': out += "\\n"; return;
    case '\r': out += "\\r"; return;
    case '\t': out += "\\t"; return;
    default: fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned>(c));
  }
}

bool is_control(char32_t c) { return c < 0x20 || (c >= 0x7F && c < 0xA0); }

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  const auto is_plain = [](char c) { return c >= 0x20 && c != '"' && c != '\\'; };  // and ASCII
  out += '"';
  while (!text.empty()) {
    const auto plain = std::find_if_not(text.begin(), text.end(), is_plain) - text.begin();
    out += text.substr(0, plain);
    text.remove_prefix(plain);
    const auto other = std::find_if(text.begin(), text.end(), is_plain) - text.begin();
    for_each_code_point(text.substr(0, other), [&](char32_t c, std::string_view bytes) {
      if (c < 0x20) {
        append_json_control(out, c);
      } else {
        if (c == '"' || c == '\\') out += '\\';
        out += bytes;
      }
    });
    text.remove_prefix(other);
  }
  out += '"';
}

void append_csv_field(std::string& out, std::string_view text) {
  const bool quoted = text.find_first_of(",\"\r\n") != std::string_view::npos;
  if (quoted) out += '"';
  for_each_code_point(text, [&](char32_t c, std::string_view bytes) {
    if (c == '"') out += '"';
    out += bytes;
  });
  if (quoted) out += '"';
}

std::string printable(std::string_view text) {
  std::string out;
  for_each_code_point(text, [&](char32_t c, std::string_view bytes) {
    out += is_control(c) ? kReplacement : bytes;
  });
  return out;
}

}  // namespace quoth
