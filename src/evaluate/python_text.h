// What Python's str and re make of text.
//
// The measures are defined by a reference scorer written in Python, and figures are to agree with
// it to the last digit. So words, blanks and letter case are Python's here, not those of src/text:
//
//   python_is_word('_'), ('½'), ('²')   true   (\w: letters, anything with a numeric value, '_')
//   python_is_word(U+0301)              false  (a combining mark splits a word)
//   python_casefold("STRAẞE")           "strasse"
//   python_strip("\u00a0 x\u2028")      "x"
//   python_repr("it's")                 "it's" in double quotes; otherwise single ones
#pragma once

#include <string>
#include <string_view>

namespace quoth {

bool python_is_word(char32_t c);       // \w of the re module
bool python_is_space(char32_t c);      // str.isspace
bool python_is_printable(char32_t c);  // str.isprintable: shown by repr as it is

// str.strip, str.casefold (full folding), repr. All take valid UTF-8.
std::string_view python_strip(std::string_view text);
std::string python_casefold(std::string_view text);
std::string python_repr(std::string_view text);

// repr of a list of str: "['a', 'b']".
template <typename Range>
std::string python_repr_list(const Range& texts) {
  std::string out = "[";
  for (const auto& text : texts) {
    if (out.size() > 1) out += ", ";
    out += python_repr(text);
  }
  return out + ']';
}

// repr of a float: the shortest digits that read back as `value`, always with a point or exponent.
std::string python_repr(double value);

// text[begin:end]: offsets count code points, negative ones from the end, and are clamped.
std::string_view python_slice(std::string_view text, long long begin, long long end);

}  // namespace quoth
