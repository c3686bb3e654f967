// The names of an article: runs of capitalised words, without the titles before them.
#pragma once

#include <string_view>
#include <vector>

#include "extract/words.h"
#include "quoth/span.h"

namespace quoth {

// What a name alone tells of its bearer.
enum class NameKind : uint8_t {
  kUnknown,    // one word that could be a person or a body: "Halcyon"
  kLikely,     // two or more words that are probably a person: "Théodore Sablon"
  kPerson,     // a title or a given name tells
  kBody,       // "Harbour Board", "FBI"
  kDocument,   // "Quinnipiac Poll"
  kGroup,      // "Republicans", "Germans"
  kPlace,      // "Ohio"
  kAttribute,  // what only describes others: "Republican", "Monday"
};

struct Name {
  TokenRange tokens;  // without titles: {Ines Duarte} of "Mayor Ines Duarte"
  TokenRange title;   // the words left out before it, empty if there are none: {Mayor}
  NameKind kind = NameKind::kUnknown;
  Gender gender = Gender::kUnknown;
  bool possessive = false;
  bool describes = false;      // stands before a noun, or owns one: "Labour" in "Labour leader"
  bool prepositional = false;  // "Harbour Board" in "chief of the Harbour Board"
};

// All names in text order, disjoint. A capital at the start of a sentence counts where the word is
// no common one: not written small elsewhere, no function word, no noun of the lists.
//
//   "Former Mayor Ines Duarte told the Board of Trade that Dr. Jun Ho-seok lied."
//   {Ines Duarte} title {Former Mayor} kPerson; {Board of Trade} kBody; {Jun Ho-seok} kPerson
std::vector<Name> find_names(const Words& words);

}  // namespace quoth
