// What the names of persons and bodies are compared by across articles.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "quoth/record.h"

namespace quoth {

// What entities of different articles may become. A person is never a body.
enum class NameClass : uint8_t { kPerson, kBody };

std::string_view name(NameClass name_class);  // "person", "body"

// None for kinds that no name stands for (groups, documents, unnamed sources, the author).
std::optional<NameClass> name_class(EntityKind kind);

// How much a form tells of its bearer by itself.
enum class NameStrength : uint8_t {
  kFull,  // "Maria Keller", "Harbour Workers' Union": one bearer until something speaks against it
  kInitial,  // "M. Keller": needs company
  kPart,     // "Keller": needs company
  kShort,    // a body of one word, "Halcyon", "HWU": its own bearer, or in company a longer name's
  kGeneric,  // "City Council": one bearer within one outlet
};

// A name, taken apart. Words are folded: case, diacritics, apostrophes and full stops make no
// difference, nor do titles, post-nominals, legal suffixes and a leading "the".
//
//   "Dr. María-José T. O'Brien Jr."   key "maria jose t obrien jr"   bucket "obrien"
//                                     given "maria"   middles {"jose", "t"}   suffix "jr"
//   "Bob Keller"                      key "bob keller"   given "robert" (data/nicknames.txt)
//   "Keller"                          key "keller"   bucket "keller"   kPart
//   "The Harbour Workers' Union Ltd"  key "harbour workers union"   bucket "harbour"
//                                     acronym "hwu"
//   "Ministry of Fish"                key "fish ministry" (data/inverting_heads.txt)
struct NameForm {
  NameClass name_class = NameClass::kPerson;
  NameStrength strength = NameStrength::kFull;
  std::string key;                        // never empty
  std::string bucket;                     // a person's family name, a body's first word
  std::string given = {};                 // of a person: canonical given name, or its initial
  std::vector<std::string> middles = {};  // of a person: names and initials in between
  std::string suffix = {};                // of a person: "jr", "sr", "ii", …
  std::string acronym = {};               // of a body of two words or more: its initials

  friend bool operator==(const NameForm&, const NameForm&) = default;
};

// None where nothing is left to compare by ("Mr.", "!"), and for names of more than 16 words.
std::optional<NameForm> name_form(std::string_view printed, NameClass name_class);

// The acronym in a name that gives it: "Harbour Workers' Union (HWU)" -> "HWU"; else empty.
std::string_view bracketed_acronym(std::string_view printed);

// Two to six capitals or digits, perhaps with full stops: "HWU", "H.W.U.", "G20".
bool is_acronym(std::string_view printed);

// True if two full forms of one bucket may be of one person: same given name (or one's nickname),
// no middle name, initial or suffix at odds. "Maria Keller" ~ "Maria T. Keller"; "Maria T. Keller"
// and "Maria B. Keller", "Maria Keller" and "Jonas Keller" are apart.
bool compatible(const NameForm& a, const NameForm& b);

// Which full forms of one bucket are of one person: a number for each form, that of the first of
// its group. Forms with the same given name are one person while no two of them are at odds; once
// two are, a form that fits both is a person of its own. The outcome depends on the set of forms
// and not on their order.
//   {Maria Keller, Maria T. Keller, Jonas Keller}           -> {0, 0, 2}
//   {Maria Keller, Maria T. Keller, Maria B. Keller}        -> {0, 1, 2}
//   {Maria T. Keller, Maria Theresa Keller, Maria B. Keller} -> {0, 0, 2}
std::vector<uint32_t> group_forms(const std::vector<NameForm>& forms);

// Words of any text, folded as names are: "O’Brien’s  Café" -> {"obriens", "cafe"}.
std::vector<std::string> folded_name_words(std::string_view text);

}  // namespace quoth
