// Words of a text as the measures count them: letters and digits, with inner apostrophes, full
// stops and commas, and the signs $ € £ %. Other punctuation and white space neither help nor hurt
// a span.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "evaluate/marked.h"

namespace quoth {

// A half-open range of word numbers. Empty where begin >= end.
struct WordRange {
  int64_t begin = 0;
  int64_t end = 0;

  friend auto operator<=>(const WordRange&, const WordRange&) = default;
};

// Word numbers, ascending, without repetition.
using WordSet = std::vector<int64_t>;

class Words {
 public:
  explicit Words(std::string_view text);

  // Words that the code points of the span touch.
  WordRange of(MarkedSpan span) const;
  // Number of words that begin before the code point.
  int64_t before(int64_t code_point) const;
  WordSet set_of(const std::vector<MarkedSpan>& spans) const;

 private:
  std::vector<int64_t> begins_;
  std::vector<int64_t> ends_;
};

// Runs of \w of the case-folded text, for comparing names and phrases.
std::vector<std::string> folded_words(std::string_view text);

size_t common_size(const WordSet& a, const WordSet& b);
// Intersection over union; 0 where both are empty.
double overlap(const WordSet& a, const WordSet& b);

}  // namespace quoth
