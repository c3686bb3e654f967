// Statements of a record with what is needed to show them.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "store/database.h"
#include "store/search.h"
#include "store/word_marker.h"

namespace quoth {

// One connection, one thread at a time. The article read last is kept until mark(), so statements
// of one article in a row cost little.
class HitReader {
 public:
  static Result<HitReader> open(Database& db);

  // Begins a search; its words are marked in what is read.
  Result<void> mark(const std::vector<WordTerm>& words) {
    article_id_ = 0;
    return marker_.look_for(words);
  }

  // kNotFound.
  Result<SearchHit> read(int64_t statement);

 private:
  explicit HitReader(WordMarker marker) : marker_(std::move(marker)) {}
  Result<void> read_people(Query& query, int64_t statement, std::vector<HitSpeaker>& people);
  Result<void> read_context(SearchHit& hit, int64_t article_id);

  Query statement_, speakers_, about_, text_;
  WordMarker marker_;
  int64_t article_id_ = 0;
  std::string article_text_;
};

}  // namespace quoth
