#include "text/quote_marks.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/utf8.h"
#include "text/chars.h"

namespace quoth {

QuoteMark classify_quote_mark(std::string_view mark) {
  const CodePoint first = decode_utf8(mark, 0);
  // ``, '' and the like: two single marks written for a double one.
  const bool pair = mark.substr(first.size) == mark.substr(0, first.size);
  const QuoteKind kind = pair ? QuoteKind::kDouble : QuoteKind::kSingle;
  switch (first.value) {
    case 0x201C:
    case 0x201E:
    case 0xAB:
    case 0x201F: return {QuoteKind::kDouble, QuoteHint::kOpen};
    case 0x201D:
    case 0xBB: return {QuoteKind::kDouble, QuoteHint::kClose};
    case '`':
    case 0x2018:
    case 0x201A:
    case 0x2039:
    case 0x201B: return {kind, QuoteHint::kOpen};
    case 0x2019:
    case 0x203A: return {kind, QuoteHint::kClose};
    case '\'':
    case 0x2032:
    case 0xB4:
    case 0xFF07: return {kind, QuoteHint::kNeutral};
    default: return {QuoteKind::kDouble, QuoteHint::kNeutral};
  }
}

bool is_elided_word(std::string_view word) {
  static constexpr std::array<std::string_view, 12> kElided = {
      "em", "til", "cause", "tis", "twas", "n", "round", "bout", "cos", "fraid", "nother", "nuff"};
  const auto digit = [&](size_t i) { return word[i] >= '0' && word[i] <= '9'; };
  if (word.size() >= 2 && word.size() <= 3 && digit(0) && digit(1)) return true;
  std::string lower(word);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  }
  return std::find(kElided.begin(), kElided.end(), lower) != kElided.end();
}

}  // namespace quoth
