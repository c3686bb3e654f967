#include "evaluate/python_text.h"

#include <fmt/format.h>
#include <unicode/bytestream.h>
#include <unicode/casemap.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <cstdint>

#include "base/utf8.h"

namespace quoth {
namespace {

// Byte offset of code point number `n` (n <= number of code points).
size_t byte_offset(std::string_view text, long long n) {
  size_t pos = 0;
  for (; n > 0 && pos < text.size(); --n) {
    do ++pos;
    while (pos < text.size() && (static_cast<unsigned char>(text[pos]) & 0xC0) == 0x80);
  }
  return pos;
}

}  // namespace

bool python_is_word(char32_t c) {
  if (c < 0x80) {
    const char32_t lower = c | 0x20;
    return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') || c == '_';
  }
  const auto wide = static_cast<UChar32>(c);
  return (U_GET_GC_MASK(wide) & U_GC_L_MASK) != 0 ||
         u_getIntPropertyValue(wide, UCHAR_NUMERIC_TYPE) != U_NT_NONE;
}

bool python_is_space(char32_t c) {
  switch (c) {
    case ' ':
    case 0x85:
    case 0xA0:
    case 0x1680:
    case 0x2028:
    case 0x2029:
    case 0x202F:
    case 0x205F:
    case 0x3000: return true;
    default:
      return (c >= '\t' && c <= '\r') || (c >= 0x1C && c <= 0x1F) || (c >= 0x2000 && c <= 0x200A);
  }
}

bool python_is_printable(char32_t c) {
  if (c == ' ') return true;
  return (U_GET_GC_MASK(static_cast<UChar32>(c)) & (U_GC_C_MASK | U_GC_Z_MASK)) == 0;
}

std::string_view python_strip(std::string_view text) {
  while (!text.empty()) {
    const CodePoint c = decode_utf8(text, 0);
    if (c.size == 0 || !python_is_space(c.value)) break;
    text.remove_prefix(c.size);
  }
  while (!text.empty()) {
    size_t last = text.size() - 1;
    while (last > 0 && (static_cast<unsigned char>(text[last]) & 0xC0) == 0x80) --last;
    if (!python_is_space(decode_utf8(text, last).value)) break;
    text = text.substr(0, last);
  }
  return text;
}

std::string python_casefold(std::string_view text) {
  std::string out;
  icu::StringByteSink<std::string> sink(&out);
  UErrorCode status = U_ZERO_ERROR;
  const icu::StringPiece piece(text.data(), static_cast<int32_t>(text.size()));
  icu::CaseMap::utf8Fold(U_FOLD_CASE_DEFAULT, piece, sink, nullptr, status);
  return out;
}

std::string python_repr(std::string_view text) {
  const bool single =
      text.find('\'') == std::string_view::npos || text.find('"') != std::string_view::npos;
  const char mark = single ? '\'' : '"';
  std::string out(1, mark);
  const auto append = std::back_inserter(out);
  for (size_t pos = 0; pos < text.size();) {
    const CodePoint c = decode_utf8(text, pos);
    const size_t size = c.size == 0 ? 1 : c.size;
    const auto number = static_cast<uint32_t>(c.value);
    if (c.value == static_cast<char32_t>(mark) || c.value == '\\') {
      out += '\\';
      out += text[pos];
    } else if (c.value == '\t') out += "\\t";
    else if (c.value == '\n') out += "\\n";
    else if (c.value == '\r') out += "\\r";
    else if (python_is_printable(c.value)) out += text.substr(pos, size);
    else if (number <= 0xFF) fmt::format_to(append, "\\x{:02x}", number);
    else if (number <= 0xFFFF) fmt::format_to(append, "\\u{:04x}", number);
    else fmt::format_to(append, "\\U{:08x}", number);
    pos += size;
  }
  return out + mark;
}

std::string python_repr(double value) {
  std::string out = fmt::format("{}", value);
  if (out.find_first_of(".e") == std::string::npos) out += ".0";
  return out;
}

std::string_view python_slice(std::string_view text, long long begin, long long end) {
  const auto n = static_cast<long long>(count_code_points(text));
  const auto clamp = [n](long long i) { return i < 0 ? std::max(i + n, 0LL) : std::min(i, n); };
  begin = clamp(begin);
  end = clamp(end);
  if (begin >= end) return {};
  const size_t first = byte_offset(text, begin);
  return text.substr(first, byte_offset(text.substr(first), end - begin));
}

}  // namespace quoth
