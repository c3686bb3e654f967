#include "write/markup.h"

#include <algorithm>

#include "base/utf8.h"

namespace quoth {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

// What an ASCII character is written as, empty for itself.
std::string_view escape_of(char32_t c, bool attribute) {
  switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    case '\r': return "&#13;";
    case '\n': return attribute ? "&#10;" : "";
    case '\t': return attribute ? "&#9;" : "";
    default: return c < 0x20 ? kReplacement : "";
  }
}

void append_escaped(std::string& out, std::string_view text, bool attribute) {
  for (size_t pos = 0; pos < text.size();) {
    const CodePoint c = decode_utf8(text, pos);
    if (c.size == 0 || c.value == 0xFFFE || c.value == 0xFFFF) {
      out += kReplacement;
      pos += std::max<uint32_t>(c.size, 1);
      continue;
    }
    const std::string_view escape = c.size == 1 ? escape_of(c.value, attribute) : "";
    out += escape.empty() ? text.substr(pos, c.size) : escape;
    pos += c.size;
  }
}

}  // namespace

void append_markup(std::string& out, std::string_view text) { append_escaped(out, text, false); }

void append_attribute(std::string& out, std::string_view key, std::string_view value) {
  out += ' ';
  out += key;
  out += "=\"";
  append_escaped(out, value, true);
  out += '"';
}

void append_id(std::string& out, std::string_view key, std::string_view value) {
  out.append(" ").append(key).append("=\"").append(value).append("\"");
}

std::string number_ids(std::string bytes, size_t number) {
  const std::string digits = std::to_string(number);
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 16);
  size_t begin = 0;
  for (size_t at; (at = bytes.find(kDocumentNumber, begin)) != std::string::npos; begin = at + 1) {
    out.append(bytes, begin, at - begin);
    out += digits;
  }
  out.append(bytes, begin);
  return out;
}

}  // namespace quoth
