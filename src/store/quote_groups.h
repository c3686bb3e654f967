// The same words in several articles: who printed what first, and where the wording differs.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "quotes/words.h"
#include "store/database.h"

namespace quoth {

// Fewer words in quotation marks are no quotation that could be recognised elsewhere.
constexpr size_t kLeastQuoteWords = 6;
// What two quotations must share to be one: this much of the shorter one's words, in order.
constexpr double kSameQuoteShare = 0.75;
constexpr size_t kLeastSharedWords = 5;
// How much shorter than the other one may be: a long one that holds two short ones is neither.
constexpr double kLeastLengthShare = 0.4;
// How much is looked at for a quotation, whatever the size of the record.
constexpr int kMostKeyPlaces = 64;  // of one key; one that is more frequent tells little
constexpr size_t kMostQuoteKeys = 32;
constexpr size_t kMostQuotesCompared = 32;

// The words in quotation marks of a mixed statement's text, pieces joined by " … "; the whole text
// if it is a direct one.
//   They had “won big” and would “never look back”.  ->  won big … never look back
std::string words_in_marks(std::string_view text, bool direct);

// Keys of a quotation, ascending, none twice: the least hash of three words of every four in a row.
std::vector<int64_t> quote_keys(const QuoteWords& words);

// Whether two quotations are variants of one.
bool same_quote(const QuoteWords& a, const QuoteWords& b);

// Puts the quotations of articles into groups, as they come. Every call belongs inside a
// Transaction. The database must outlive it.
class QuoteGrouper {
 public:
  static Result<QuoteGrouper> open(Database& db);
  QuoteGrouper(QuoteGrouper&&) noexcept;
  QuoteGrouper& operator=(QuoteGrouper&&) noexcept;
  ~QuoteGrouper();

  // All of an article, anew.
  Result<void> add(int64_t article_id);

 private:
  struct Queries;
  explicit QuoteGrouper(std::unique_ptr<Queries> queries);
  Result<void> add_quote(int64_t statement, const std::string& words);

  std::unique_ptr<Queries> queries_;
};

// Where two wordings differ: the words of the first printing and of this one, one of them empty
// where words were put in or left out.
struct WordingEdit {
  std::string first, here;

  friend bool operator==(const WordingEdit&, const WordingEdit&) = default;
};

// One printing of a quotation.
struct QuotePrinting {
  int64_t statement = 0;
  std::string article, date, publisher, url, title;
  int64_t number = 0;   // 3 for s3 of the article
  std::string speaker;  // as printed
  int64_t person = 0;   // in the record, 0 if not known
  std::string person_name;
  std::string words;
  std::string_view wording;  // "first", "same", "elided" or "altered", beside the first printing
  std::vector<WordingEdit> edits = {};
};

struct QuoteGroup {
  int64_t id = 0;                        // that of its first printing's statement
  std::vector<QuotePrinting> printings;  // by date, then as ingested
  int64_t n_articles = 0;
  int64_t n_wordings = 0;  // that differ by more than typography
  bool several_speakers = false;
};

struct QuoteGroupFilter {
  int64_t person = 0;  // groups with a printing by this one
  int64_t min_articles = 2;
  bool differing = false;  // only those with several wordings or speakers
  int64_t limit = 50;      // -1: all
};

// Groups by number of printings, the largest first, until use() returns false.
Result<void> list_quote_groups(Database& db, const QuoteGroupFilter& filter,
                               const std::function<bool(const QuoteGroup&)>& use);

// The group that a statement is in. kNotFound if it is in none.
Result<QuoteGroup> read_quote_group(Database& db, int64_t statement);

}  // namespace quoth
