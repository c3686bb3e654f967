// The quotations of a draft, and to whom it gives each.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "check/bearers.h"
#include "quotes/words.h"
#include "quoth/record.h"

namespace quoth {

// kNamed: the draft names who said it, be it as "a spokesman". kNobody: words in quotation marks
// with nobody near who could have said them: a title, a nickname. kUnread: somebody is near, and
// whether the draft gives the words to them could not be read.
enum class Attributed : uint8_t { kNamed, kNobody, kUnread };

// Words that stand in quotation marks, and those that go on behind their tag.
//
//   “I will,” Keller said, “not go.”   pieces {I will,} {not go.}   words I will not go
struct DraftQuote {
  std::vector<ByteSpan> pieces;  // without the outer marks; never empty
  QuoteWords words;              // never empty
  std::vector<bool> resumes;     // of each word: the first of a piece but the first
  bool negated_outside = false;  // not “fit to drink”
  Attributed attribution = Attributed::kNobody;
  std::vector<Bearer> speakers;  // kNamed: all of them; kUnread: those who are near

  ByteSpan span() const { return {pieces.front().begin, pieces.back().end}; }
};

// Those of a draft, in text order. `record` is what the engine makes of `text`.
std::vector<DraftQuote> draft_quotes(std::string_view text, const Record& record);

// The pieces, joined by a space.
std::string text_of(const DraftQuote& quote, std::string_view text);

}  // namespace quoth
