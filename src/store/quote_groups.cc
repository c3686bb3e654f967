#include "store/quote_groups.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "base/utf8.h"
#include "quotes/align.h"
#include "quotes/compare.h"
#include "store/days.h"
#include "store/rows.h"
#include "text/chars.h"

namespace quoth {
namespace {

constexpr size_t kKeyWords = 3;
constexpr size_t kKeyWindow = 4;

// A key of 40 bits, so that rows are small: of a hundred million rows one in ten thousand is met
// by chance, and every find is compared word by word.
int64_t key_of(const QuoteWord* words) {
  uint64_t hash = 0x9E3779B97F4A7C15u;
  for (size_t i = 0; i < kKeyWords; ++i) {
    hash = (hash ^ words[i].folded) * 0xFF51AFD7ED558CCDu;
    hash ^= hash >> 32;
  }
  return static_cast<int64_t>(hash >> 24);
}

bool opens(char32_t c) { return c == 0x201C || c == 0x201E || c == 0xAB; }
bool closes(char32_t c) { return c == 0x201D || c == 0xBB; }

std::string slice(const std::string& text, ByteSpan span) {
  return text.substr(span.begin, span.size());
}

}  // namespace

std::string words_in_marks(std::string_view text, bool direct) {
  if (direct) return std::string(text);
  std::string out;
  size_t begin = std::string_view::npos;
  for (size_t at = 0; at < text.size();) {
    const CodePoint p = decode_utf8(text, at);
    const size_t next = at + std::max(p.size, 1u);
    const bool open = begin != std::string_view::npos;
    if (!open && (opens(p.value) || p.value == '"')) {
      begin = next;
    } else if (open && (closes(p.value) || p.value == '"')) {
      if (!out.empty()) out += " … ";
      out += text.substr(begin, at - begin);
      begin = std::string_view::npos;
    }
    at = next;
  }
  return out;
}

std::vector<int64_t> quote_keys(const QuoteWords& words) {
  std::vector<int64_t> hashes;
  for (size_t i = 0; i + kKeyWords <= words.words.size(); ++i) {
    hashes.push_back(key_of(&words.words[i]));
  }
  std::set<int64_t> keys;
  for (size_t i = 0; i < hashes.size() && keys.size() < kMostQuoteKeys; ++i) {
    const size_t end = std::min(i + kKeyWindow, hashes.size());
    keys.insert(*std::min_element(hashes.begin() + static_cast<std::ptrdiff_t>(i),
                                  hashes.begin() + static_cast<std::ptrdiff_t>(end)));
    if (end == hashes.size()) break;
  }
  return {keys.begin(), keys.end()};
}

bool same_quote(const QuoteWords& a, const QuoteWords& b) {
  const QuoteWords& shorter = a.words.size() <= b.words.size() ? a : b;
  const QuoteWords& longer = &shorter == &a ? b : a;
  if (shorter.words.size() < kLeastQuoteWords) return false;
  const auto share =
      static_cast<double>(shorter.words.size()) / static_cast<double>(longer.words.size());
  if (share < kLeastLengthShare) return false;
  // What either leaves out openly costs nothing, so that elisions are variants.
  const std::optional<Alignment> aligned = align(shorter.words, longer.words, gaps_of(shorter));
  if (!aligned) return false;
  // Words that match far apart are no quotation: an edit costs a match.
  const auto n = static_cast<double>(shorter.words.size());
  const auto matched = static_cast<double>(aligned->n_matched);
  return aligned->n_matched >= kLeastSharedWords && matched >= kSameQuoteShare * n &&
         aligned->cost / 2.0 <= 0.5 * n;
}

struct QuoteGrouper::Queries {
  Query statements, insert, insert_key, places, words, group, join;
};

QuoteGrouper::QuoteGrouper(std::unique_ptr<Queries> queries) : queries_(std::move(queries)) {}
QuoteGrouper::QuoteGrouper(QuoteGrouper&&) noexcept = default;
QuoteGrouper& QuoteGrouper::operator=(QuoteGrouper&&) noexcept = default;
QuoteGrouper::~QuoteGrouper() = default;

Result<QuoteGrouper> QuoteGrouper::open(Database& db) {
  Preparer prepare(db);
  auto q = std::make_unique<Queries>(
      Queries{.statements =
                  prepare("SELECT id, text, form FROM statements WHERE article_id = ? AND form IN "
                          "('direct', 'mixed') ORDER BY number"),
              .insert = prepare("INSERT OR REPLACE INTO quotes VALUES (?, ?, ?)"),
              .insert_key = prepare("INSERT OR IGNORE INTO quote_keys VALUES (?, ?)"),
              .places = prepare("SELECT statement_id FROM quote_keys WHERE key = ? LIMIT ?"),
              .words = prepare("SELECT words, group_id FROM quotes WHERE statement_id = ?"),
              .group = prepare("SELECT count(*) FROM quotes WHERE group_id = ?"),
              .join = prepare("UPDATE quotes SET group_id = ? WHERE group_id = ?")});
  QUOTH_TRY(prepare.outcome());
  return QuoteGrouper(std::move(q));
}

Result<void> QuoteGrouper::add(int64_t article_id) {
  std::vector<std::pair<int64_t, std::string>> quotes;
  Query& q = queries_->statements;
  QUOTH_TRY(for_each_row(q.bind(1, article_id), [&] {
    quotes.emplace_back(q.integer(0), words_in_marks(q.text(1), q.text(2) == "direct"));
  }));
  for (const auto& [statement, words] : quotes) QUOTH_TRY(add_quote(statement, words));
  return {};
}

Result<void> QuoteGrouper::add_quote(int64_t statement, const std::string& text) {
  const QuoteWords words = quote_words(text);
  if (words.words.size() < kLeastQuoteWords) return {};
  const std::vector<int64_t> keys = quote_keys(words);
  std::map<int64_t, int> shared;  // statement -> keys in common
  Query& places = queries_->places;
  for (const int64_t key : keys) {
    QUOTH_TRY(for_each_row(places.bind(1, key).bind(2, kMostKeyPlaces),
                           [&] { ++shared[places.integer(0)]; }));
  }
  shared.erase(statement);
  std::vector<std::pair<int, int64_t>> order;
  for (const auto& [other, n] : shared) order.emplace_back(-n, other);
  std::sort(order.begin(), order.end());
  order.resize(std::min(order.size(), kMostQuotesCompared));

  int64_t group = statement;
  std::set<int64_t> joined;
  Query& read = queries_->words;
  for (const auto& [n, other] : order) {
    bool same = false;
    int64_t its_group = 0;
    QUOTH_TRY(for_each_row(read.bind(1, other), [&] {
      its_group = read.integer(1);
      same = joined.contains(its_group) || same_quote(words, quote_words(read.text(0)));
    }));
    if (same) joined.insert(its_group);
  }
  if (!joined.empty()) group = *joined.begin();
  for (const int64_t other : joined) {
    if (other != group) QUOTH_TRY(queries_->join.bind(1, group).bind(2, other).run());
  }
  QUOTH_TRY(queries_->insert.bind(1, statement).bind(2, group).bind(3, text).run());
  for (const int64_t key : keys)
    QUOTH_TRY(queries_->insert_key.bind(1, key).bind(2, statement).run());
  return {};
}

namespace {

class GroupReader {
 public:
  static Result<GroupReader> open(Database& db) {
    Preparer prepare(db);
    GroupReader reader;
    reader.printings_ = prepare(
        "SELECT q.statement_id, a.doc_id, a.day, p.name, a.url, a.title, s.number, (SELECT "
        "group_concat(k.name, '; ') FROM speakers AS k WHERE k.statement_id = s.id), (SELECT "
        "e.person_id FROM speakers AS k JOIN entities AS e ON e.id = k.entity_id WHERE "
        "k.statement_id = "
        "s.id ORDER BY k.position LIMIT 1) AS person, (SELECT n.name FROM speakers AS k JOIN "
        "entities AS "
        "e ON e.id = k.entity_id JOIN people AS n ON n.id = e.person_id WHERE k.statement_id = "
        "s.id "
        "ORDER BY k.position LIMIT 1), q.words, a.id FROM quotes AS q JOIN statements AS s ON s.id "
        "= "
        "q.statement_id JOIN articles AS a ON a.id = s.article_id LEFT JOIN publishers AS p ON "
        "p.id = "
        "a.publisher_id WHERE q.group_id = ? ORDER BY a.day = 0, a.day, s.id LIMIT 10000");
    QUOTH_TRY(prepare.outcome());
    return reader;
  }

