// What a search asks for, as the full-text index understands it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "quoth/error.h"
#include "store/database.h"

namespace quoth {

// All conditions hold together; of a list, one of its values. Empty means any.
struct SearchFilter {
  std::string words = {};    // see parse_words()
  std::string speaker = {};  // words of a name, as parse_words() reads them
  std::string about = {};
  int64_t speaker_person = 0;  // number in people
  int64_t about_person = 0;
  std::vector<std::string> acts = {}, channels = {}, forms = {};  // names of the closed lists
  std::vector<std::string> kinds = {};                            // of a speaker
  std::vector<std::string> publishers = {};  // whole names, case of ASCII letters ignored
  std::vector<std::string> sections = {};    // likewise
  std::string since = {}, until = {};        // ISO 8601: a day, a month or a year, included
  double min_confidence = 0;
};

// Words, "phrases" and prefix*, all of which must occur. Marks of any kind part words and mean
// nothing else, so that no text is an error of syntax. The result is a list of FTS5 strings.
//
//   harbour "not fit" dred*  ->  "harbour"  "not fit"  "dred" *       don't  ->  "don't"
//   “not fit”                ->  "not fit"                             a "b   ->  "a"  "b"
//   NOT OR ( -               ->  "NOT"  "OR"                           e*     ->  "e"
//
// A prefix has two characters at least; a star behind fewer is passed over. Fails with kTooLarge
// for more than 64 terms or 4096 bytes.
Result<std::vector<std::string>> parse_words(std::string_view text);

// A filter as SQL. `match` is empty where there is nothing to look up in the index.
struct SearchQuery {
  std::string match;       // of FTS5; the terms of SearchFilter::words come first
  std::string word_match;  // for highlighting: these terms alone
  size_t n_words = 0;      // terms of SearchFilter::words
  int64_t begin = 0;       // of ids, half-open
  int64_t end = INT64_MAX;
  std::string conditions;  // on s.id and s.confidence, "" or " AND …"
  bool nothing = false;    // nothing can be found (an unknown publisher or section)
};

// Fails with kUsage for a date that is none.
Result<SearchQuery> make_query(Database& db, const SearchFilter& filter);

}  // namespace quoth
