// Quotation marks one by one: what kind a mark is, and which words an apostrophe is part of.
#pragma once

#include <cstdint>
#include <string_view>

namespace quoth {

enum class QuoteKind : uint8_t { kSingle, kDouble };
enum class QuoteHint : uint8_t { kNeutral, kOpen, kClose };

// What the shape of a mark tells. Straight marks are neutral; a low or a turned mark opens.
//   “ {kDouble, kOpen}   '' {kDouble, kNeutral}   ’ {kSingle, kClose}   ' {kSingle, kNeutral}
struct QuoteMark {
  QuoteKind kind;
  QuoteHint hint;
};

// `mark` is the text of a token with is_quote_mark.
QuoteMark classify_quote_mark(std::string_view mark);

// True for words that a leading apostrophe shortens: 'em, 'til, '90s. `word` is without it.
bool is_elided_word(std::string_view word);

}  // namespace quoth
