// Letters and white space as HTML's syntax has them: those of ASCII.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace quoth {

inline bool is_ascii_space(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}
inline char ascii_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }
inline bool is_ascii_letter(char c) { return ascii_lower(c) >= 'a' && ascii_lower(c) <= 'z'; }
inline bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }

inline std::string to_ascii_lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), ascii_lower);
  return out;
}

// `lower` is in lower case.
inline bool equals_ascii(std::string_view text, std::string_view lower) {
  return text.size() == lower.size() &&
         std::equal(text.begin(), text.end(), lower.begin(),
                    [](char a, char b) { return ascii_lower(a) == b; });
}
inline bool starts_with_ascii(std::string_view text, std::string_view lower) {
  return text.size() >= lower.size() && equals_ascii(text.substr(0, lower.size()), lower);
}

// Where `lower` begins in `text`, in whatever case, from `pos` on; npos where it does not.
inline size_t find_ascii(std::string_view text, std::string_view lower, size_t pos) {
  const char first[2] = {
      lower[0], static_cast<char>(is_ascii_letter(lower[0]) ? lower[0] & ~0x20 : lower[0])};
  for (; pos + lower.size() <= text.size(); ++pos) {
    if (first[0] == first[1]) {
      pos = text.find(first[0], pos);
    } else {
      pos = text.find_first_of(std::string_view(first, 2), pos);
    }
    if (pos == std::string_view::npos) return pos;
    if (starts_with_ascii(text.substr(pos), lower)) return pos;
  }
  return std::string_view::npos;
}

// What two texts have in common that are the same but for case and marks: letters and digits, ASCII
// in small letters.  "By Ana Ruiz:" -> "byanaruiz"
inline std::string squeeze(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (is_ascii_letter(c) || is_ascii_digit(c) || static_cast<unsigned char>(c) >= 0x80) {
      out += ascii_lower(c);
    }
  }
  return out;
}

inline std::string_view trim_ascii(std::string_view text) {
  while (!text.empty() && is_ascii_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_ascii_space(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace quoth
