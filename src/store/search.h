// Searching the statements of a record.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "quoth/error.h"
#include "quoth/span.h"
#include "store/database.h"
#include "store/search_query.h"

namespace quoth {

// kBest ranks by how well the words fit, where at most kMostRanked statements have them, and is
// kNewest elsewhere: of a word that every second statement has, the fit of one tells nothing.
enum class SearchOrder : uint8_t { kBest, kNewest };

constexpr size_t kMostRanked = 2'000;
constexpr size_t kMostCounted = 10'000;

struct SearchOptions {
  SearchOrder order = SearchOrder::kBest;
  size_t limit = 20;
  size_t offset = 0;       // or
  std::string after = {};  // SearchPage::next of the page before: the way to go on
};

struct HitSpeaker {
  std::string name;
  std::string kind;
  std::string role;    // "" if none
  int64_t entity = 0;  // number in the article, 0 if none
  int64_t person = 0;  // in people, 0 if none

  friend bool operator==(const HitSpeaker&, const HitSpeaker&) = default;
};

// A statement with what is needed to show it. Strings are empty where nothing is known.
struct SearchHit {
  int64_t id = 0;
  std::string article;  // sha256
  std::string doc_id;
  int64_t number = 0;  // 3 for "s3"
  std::string url, title, publisher, published, day, section;
  std::string form, act, channel;
  double confidence = 0;
  std::string text;
  std::vector<ByteSpan> highlights = {};  // words found, in `text`
  std::vector<HitSpeaker> speakers = {};
  std::vector<HitSpeaker> about = {};
  std::string addressee, when_text, when_date;
  std::string evidence;  // JSON, as in the record
  // The sentences that the statement lies in, with source and cue; spans of the content, and of the
  // words found in it, within.
  std::string context;
  std::vector<ByteSpan> context_content = {};
  std::vector<ByteSpan> context_highlights = {};
};

struct SearchPage {
  std::vector<SearchHit> hits;
  size_t n_found = 0;                      // in all pages
  bool n_found_is_least = false;           // there are more than that
  SearchOrder order = SearchOrder::kBest;  // as it was done
  std::string next;                        // "" at the end
};

// Counts of one value: the name that a filter takes, and how to show it where that differs.
struct FacetCount {
  std::string value;
  size_t n = 0;

  friend bool operator==(const FacetCount&, const FacetCount&) = default;
};

struct Facet {
  std::string name;  // speaker, about, act, channel, publisher, section, form, month
  std::vector<FacetCount>
      counts;  // most frequent first (month: by month), at most kMostFacetValues
};

constexpr size_t kMostFacetHits = 2'000;
constexpr size_t kMostFacetValues = 20;

struct SearchFacets {
  std::vector<Facet> facets;
  size_t n_counted = 0;    // statements that were looked at, the newest of those found
  bool is_sample = false;  // there are more
};

// Searches on one connection; any number of searches, one thread at a time. The database must
// outlive it. A page of results is found in bounded time whatever the size of the record.
class Searcher {
 public:
  static Result<Searcher> open(Database& db);
  Searcher(Searcher&&) noexcept;
  Searcher& operator=(Searcher&&) noexcept;
  ~Searcher();

  // Ties are in order of date, newest first, then as ingested, last first. Fails with kUsage (a
  // date that is none, `after` of nothing), kTooLarge (the words), or as Database does.
  Result<SearchPage> search(const SearchFilter& filter, const SearchOptions& options = {});
  // How many there are, however many.
  Result<size_t> count(const SearchFilter& filter);
  Result<SearchFacets> facets(const SearchFilter& filter);
  // Every one, until use() returns false: as search() orders them.
  Result<void> each(const SearchFilter& filter, SearchOrder order,
                    const std::function<bool(const SearchHit&)>& use);
  // One statement, as if it had been found; kNotFound.
  Result<SearchHit> read(int64_t statement);

 private:
  struct Impl;
  explicit Searcher(std::unique_ptr<Impl> impl);

  std::unique_ptr<Impl> impl_;
};

}  // namespace quoth
