// What roles of persons are compared by: "harbour chief", "head of the harbour authority".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace quoth {

// A role or a description, taken apart. Words are folded as in names.
//
//   "the harbour chief"                head "chief"   of {"harbour"}   office
//   "head of the harbour authority"    head "chief"   of {"authority", "harbour"}   office
//   "former mayor of Aldport"          head "mayor"   of {"aldport"}   office, former
//   "a Brunn striker"                  head "striker"  of {"brunn"}   domains sport
//
// Heads with one meaning are one word (data/office_words.txt), and only the heads of that list are
// offices, which one person holds at a time for what they are `of`.
struct RoleForm {
  std::string head = {};             // never empty
  std::vector<std::string> of = {};  // sorted, no repeats
  bool office = false;
  bool former = false;
  uint32_t domains = 0;  // fields of work, a bit each, by data/role_domains.txt; 0 if not known

  friend bool operator==(const RoleForm&, const RoleForm&) = default;
};

std::optional<RoleForm> role_form(std::string_view printed);

// The description means one person of the article: it begins with "the" ("The Harbour Chief").
bool is_definite(std::string_view printed);

// True if `description`, of an office and not a former one, may stand for the one who holds `role`:
// the same head, and what it is of, which must not be empty, is part of what the role is of, or of
// the body that the holder belongs to; or the other way round.
bool describes(const RoleForm& description, const RoleForm& role, std::string_view affiliation);

// Hardly of one person at one time: fields of work that have nothing in common, or one office of
// different places ("mayor of Aldport", "mayor of Brunn"). Former offices are never at odds.
bool at_odds(const RoleForm& a, const RoleForm& b);

}  // namespace quoth
