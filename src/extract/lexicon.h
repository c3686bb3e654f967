// What single words tell of whom they stand for, from the word lists under data/.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "quoth/record.h"

namespace quoth {

enum class Gender : uint8_t { kUnknown, kFemale, kMale };

// A noun that heads a source or a description. Of a plural, `kind` is that of several together.
//   "spokeswoman" person, kFemale    "officials" anonymous, plural    "voters" group, plural
struct Noun {
  EntityKind kind = EntityKind::kNone;
  Gender gender = Gender::kUnknown;
  bool plural = false;
  bool is_person = false;  // one person, or, of a plural, several
};

// All functions take words in lower case, without a possessive ending.
// `derive`: also words that the list lacks, by how they are formed ("trombonist").
std::optional<Noun> find_noun(std::string_view word, bool derive = true);
// The word that stands for all that say the same of who is meant: "senator" for "sen.".
std::string_view noun_synonym(std::string_view word);
// What anybody may be called, whatever the office: "candidate", "woman".
bool is_generic_noun(std::string_view word);
bool is_first_name(std::string_view word);
Gender first_name_gender(std::string_view word);

// "mr", "sen", "president"; with or without full stop.
bool is_title(std::string_view word);
// Of a title that is given to one gender: "mrs", "sir", "congresswoman".
Gender title_gender(std::string_view word);
// Small words inside names: "van", "de", "bin".
bool is_name_particle(std::string_view word);
// Words that end the name of a body: "department", "times".
bool ends_a_body(std::string_view word);
// Names of places and what is derived from them or from parties: "ohio", "french", "republican".
bool is_place(std::string_view word);
bool is_demonym(std::string_view word);
// Bodies known by a name that does not tell: "reuters", "google".
bool is_known_body(std::string_view word);
// Articles, prepositions, conjunctions, auxiliaries, adverbs: never part of a name but in its
// middle.
bool is_function_word(std::string_view word);
// Days and months.
bool is_calendar_word(std::string_view word);

// Third person pronouns and the rest, by what they may stand for.
enum class Pronoun : uint8_t { kNone, kHe, kShe, kIt, kThey, kI, kWe, kYou, kWho, kWhich };

Pronoun find_pronoun(std::string_view word);
// The subject's form: "she" for kShe; empty for relative pronouns and kNone.
std::string_view subject_form(Pronoun pronoun);
bool is_possessive_pronoun(std::string_view word);  // "his", "its"

}  // namespace quoth
