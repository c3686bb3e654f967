#include "text/paragraphs.h"

#include <algorithm>

#include "base/utf8.h"
#include "text/chars.h"

namespace quoth {
namespace {

// Line breaks between two tokens: LF, CR, CRLF, NEL, U+2028; U+2029 and VT/FF count as two.
int line_breaks(std::string_view gap) {
  int n = 0;
  size_t pos = 0;
  while (pos < gap.size()) {
    const CodePoint c = decode_utf8(gap, pos);
    pos += c.size == 0 ? 1 : c.size;
    switch (c.value) {
      case '\r':
        ++n;
        if (pos < gap.size() && gap[pos] == '\n') ++pos;
        break;
      case '\n':
      case 0x85:
      case 0x2028: ++n; break;
      case '\v':
      case '\f':
      case 0x2029: n += 2; break;
      default: break;
    }
  }
  return n;
}

struct Breaks {
  std::vector<uint32_t> hard;  // token indices that begin a new block
  std::vector<uint32_t> soft;  // token indices after a single line break
};

Breaks find_breaks(std::string_view text, const std::vector<Token>& tokens) {
  Breaks breaks;
  for (uint32_t i = 1; i < tokens.size(); ++i) {
    const uint32_t gap_begin = tokens[i - 1].span.end;
    const int n = line_breaks(text.substr(gap_begin, tokens[i].span.begin - gap_begin));
    if (n >= 2) breaks.hard.push_back(i);
    else if (n == 1) breaks.soft.push_back(i);
  }
  return breaks;
}

bool ends_sentence(std::string_view text, const Token& last) {
  const char c = text[last.span.end - 1];
  return c == '.' || c == '!' || c == '?' || c == ':' ||
         (last.is_quote_mark && is_double_quote(decode_utf8(text, last.span.begin).value));
}

// Lines that end in a single break are about as long as each other and rarely end a sentence.
bool is_hard_wrapped(const Breaks& breaks, std::string_view text,
                     const std::vector<Token>& tokens) {
  constexpr size_t kMinLines = 3, kMaxWidth = 110, kMinWidth = 35;
  if (breaks.soft.size() < kMinLines) return false;
  std::vector<uint32_t> widths;
  size_t sentence_ends = 0;
  uint32_t line_begin = tokens[0].span.begin;
  auto hard = breaks.hard.begin();
  for (const uint32_t i : breaks.soft) {
    for (; hard != breaks.hard.end() && *hard < i; ++hard) line_begin = tokens[*hard].span.begin;
    widths.push_back(tokens[i - 1].span.end - line_begin);
    sentence_ends += ends_sentence(text, tokens[i - 1]);
    line_begin = tokens[i].span.begin;
  }
  std::sort(widths.begin(), widths.end());
  const uint32_t widest = widths[widths.size() * 9 / 10], low = widths[widths.size() / 5];
  return widest <= kMaxWidth && widest >= kMinWidth && low * 3 >= widest * 2 &&
         sentence_ends * 2 < breaks.soft.size();
}

}  // namespace

std::vector<TokenRange> split_paragraphs(std::string_view text, const std::vector<Token>& tokens) {
  std::vector<TokenRange> paragraphs;
  if (tokens.empty()) return paragraphs;
  Breaks breaks = find_breaks(text, tokens);
  std::vector<uint32_t> begins = breaks.hard;
  if (!is_hard_wrapped(breaks, text, tokens)) {
    begins.insert(begins.end(), breaks.soft.begin(), breaks.soft.end());
    std::sort(begins.begin(), begins.end());
  }
  uint32_t begin = 0;
  for (const uint32_t next : begins) {
    paragraphs.push_back({begin, next});
    begin = next;
  }
  paragraphs.push_back({begin, static_cast<uint32_t>(tokens.size())});
  return paragraphs;
}

}  // namespace quoth