  Result<QuoteGroup> read(int64_t group) {
    QuoteGroup out;
    std::set<int64_t> articles;
    Query& q = printings_;
    QUOTH_TRY(for_each_row(q.bind(1, group), [&] {
      QuotePrinting p;
      p.statement = q.integer(0), p.article = q.text(1), p.date = format_day(q.integer(2));
      p.publisher = q.text(3), p.url = q.text(4), p.title = q.text(5), p.number = q.integer(6);
      p.speaker = q.text(7), p.person = q.integer(8), p.person_name = q.text(9),
      p.words = q.text(10);
      articles.insert(q.integer(11));
      out.printings.push_back(std::move(p));
    }));
    out.n_articles = static_cast<int64_t>(articles.size());
    if (out.printings.empty()) return out;
    out.id = out.printings.front().statement;
    compare(out);
    return out;
  }

 private:
  static void compare(QuoteGroup& group) {
    const std::string& first = group.printings.front().words;
    const SourceWords source = source_words(quote_words(first));
    std::set<std::vector<uint64_t>> wordings;
    std::set<std::string> speakers;
    for (QuotePrinting& p : group.printings) {
      const QuoteWords words = quote_words(p.words);
      std::vector<uint64_t> folded;
      for (const QuoteWord& w : words.words) folded.push_back(w.folded);
      wordings.insert(std::move(folded));
      const std::string who = p.person != 0 ? std::to_string(p.person) : p.speaker;
      if (!who.empty()) speakers.insert(who);
      if (&p == &group.printings.front()) {
        p.wording = "first";
        continue;
      }
      differ(p, words, first, source);
    }
    group.n_wordings = static_cast<int64_t>(wordings.size());
    group.several_speakers = speakers.size() > 1;
  }

