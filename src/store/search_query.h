// What a search asks for, as the full-text index understands it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "quoth/error.h"
#include "store/query_cache.h"

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

// One of them, before it is a string of FTS5.
struct WordTerm {
  std::string text;
  bool is_prefix = false;

  friend bool operator==(const WordTerm&, const WordTerm&) = default;
};
Result<std::vector<WordTerm>> parse_terms(std::string_view text);  // fails as parse_words() does

// A filter as SQL. `match` is empty where there is nothing to look up in the index.
struct SearchQuery {
  std::string match;                 // of FTS5; the terms of SearchFilter::words come first
  std::vector<WordTerm> words = {};  // these terms
  int64_t begin = 0;                 // of ids, half-open: parameters ?2 and ?3
  int64_t end = INT64_MAX;
  std::string conditions;      // on s.id and s.confidence, "" or " AND …"
  int64_t speaker_person = 0;  // parameter ?4 of conditions, 0: not in them
  int64_t about_person = 0;    // ?5
  bool nothing = false;        // nothing can be found (an unknown publisher or section)
};

// Fails with kUsage for a date that is none.
Result<SearchQuery> make_query(QueryCache& queries, const SearchFilter& filter);

}  // namespace quoth
