#include "store/search_query.h"

#include <fmt/format.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "base/utf8.h"
#include "store/days.h"
#include "store/rows.h"

namespace quoth {
namespace {

constexpr size_t kMaxTerms = 64;
constexpr size_t kMaxBytes = 4096;
constexpr int kMaxNames = 32;  // of a person; the index is not asked for more

// What the tokenizer of the index (unicode61) takes for parts of words.
bool is_part_of_word(char32_t c) {
  const auto mask = U_GET_GC_MASK(static_cast<UChar32>(c));
  return (mask & (U_GC_L_MASK | U_GC_N_MASK | U_GC_M_MASK | U_GC_CO_MASK)) != 0;
}

bool is_quote(char32_t c) {
  return c == '"' || c == U'“' || c == U'”' || c == U'„' || c == U'«' || c == U'»';
}

// FTS5 reads everything in quotation marks as text for its tokenizer, a doubled mark as one.
std::string fts_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '\0') continue;
    out += c;
    if (c == '"') out += c;
  }
  return out + '"';
}

class WordParser {
 public:
  explicit WordParser(std::string_view text) : text_(text) {}

  std::vector<WordTerm> parse() {
    while (pos_ < text_.size()) {
      const CodePoint c = decode_utf8(text_, pos_);
      const size_t size = c.size == 0 ? 1 : c.size;
      if (c.size == 0) {
        end_term(false);  // bytes that are no text
      } else if (is_quote(c.value)) {
        end_term(false);
        in_phrase_ = !in_phrase_;
      } else if (c.value == '*' && !in_phrase_) {
        end_term(n_word_chars_ >= 2);
      } else if (u_isUWhiteSpace(static_cast<UChar32>(c.value)) && !in_phrase_) {
        end_term(false);
      } else {
        n_word_chars_ += is_part_of_word(c.value);
        term_.append(text_.substr(pos_, size));
      }
      pos_ += size;
    }
    end_term(false);
    return std::move(terms_);
  }

 private:
  void end_term(bool prefix) {
    if (n_word_chars_ > 0) terms_.push_back({term_, prefix});
    term_.clear();
    n_word_chars_ = 0;
  }

  std::string_view text_;
  size_t pos_ = 0;
  bool in_phrase_ = false;
  std::string term_;
  size_t n_word_chars_ = 0;
  std::vector<WordTerm> terms_;
};

std::vector<std::string> fts_strings(const std::vector<WordTerm>& terms) {
  std::vector<std::string> out;
  for (const WordTerm& t : terms) out.push_back(fts_string(t.text) + (t.is_prefix ? " *" : ""));
  return out;
}

std::string all_of(std::string_view columns, const std::vector<std::string>& terms) {
  return fmt::format("{{{}}} : ({})", columns, fmt::join(terms, " AND "));
}

std::string any_of(std::string_view columns, const std::vector<std::string>& terms) {
  return fmt::format("{{{}}} : ({})", columns, fmt::join(terms, " OR "));
}

// Conditions on columns of the index, joined.
class MatchBuilder {
 public:
  void add(std::string part) { parts_.push_back(std::move(part)); }
  Result<void> add_names(std::string_view column, std::string_view words) {
    const auto terms = parse_words(words);
    if (!terms) return tl::unexpected(terms.error());
    if (!terms->empty()) add(all_of(column, *terms));
    return {};
  }
  void add_facet(std::string_view facet, const std::vector<std::string>& values) {
    std::vector<std::string> terms;
    for (const std::string& value : values) terms.push_back(fts_string(std::string(facet) + value));
    if (!terms.empty()) add(any_of("facets", terms));
  }
  std::string join() const { return fmt::format("{}", fmt::join(parts_, " AND ")); }

 private:
  std::vector<std::string> parts_;
};

// The rows of `sql`, whose one parameter is `value`.
template <typename T>
Result<std::vector<std::string>> strings(QueryCache& queries, std::string_view sql,
                                         const T& value) {
  Result<QueryCache::Lease> lease = queries.take(sql);
  if (!lease) return tl::unexpected(lease.error());
  Query& query = **lease;
  query.bind(1, value);
  std::vector<std::string> out;
  const Result<void> done = for_each_row(query, [&] { out.emplace_back(query.text(0)); });
  if (!done) return tl::unexpected(done.error());
  return out;
}

// Of a dictionary, publishers or sections; in the index they stand by their ids.
Result<void> add_named(QueryCache& queries, std::string_view facet,
                       const std::vector<std::string>& names, MatchBuilder& match,
                       SearchQuery& query) {
  const std::string sql = fmt::format("SELECT id FROM {}s WHERE name = ? COLLATE NOCASE", facet);
  std::vector<std::string> ids;
  for (const std::string& name : names) {
    const auto found = strings(queries, sql, name);
    if (!found) return tl::unexpected(found.error());
    ids.insert(ids.end(), found->begin(), found->end());
  }
  query.nothing |= ids.empty() && !names.empty();
  match.add_facet(facet, ids);
  return {};
}

