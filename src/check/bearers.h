// Whether the speaker of one text is the speaker of another.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "quoth/record.h"

namespace quoth {

// Somebody as an article tells of them: by names, by what they are, by the body they belong to.
struct Bearer {
  std::string name;  // for people to read
  EntityKind kind = EntityKind::kPerson;
  std::vector<std::vector<std::string>> names;    // words of each name, folded, without titles
  std::vector<std::vector<std::string>> offices;  // content words of roles and descriptions
  std::vector<std::string> affiliation;           // content words

  friend bool operator==(const Bearer&, const Bearer&) = default;
};

// kMaybe: nothing speaks against it, and not enough for it.
enum class SameBearer : uint8_t { kNo, kMaybe, kYes };

// A speaker of a statement. `printed`: the words of its source, empty where there are none.
Bearer bearer_of(const Speaker& speaker, const Record& record, std::string_view printed);
// Somebody that an article names.
Bearer bearer_of(const Entity& entity);

// kYes: a name of one is that of the other, in full or in part ("Keller", "Maria Keller"; "IMF",
// "International Monetary Fund"), or a description is a name's office, or both are unnamed and the
// words of one description are those of the other. kMaybe: a body and its spokesman, a nickname
// ("Chuck", "Charles") with the same surname, a description of which nothing is known. kNo: else,
// and two given names with one surname.
SameBearer same_bearer(const Bearer& a, const Bearer& b);

// Whether words that mention somebody name them, at least in part, or tell an office that they are
// known to hold: "Keller", "the harbour chief" of a Maria Keller, "chief of the harbour authority".
bool is_mention_of(std::string_view printed, const Bearer& bearer);

// Words of a name without titles and dots, folded: "Mayor Ines T. Duarte" -> ines t duarte.
std::vector<std::string> name_words(std::string_view name);

}  // namespace quoth
