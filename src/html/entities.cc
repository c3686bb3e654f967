#include "html/entities.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <unordered_map>

#include "base/utf8.h"
#include "base/word_list.h"
#include "html/ascii.h"

namespace quoth {

extern const std::string_view entities_data;

namespace {

constexpr size_t kLongestName = 32;  // "CounterClockwiseContourIntegral;"
constexpr char32_t kReplacement = 0xFFFD;

// What numeric references to 0x80-0x9F mean; 0 where it is the number itself.
constexpr char32_t kWindows1252[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

bool is_name_char(char c) { return is_ascii_letter(c) || is_ascii_digit(c); }

char32_t number_meaning(uint64_t number) {
  if (number == 0 || number > 0x10FFFF || (number >= 0xD800 && number < 0xE000))
    return kReplacement;
  if (number >= 0x80 && number < 0xA0 && kWindows1252[number - 0x80] != 0) {
    return kWindows1252[number - 0x80];
  }
  return static_cast<char32_t>(number);
}

CharacterReference read_number(std::string_view text, size_t pos) {
  size_t at = pos + 2;
  const bool hex = at < text.size() && ascii_lower(text[at]) == 'x';
  at += hex;
  const size_t digits = at;
  uint64_t number = 0;
  for (; at < text.size(); ++at) {
    const char c = ascii_lower(text[at]);
    const bool letter = hex && c >= 'a' && c <= 'f';
    if (!is_ascii_digit(c) && !letter) break;
    const auto digit = static_cast<uint64_t>(letter ? c - 'a' + 10 : c - '0');
    number = std::min<uint64_t>(number * (hex ? 16 : 10) + digit, 0x110000);
  }
  if (at == digits) return {};
  at += at < text.size() && text[at] == ';';
  return {static_cast<uint32_t>(at - pos), {number_meaning(number), 0}};
}

struct Meaning {
  char32_t value[2] = {0, 0};
};

Meaning parse_meaning(std::string_view hex) {
  Meaning meaning;
  for (char32_t& value : meaning.value) {
    uint32_t number = 0;
    std::from_chars(hex.data(), hex.data() + hex.size(), number, 16);
    value = number;
    const size_t plus = hex.find('+');
    if (plus == std::string_view::npos) break;
    hex.remove_prefix(plus + 1);
  }
  return meaning;
}

const std::unordered_map<std::string_view, Meaning>& names() {
  static const auto table = [] {
    std::unordered_map<std::string_view, Meaning> out;
    for (const auto& [name, hex] : parse_word_map(entities_data))
      out.emplace(name, parse_meaning(hex));
    return out;
  }();
  return table;
}

}  // namespace

CharacterReference read_reference(std::string_view text, size_t pos, bool attribute) {
  if (pos + 1 >= text.size()) return {};
  if (text[pos + 1] == '#') return read_number(text, pos);
  size_t end = pos + 1;
  while (end < text.size() && end - pos <= kLongestName && is_name_char(text[end])) ++end;
  if (end == pos + 1) return {};
  if (end < text.size() && text[end] == ';') {
    const auto it = names().find(text.substr(pos + 1, end - pos));
    if (it != names().end()) {
      return {static_cast<uint32_t>(end + 1 - pos), {it->second.value[0], it->second.value[1]}};
    }
  }
  for (size_t size = std::min<size_t>(end - pos - 1, 6); size >= 2;
       --size) {  // legacy: "there4" has none
    const auto it = names().find(text.substr(pos + 1, size));
    if (it == names().end()) continue;
    const size_t next = pos + 1 + size;
    if (attribute && next < text.size() && (is_name_char(text[next]) || text[next] == '='))
      return {};
    return {static_cast<uint32_t>(size + 1), {it->second.value[0], it->second.value[1]}};
  }
  return {};
}

std::string decode_attribute(std::string_view raw) {
  std::string out;
  out.reserve(raw.size());
  for (size_t pos = 0; pos < raw.size();) {
    const size_t amp = std::min(raw.find('&', pos), raw.size());
    out += raw.substr(pos, amp - pos);
    if (amp == raw.size()) break;
    const CharacterReference reference = read_reference(raw, amp, /*attribute=*/true);
    if (reference.size == 0) {
      out += '&';
      pos = amp + 1;
      continue;
    }
    for (const char32_t c : reference.value) {
      if (c != 0) append_utf8(out, c);
    }
    pos = amp + reference.size;
  }
  return out;
}

}  // namespace quoth
