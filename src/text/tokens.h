// Tokens, sentences and paragraphs of one article, with exact offsets.
//
// Nothing is rewritten: a token is a ByteSpan of the text. Tokens and the gaps between them give
// the text back. Worked examples:
//
//   ""                      no tokens, no sentences, no paragraphs
//   " "                     the same
//   "Hi."                   tokens Hi . ; one sentence; one paragraph
//   "Mr. O’Neil’s 3.5m"     tokens Mr. O’Neil’s 3.5m   (abbreviations keep their full stop)
//   "``No,'' he said"       tokens `` No , '' he said  (TeX marks are one token each)
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "quoth/span.h"

namespace quoth {

// How a token is written. The encoder's vocabulary is lower case, so this is an input of the model.
enum class Casing : uint8_t { kNone, kLower, kTitle, kUpper, kMixed };

// What a token is with respect to quotation. Only quotation marks have kOpen, kClose or kStray; an
// apostrophe is none of them and takes the state of its surroundings.
enum class Quoting : uint8_t {
  kOutside,  // not inside any quotation
  kInside,   // inside an outermost quotation
  kNested,   // inside a quotation within a quotation
  kOpen,     // opening mark
  kClose,    // closing mark
  kStray,    // a mark without a partner: an inch sign, a lost mark
};

enum class TokenPlace : uint8_t { kInner, kSentenceStart, kParagraphStart, kDateline };

struct Token {
  ByteSpan span;
  Casing casing = Casing::kNone;
  Quoting quoting = Quoting::kOutside;
  TokenPlace place = TokenPlace::kInner;
  bool is_word = false;        // letters or digits, as opposed to punctuation and symbols
  bool is_quote_mark = false;  // looks like a quotation mark, single or double
  uint8_t quote_level = 0;     // for kOpen and kClose: 1 outermost, 2 nested, …

  friend bool operator==(const Token&, const Token&) = default;
};

// Invariants (validate() checks them): token spans are non-empty, ascending and disjoint; sentences
// partition the tokens, and so do paragraphs; no sentence crosses a paragraph.
struct Tokens {
  std::vector<Token> tokens;
  std::vector<TokenRange> sentences;
  std::vector<TokenRange> paragraphs;

  // True if every invariant holds for a text of text_size bytes.
  bool validate(size_t text_size) const;
};

// One line a sentence, for tests and debugging: tokens separated by a space, a paragraph opened by
// "¶ ", a dateline by "≡ ", and opening, closing and stray marks followed by <, > and ~.
std::string to_dump(const Tokens& tokens, std::string_view text);

}  // namespace quoth
