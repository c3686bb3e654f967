// The words of a quotation, made comparable: what typography alone changes is gone.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "quoth/span.h"

namespace quoth {

// What stands between a word and the one before it, or behind the last one. Bits.
enum Between : uint8_t {
  kNothing = 0,
  kEllipsis = 1,     // "…", "...", ". . .", "[…]"
  kQuestion = 2,     // "?"
  kSentenceEnd = 4,  // ".", "!" or "?" that may end a sentence
  kStop = 8,         // any of . , ; : ! ? and dashes
};

// A word is a run of letters, digits and apostrophes between them, or one symbol that is read aloud
// (%, $, &). Gone are quotation marks, hyphens and dashes, spaces, apostrophes at the ends, soft
// hyphens and other invisible characters, the full stops of initials, and square brackets.
//
//   “Don’t re-open it … [the mayor] said: 3.5%”
//   don't  re  open  it  (kEllipsis) the* mayor*  said  3.5  %        * bracketed
//
// Words are equal to the letter if `exact` is equal, and but for case if `folded` is: hashes of 64
// bits of the word in Unicode normal form KC, with straight apostrophes.
struct QuoteWord {
  ByteSpan span;
  uint64_t exact = 0;
  uint64_t folded = 0;
  uint8_t before = kNothing;  // Between
  bool bracketed = false;     // stands in square brackets, or holds one: "[the]", "[T]hey"
  bool negation = false;      // "not", "never", "can't"

  friend bool operator==(const QuoteWord&, const QuoteWord&) = default;
};

struct QuoteWords {
  std::vector<QuoteWord> words;
  uint8_t after = kNothing;  // Between, behind the last word

  friend bool operator==(const QuoteWords&, const QuoteWords&) = default;
};

// Those of `text` within `span`, with spans in `text`, which must be valid UTF-8. Linear. A word is
// at most kMaxQuoteWordBytes long; a longer run of letters is several words.
QuoteWords quote_words(std::string_view text, ByteSpan span);
QuoteWords quote_words(std::string_view text);

constexpr uint32_t kMaxQuoteWordBytes = 256;

// A word as it is compared, in lower case, of one word's bytes: "Can’t" -> "can't".
std::string folded_word(std::string_view word);

// "not", "never", "nobody", "can't": turns what is said into its contrary. `folded` as above.
bool is_negation(std::string_view folded);

}  // namespace quoth
