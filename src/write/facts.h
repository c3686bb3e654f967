// What a record says of a statement in words, gathered once for all formats that describe it: a new
// field of Statement is added here and comes out of annotation, brat, html, jsonld and tei.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "quoth/record.h"
#include "write/selection.h"

namespace quoth {

// Somebody who speaks or is spoken to.
struct NameFacts {
  std::string_view name;
  std::string_view kind;  // "person", "organisation", …; empty where it is not known
  std::string_view role;  // empty where there is none

  friend bool operator==(const NameFacts&, const NameFacts&) = default;
  friend auto operator<=>(const NameFacts&, const NameFacts&) = default;
};

// A field by the name that the record gives it: {"act", "accuse"}. `closed`: the value is one of a
// short list, else words.
struct Property {
  std::string_view key;
  std::string value;
  bool closed = false;

  friend bool operator==(const Property&, const Property&) = default;
};

// Views point into the record.
struct StatementFacts {
  std::string id;                 // "s1"
  std::string within;             // the id of the outer statement, or empty
  std::string replies_to;         // the id of the statement answered, or empty
  std::string source, cue, text;  // the pieces of each role, joined by one space
  std::vector<NameFacts> speakers;
  std::vector<NameFacts> addressees;  // that are an entity
  // form, act, channel, addressee, when, about (names, joined by "; "): those that are known
  std::vector<Property> properties;
  std::string confidence;  // "0.97"
};

StatementFacts facts_of(const Selected& selected, const std::vector<Entity>& entities,
                        std::string_view text);

// Of all statements, in their order.
std::vector<StatementFacts> facts_of(const std::vector<Selected>& selected,
                                     const std::vector<Entity>& entities, std::string_view text);

// Who is shown as the speaker: "Ines Duarte", "Ada; Bo", else the source phrase, else "".
std::string speaker_line(const StatementFacts& facts);

// Article::language, "en" where it is not told.
std::string_view language_of(const Article& article);

}  // namespace quoth
