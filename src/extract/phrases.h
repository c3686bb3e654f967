// What a phrase that names somebody is made of.
#pragma once

#include <vector>

#include "extract/names.h"
#include "extract/words.h"

namespace quoth {

enum class MentionType : uint8_t { kName, kPronoun, kDescription };

// One of those whom a phrase mentions.
struct Part {
  TokenRange tokens;  // the name without titles, the pronoun, the description without article
  MentionType type = MentionType::kDescription;
  uint32_t name = 0;      // kName: index of the name
  uint32_t head = 0;      // kDescription: token of its head noun
  bool definite = false;  // kDescription: "the …", "this …", "both …"
};

// The parts of a source phrase, in text order; none for a phrase without a word.
//
//   "mayor Ines Duarte"                          name Ines Duarte
//   "Maria Keller, who runs the Harbour Board,"  name Maria Keller
//   "Harbour Board chief Maria Keller"           name Maria Keller  (a name before a noun
//   describes) "lawyers Ken Osei and Dana Wirth"            names Ken Osei; Dana Wirth "a senior
//   official, who asked not to be"     description {senior official}, head official "Keller’s
//   office"                            description {Keller’s office}, head office "Keller’s mind"
//   name Keller "he and another driver"                      pronoun he; description {another
//   driver}
std::vector<Part> parse_phrase(TokenRange phrase, const Words& words,
                               const std::vector<Name>& names);

// The description that stands in a range: cut before clauses that say how it spoke, its article
// taken off, its head found.
Part describe(TokenRange range, const Words& words);

}  // namespace quoth
