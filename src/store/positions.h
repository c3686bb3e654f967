// What somebody accused, backed, denied, regretted, demanded and promised, over time.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "people/positions.h"
#include "store/database.h"

namespace quoth {

// Somebody beside a statement: in the record, or a name without a number (0).
struct PositionParty {
  int64_t person = 0;
  std::string name;
};

// A statement of the person, with where it stands. `answers` is the statement of the same article
// that it replies to, 0 if none, with who made it and what was said; `answered_by` those of others
// that reply to it.
struct PositionStatement {
  int64_t id = 0;
  std::string act;      // empty where not known
  std::string date;     // of the article, or of the words that say when, where they are one day
  std::string article;  // its id
  std::string url, publisher, title;
  int64_t number = 0;  // 3 for s3 of the article
  std::string text;
  double confidence = 0;
  std::vector<PositionParty> about = {};
  int64_t answers = 0;
  std::vector<PositionParty> answers_whom = {};
  std::string answers_text = {};
  std::vector<PositionParty> answered_by = {};
};

struct Positions {
  std::vector<PositionStatement> statements;  // by date; those that take a stand or answer one
  std::vector<Move> moves;                    // indices of `statements`; see people/positions.h
  int64_t n_left_out = 0;                     // beyond max_statements, the oldest
};

struct PositionOptions {
  std::string since = {}, until = {};
  double min_confidence = 0;
  size_t max_statements = 5000;
  bool fold_copies = true;  // articles that are near-copies of earlier ones are left out
};

// Words weigh by how rare they are in the statements of the record. kUsage for a date that is none.
Result<Positions> positions_of(Database& db, int64_t person, const PositionOptions& options = {});

}  // namespace quoth
