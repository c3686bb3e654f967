// Which words keep a full stop, and whether that full stop can end a sentence.
#pragma once

#include <string_view>

namespace quoth {

enum class Abbreviation : unsigned char { kNone, kTitle, kInner, kEither, kInitial };

// `word` without its final full stop: "Mr" -> kTitle, "U.S" -> kEither, "J" and "J.K" -> kInitial.
Abbreviation abbreviation_type(std::string_view word);

// True for words that usually open a sentence when capitalised: "The", "He", "But".
bool is_sentence_opener(std::string_view word);

}  // namespace quoth
