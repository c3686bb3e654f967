// Statements of a record with what is needed to show them.
#pragma once

#include <cstdint>
#include <string>

#include "store/database.h"
#include "store/search.h"

namespace quoth {

// One connection, one thread at a time. Articles read last are kept, so statements of one article
// in a row cost little.
class HitReader {
 public:
  static Result<HitReader> open(Database& db);

  // `word_match`: SearchQuery::word_match, for highlights; may be empty. kNotFound.
  Result<SearchHit> read(int64_t statement, const std::string& word_match);

 private:
  HitReader() = default;
  Result<void> read_people(Query& query, int64_t statement, std::vector<HitSpeaker>& people);
  Result<void> read_highlights(SearchHit& hit, const std::string& word_match);
  Result<void> read_context(SearchHit& hit, int64_t article_id);

  Query statement_, speakers_, about_, highlight_, text_;
  int64_t article_id_ = 0;
  std::string article_text_;
};

}  // namespace quoth