// The names of a person as a condition on the index, "" if they are too many or none has a word.
Result<std::string> match_names(QueryCache& queries, std::string_view column, int64_t person) {
  static const std::string kNames =
      fmt::format("SELECT DISTINCT name FROM entities WHERE person_id = ? LIMIT {}", kMaxNames + 1);
  const auto names = strings(queries, kNames, person);
  if (!names) return tl::unexpected(names.error());
  if (names->empty() || names->size() > kMaxNames) return "";
  std::vector<std::string> terms;
  for (const std::string& name : *names) {
    const bool has_word = std::any_of(name.begin(), name.end(), [](unsigned char c) {
      return c >= 0x80 || std::isalnum(c) != 0;
    });
    if (!has_word) return "";
    terms.push_back(fts_string(name));
  }
  return any_of(column, terms);
}

// The link of a statement to the person decides. The index finds those with one of the person's
// names first, so that each of these few can be looked at; without it all that are linked must be
// gathered before the newest is known.
Result<void> add_person(QueryCache& queries, std::string_view column, int64_t person,
                        MatchBuilder& match, SearchQuery& query) {
  if (person == 0) return {};
  const bool is_speaker = column == "speaker";
  const std::string_view links = is_speaker ? "speakers" : "abouts";
  const int parameter = is_speaker ? 4 : 5;
  (is_speaker ? query.speaker_person : query.about_person) = person;
  const Result<std::string> names = match_names(queries, column, person);
  if (!names) return tl::unexpected(names.error());
  if (names->empty()) {
    query.conditions += fmt::format(
        " AND s.id IN (SELECT l.statement_id FROM entities AS e CROSS JOIN {} AS l ON l.entity_id "
        "= e.id WHERE e.person_id = ?{})",
        links, parameter);
  } else {
    match.add(*names);
    query.conditions += fmt::format(
        " AND EXISTS (SELECT 1 FROM {} AS l CROSS JOIN entities AS e ON e.id = l.entity_id WHERE "
        "l.statement_id = s.id AND e.person_id = ?{})",
        links, parameter);
  }
  return {};
}

// Twentieths stand in the index; what lies between is looked up in each statement.
void add_confidence(double minimum, bool has_match, MatchBuilder& match, SearchQuery& query) {
  const int milli = static_cast<int>(std::lround(minimum * 1000));
  if (milli <= 0) return;
  if (!has_match || milli % 50 != 0) {
    query.conditions += fmt::format(" AND s.confidence >= {:.3f}", milli / 1000.0);
  }
  if (!has_match) return;
  std::vector<std::string> values;
  for (int step = milli / 50; step <= 20; ++step) {
    values.push_back(std::to_string(step));
  }
  match.add_facet("confidence", values);
}

Result<void> set_days(const SearchFilter& filter, SearchQuery& query) {
  const auto read = [](const std::string& text) -> Result<DayRange> {
    if (const auto days = day_range(text)) return *days;
    return fail(ErrorCode::kUsage,
                fmt::format("{} is no date (2018, 2018-03 or 2018-03-26)", text));
  };
  if (!filter.since.empty()) {
    const Result<DayRange> days = read(filter.since);
    if (!days) return tl::unexpected(days.error());
    query.begin = first_id_of(days->first);
  }
  if (!filter.until.empty()) {
    const Result<DayRange> days = read(filter.until);
    if (!days) return tl::unexpected(days.error());
    query.end = end_id_of(days->last);
    query.begin = std::max(query.begin, first_id_of(kFirstDay));  // not those without a date
  }
  return {};
}

}  // namespace

Result<std::vector<WordTerm>> parse_terms(std::string_view text) {
  if (text.size() > kMaxBytes) {
    return fail(ErrorCode::kTooLarge, fmt::format("the words take more than {} bytes", kMaxBytes));
  }
  std::vector<WordTerm> terms = WordParser(text).parse();
  if (terms.size() > kMaxTerms) {
    return fail(ErrorCode::kTooLarge, fmt::format("more than {} words", kMaxTerms));
  }
  return terms;
}

Result<std::vector<std::string>> parse_words(std::string_view text) {
  return parse_terms(text).map(fts_strings);
}

Result<SearchQuery> make_query(QueryCache& queries, const SearchFilter& filter) {
  SearchQuery query;
  QUOTH_TRY(set_days(filter, query));
  Result<std::vector<WordTerm>> words = parse_terms(filter.words);
  if (!words) return tl::unexpected(words.error());
  query.words = *std::move(words);
  MatchBuilder match;
  if (!query.words.empty()) match.add(all_of("text speaker", fts_strings(query.words)));
  QUOTH_TRY(match.add_names("speaker", filter.speaker));
  QUOTH_TRY(match.add_names("about", filter.about));
  match.add_facet("act", filter.acts);
  match.add_facet("channel", filter.channels);
  match.add_facet("form", filter.forms);
  match.add_facet("kind", filter.kinds);
  QUOTH_TRY(add_named(queries, "publisher", filter.publishers, match, query));
  QUOTH_TRY(add_named(queries, "section", filter.sections, match, query));
  QUOTH_TRY(add_person(queries, "speaker", filter.speaker_person, match, query));
  QUOTH_TRY(add_person(queries, "about", filter.about_person, match, query));
  add_confidence(filter.min_confidence, !match.join().empty(), match, query);
  query.match = match.join();
  return query;
}

}  // namespace quoth