  static void differ(QuotePrinting& p, const QuoteWords& words, const std::string& first,
                     const SourceWords& source) {
    const std::optional<Comparison> compared = compare_quotes(words, source);
    p.wording = "altered";
    if (!compared) return;
    const bool case_alone =
        std::all_of(compared->edits.begin(), compared->edits.end(),
                    [](const QuoteEdit& e) { return e.kind == EditKind::kCase; });
    if (compared->wording == Wording::kElided) p.wording = "elided";
    else if (case_alone) p.wording = "same";
    if (case_alone) return;
    for (const QuoteEdit& e : compared->edits)
      p.edits.push_back({slice(first, e.source), slice(p.words, e.quote)});
  }

  Query printings_;
};

}  // namespace

Result<void> list_quote_groups(Database& db, const QuoteGroupFilter& filter,
                               const std::function<bool(const QuoteGroup&)>& use) {
  Preparer prepare(db);
  Query groups = prepare(
      "SELECT q.group_id, count(*) AS n FROM quotes AS q GROUP BY q.group_id HAVING n >= ?1 ORDER "
      "BY n "
      "DESC, q.group_id");
  QUOTH_TRY(prepare.outcome());
  Result<GroupReader> reader = GroupReader::open(db);
  QUOTH_TRY(reader);
  groups.bind(1, filter.min_articles);
  for (int64_t passed = 0; filter.limit < 0 || passed < filter.limit;) {
    const Result<bool> row = groups.step();
    QUOTH_TRY(row);
    if (!*row) break;
    const Result<QuoteGroup> group = reader->read(groups.integer(0));
    QUOTH_TRY(group);
    const bool by = filter.person == 0 ||
                    std::any_of(group->printings.begin(), group->printings.end(),
                                [&](const QuotePrinting& p) { return p.person == filter.person; });
    const bool differs = group->n_wordings > 1 || group->several_speakers;
    if (!by || group->n_articles < filter.min_articles || (filter.differing && !differs)) continue;
    ++passed;
    if (!use(*group)) break;
  }
  return {};
}

Result<QuoteGroup> read_quote_group(Database& db, int64_t statement) {
  Preparer prepare(db);
  Query find = prepare("SELECT group_id FROM quotes WHERE statement_id = ?");
  QUOTH_TRY(prepare.outcome());
  int64_t group = 0;
  QUOTH_TRY(for_each_row(find.bind(1, statement), [&] { group = find.integer(0); }));
  if (group == 0) {
    return fail(ErrorCode::kNotFound,
                fmt::format("statement {} is no quotation of {} words or more", statement,
                            kLeastQuoteWords),
                db.file().string());
  }
  Result<GroupReader> reader = GroupReader::open(db);
  QUOTH_TRY(reader);
  return reader->read(group);
}

}  // namespace quoth
