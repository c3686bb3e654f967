// Character references of HTML: &amp; &#8220; &#x201C;
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace quoth {

// A reference and what it stands for. size is its length in bytes, 0 where there is none.
struct CharacterReference {
  uint32_t size = 0;
  char32_t value[2] = {0, 0};  // the second one is 0 for nearly all
};

// The reference that begins with the '&' at `pos`, by the rules of the tokenizer of the WHATWG HTML
// Standard: the longest name wins, and some names need no semicolon ("&ampx" is "&x"), but in an
// `attribute` they do before a letter, a digit or '='. Numbers of windows-1252's 0x80-0x9F mean its
// characters; 0, surrogates and numbers out of range are U+FFFD.
CharacterReference read_reference(std::string_view text, size_t pos, bool attribute);

// An attribute's value as the page means it.
std::string decode_attribute(std::string_view raw);

}  // namespace quoth
