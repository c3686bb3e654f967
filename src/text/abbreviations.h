// Which words keep a full stop, and whether that full stop can end a sentence.
#pragma once

#include <string_view>

namespace quoth {

enum class Abbreviation : unsigned char { kNone, kTitle, kNumber, kInner, kEither, kInitial };

// `word` without its final full stop: "Mr" -> kTitle, "No" -> kNumber, "U.S" -> kEither, "J" and
// "J.K"
// -> kInitial. A kNumber is an abbreviation only before a digit ("No. 10").
Abbreviation abbreviation_type(std::string_view word);

// True for words that usually open a sentence when capitalised: "The", "He", "But".
bool is_sentence_opener(std::string_view word);

}  // namespace quoth
