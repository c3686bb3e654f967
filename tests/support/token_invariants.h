// What must hold for the tokens of any text; shared by the property tests and the fuzzer.
#pragma once

#include <string>
#include <string_view>

#include "base/utf8.h"
#include "text/chars.h"
#include "text/tokens.h"

namespace quoth::testing_support {

inline bool on_boundary(std::string_view text, size_t pos) {
  return pos == text.size() || (static_cast<unsigned char>(text[pos]) & 0xC0) != 0x80;
}

// True if the bytes [begin, end) are spaces and invisible characters only.
inline bool is_gap(std::string_view text, size_t begin, size_t end) {
  while (begin < end) {
    const CodePoint c = decode_utf8(text, begin);
    if (c.size == 0 || !(is_space(c.value) || is_invisible(c.value))) return false;
    begin += c.size;
  }
  return begin == end;
}

// The first invariant that is broken, in words; empty if all hold. `text` is valid UTF-8.
inline std::string find_violation(const Tokens& tokens, std::string_view text) {
  if (!tokens.validate(text.size())) return "validate() is false";
  size_t last = 0;
  std::string rebuilt;
  for (const Token& t : tokens.tokens) {
    const std::string at = " at byte " + std::to_string(t.span.begin);
    if (!on_boundary(text, t.span.begin) || !on_boundary(text, t.span.end)) {
      return "a token cuts a code point" + at;
    }
    if (!is_gap(text, last, t.span.begin)) return "a gap holds a visible character before" + at;
    const char32_t first = decode_utf8(text, t.span.begin).value;
    if (is_space(first) || is_invisible(first)) return "a token begins with nothing" + at;
    if (t.is_word != is_word_char(first)) return "is_word is wrong" + at;
    const bool mark = t.quoting == Quoting::kOpen || t.quoting == Quoting::kClose;
    if (mark && !t.is_quote_mark) return "a word opens or closes a quotation" + at;
    if (mark != (t.quote_level > 0)) return "the level does not fit the mark" + at;
    rebuilt += text.substr(last, t.span.end - last);
    last = t.span.end;
  }
  if (!is_gap(text, last, text.size())) return "visible characters after the last token";
  rebuilt += text.substr(last);
  if (rebuilt != text) return "tokens and gaps do not give the text back";
  for (const TokenRange& sentence : tokens.sentences) {
    const Token& first = tokens.tokens[sentence.begin];
    if (first.place == TokenPlace::kInner) return "a sentence begins with an inner token";
    for (uint32_t i = sentence.begin + 1; i < sentence.end; ++i) {
      const TokenPlace place = tokens.tokens[i].place;
      if (place != TokenPlace::kInner && place != TokenPlace::kDateline) {
        return "a sentence starts inside another, at token " + std::to_string(i);
      }
    }
  }
  return "";
}

}  // namespace quoth::testing_support
