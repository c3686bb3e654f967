// Who is quoted in a part of the record, and how much.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "serve/record_scope.h"
#include "store/database.h"

namespace quoth {

// Where in its article a statement begins: its first, second and last third, by characters.
using Thirds = std::array<int64_t, 3>;

struct AuditCount {
  int64_t n_statements = 0;
  int64_t n_words = 0;
  Thirds thirds = {};

  void add(int64_t words, int third) {
    ++n_statements;
    n_words += words;
    ++thirds[static_cast<size_t>(third)];
  }
};

// Sources by what kind they are, in this order: a person by name, a body by name, people or a
// person without a name (anonymous, group), a document, the author, nobody named at all.
enum class SourceGroup : uint8_t {
  kNamedPerson,
  kNamedBody,
  kUnnamed,
  kDocument,
  kAuthor,
  kNobody
};
constexpr size_t kNSourceGroups = 6;
std::string_view name(SourceGroup group);  // "named_person", …

// Persons by the pronouns that articles use for them; kNotKnown where they use none, kOther where
// they use others than "she" or "he", or both for one person.
enum class PronounGroup : uint8_t { kShe, kHe, kOther, kNotKnown };
constexpr size_t kNPronounGroups = 4;
std::string_view name(PronounGroup group);  // "she", "he", "other", "not_known"

struct AuditedPerson {
  int64_t id = 0;
  std::string name;
  std::string kind;
  int64_t n_articles = 0;
  AuditCount count = {};
  PronounGroup pronoun = PronounGroup::kNotKnown;
};

struct Audit {
  int64_t n_articles = 0;
  int64_t n_copies = 0;  // left out as copies of earlier articles; 0 where they are counted
  AuditCount all = {};   // of a statement with several speakers, once
  std::array<AuditCount, kNSourceGroups> sources = {};    // by the first speaker
  std::array<AuditCount, kNPronounGroups> pronouns = {};  // of named persons, by the first speaker
  std::array<int64_t, kNPronounGroups> n_people = {};     // how many persons those are
  std::vector<AuditedPerson> quoted;        // persons and bodies, most statements first
  std::vector<AuditedPerson> never_quoted;  // persons in most articles, without a statement
};

// At most `most` of each list.
Result<Audit> audit(Database& db, const RecordScope& scope, size_t most);

}  // namespace quoth
