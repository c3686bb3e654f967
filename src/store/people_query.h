// Who is in a record.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "quoth/error.h"
#include "store/database.h"

namespace quoth {

// Dates are ISO 8601, empty where no article has one.
struct PersonSummary {
  int64_t id = 0;
  std::string name;
  std::string kind;  // "person", "organisation"
  int64_t n_articles = 0;
  int64_t n_statements = 0;             // made by them
  int64_t n_about = 0;                  // that speak of them
  std::string first, last;              // days of articles
  std::vector<std::string> roles = {};  // the most frequent, at most three
};

enum class PeopleOrder : uint8_t { kStatements, kArticles, kName, kId };

struct PeopleFilter {
  std::string name = {};  // words that begin words of any of their names, in any order
  std::string role = {};  // words that occur in a role
  std::string kind = {};
  std::string publisher = {};          // counted are articles of this one, and of these days
  std::string since = {}, until = {};  // ISO 8601: a year, a month or a day
  int64_t min_statements = 0;
  PeopleOrder order = PeopleOrder::kStatements;
  int64_t limit = 50;  // -1: all
  int64_t offset = 0;
};

// Calls use() for each person with an entity that passes the filter, until it returns false. Fails
// with kUsage for a date that is none.
Result<void> list_people(Database& db, const PeopleFilter& filter,
                         const std::function<bool(const PersonSummary&)>& use);

// A name that entities without a person go by.
struct UnresolvedName {
  std::string name, kind;
  std::string rule;  // "unknown", "unsure", "several", see migrations/0002_people.sql
  int64_t n_articles = 0;
  int64_t n_statements = 0;
  std::string first, last;
  int64_t entity = 0;  // one of them, the first by date
};
Result<std::vector<UnresolvedName>> list_unresolved(Database& db, int64_t limit);

// Whom a text means: a number that somebody has (or had before a merger), a name in full or in
// part, a description that is a name. Those who go by exactly that name come alone; else all whose
// names hold all of its words. By number of statements, at most `limit`. kNotFound where there is
// nobody.
Result<std::vector<PersonSummary>> find_people(Database& db, std::string_view text,
                                               int64_t limit = 20);

struct PersonName {
  std::string printed;
  std::string rule;
  double confidence = 0;
  int64_t n_articles = 0;
};

struct PersonRole {
  std::string role;
  std::string first, last;
  int64_t n_articles = 0;
  std::string evidence;  // id of the first article
};

// How one entity came to be the person's.
struct PersonLink {
  int64_t entity = 0;
  std::string article;  // its id
  std::string date, publisher;
  std::string name;
  std::string rule;
  double confidence = 0;
  std::string detail;  // JSON, or empty
};

struct PersonPage {
  PersonSummary summary;
  std::vector<int64_t> merged;  // numbers that are this one now
  std::vector<PersonName> names;
  std::vector<PersonRole> roles;  // by first date
  std::vector<PersonLink> links;  // by date, at most `max_links`, the least sure first
};
Result<PersonPage> read_person(Database& db, int64_t person, int64_t max_links = 1000);

}  // namespace quoth
