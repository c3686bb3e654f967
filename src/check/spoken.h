// The words of an article that stand in quotation marks.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "quotes/compare.h"
#include "quotes/words.h"
#include "text/tokens.h"

namespace quoth {

// All words of a text and, of them, those in quotation marks, with what tells them apart.
//
//   “I will,” she said, “not ‘go’.”   all  I will she said not go     spoken  I will not go
//                                     levels 1 1 0 0 1 2              resumes 1 0 1 0
struct Spoken {
  QuoteWords all;
  std::vector<uint8_t> levels;    // of each word of `all`: 0 outside, 1 in marks, 2 in marks within
  SourceWords words;              // those of level 1 and 2
  std::vector<uint32_t> indices;  // in `all`, of each of `words`
};

// `tokens` are those of `text`.
Spoken find_spoken(std::string_view text, const Tokens& tokens);

// Leaves out of `words` what `is_said` is false for, of the quotations of up to kMaxTitleWords
// words: a title in marks between two parts of a quotation interrupts it and is no part of it.
//   “Eight games,” Lind told “Blue Line Breakfast”. “I’ll appeal.”
void drop_titles(Spoken& spoken, const std::function<bool(ByteSpan)>& is_said);

constexpr size_t kMaxTitleWords = 5;

}  // namespace quoth
