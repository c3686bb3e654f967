#include "store/positions.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include "people/name_form.h"
#include "store/days.h"
#include "store/rows.h"

namespace quoth {
namespace {

std::optional<Act> act_of(std::string_view text) {
  for (int i = 0; i <= static_cast<int>(Act::kAsk); ++i) {
    if (name(static_cast<Act>(i)) == text) return static_cast<Act>(i);
  }
  return std::nullopt;
}

bool takes_stand(std::string_view act) {
  return act == "accuse" || act == "support" || act == "deny" || act == "concede" ||
         act == "demand" || act == "commit";
}

class Reader {
 public:
  struct Queries {
    Query statements, about, speakers, answers, answered_by;
  };

  static Result<Queries> prepare_all(Database& db) {
    Preparer prepare(db);
    Queries q{
        .statements = prepare(
            "SELECT DISTINCT s.id, s.act, s.when_date, a.day, a.doc_id, a.url, p.name, a.title, "
            "s.number, s.text, s.confidence, s.replies_to, s.article_id, EXISTS (SELECT 1 FROM "
            "statements AS r WHERE r.article_id = s.article_id AND r.replies_to = s.number) FROM "
            "entities AS e JOIN speakers AS k ON k.entity_id = e.id JOIN statements AS s ON s.id = "
            "k.statement_id JOIN articles AS a ON a.id = s.article_id LEFT JOIN publishers AS p ON "
            "p.id = a.publisher_id WHERE e.person_id = ? AND s.confidence >= ? AND (?3 = 0 OR "
            "a.duplicate_of IS NULL) ORDER BY s.id DESC"),
        .about =
            prepare("SELECT e.person_id, coalesce(p.name, e.name), e.name FROM abouts AS b JOIN "
                    "entities AS e ON e.id = b.entity_id LEFT JOIN people AS p ON p.id = "
                    "e.person_id WHERE b.statement_id = ? ORDER BY e.number"),
        .speakers =
            prepare("SELECT e.person_id, coalesce(p.name, k.name) FROM speakers AS k LEFT JOIN "
                    "entities AS e ON e.id = k.entity_id LEFT JOIN people AS p ON p.id = "
                    "e.person_id WHERE k.statement_id = ? ORDER BY k.position"),
        .answers = prepare("SELECT id, text FROM statements WHERE article_id = ? AND number = ?"),
        .answered_by = prepare("SELECT id FROM statements WHERE article_id = ? AND replies_to = ? "
                               "ORDER BY number")};
    QUOTH_TRY(prepare.outcome());
    return q;
  }

  explicit Reader(Queries queries) : q_(std::move(queries)) {}

  Result<Positions> run(int64_t person, const PositionOptions& options, int64_t first,
                        int64_t last) {
    Positions out;
    Query& q = q_.statements;
    QUOTH_TRY(for_each_row(
        q.bind(1, person).bind(2, options.min_confidence).bind(3, options.fold_copies ? 1 : 0),
        [&] { take(q, options, first, last, out); }));
    for (PositionStatement& s : out.statements) QUOTH_TRY(complete(s));
    order(out.statements);
    return out;
  }

  // Of each statement, what find_moves() compares.
  std::vector<Position> compared(const std::vector<PositionStatement>& statements) const {
    std::vector<Position> out;
    std::map<int64_t, size_t> index;
    for (const PositionStatement& s : statements) {
      Position p{.act = act_of(s.act), .day = day_of(s), .text = s.text};
      for (const PositionParty& party : s.about) {
        if (party.person != 0) p.about.push_back(party.person);
        for (std::string& w : folded_name_words(party.name)) p.about_names.push_back(std::move(w));
      }
      const auto own = index.find(s.answers);
      if (s.answers != 0 && own != index.end()) p.answers = own->second;
      index.emplace(s.id, out.size());
      out.push_back(std::move(p));
    }
    return out;
  }

 private:
  static int64_t day_of(const PositionStatement& s) {
    const std::optional<DayRange> days = day_range(s.date);
    return days && days->first == days->last ? days->first : 0;
  }

  void take(Query& q, const PositionOptions& options, int64_t first, int64_t last, Positions& out) {
    const std::string_view act = q.text(1);
    if (!takes_stand(act) && q.is_null(11) && q.integer(13) == 0) return;
    const std::optional<DayRange> when = day_range(q.text(2));
    const int64_t day = when && when->first == when->last ? when->first : q.integer(3);
    if (day < first || day > last) return;
    if (out.statements.size() == options.max_statements) {
      ++out.n_left_out;
      return;
    }
    PositionStatement s;
    s.id = q.integer(0), s.act = act, s.date = format_day(day), s.article = q.text(4);
    s.url = q.text(5), s.publisher = q.text(6), s.title = q.text(7), s.number = q.integer(8);
    s.text = q.text(9), s.confidence = q.real(10), s.answers = q.integer(11);
    articles_.emplace(s.id, q.integer(12));
    out.statements.push_back(std::move(s));
  }

  static Result<void> read_parties(Query& q, int64_t id, std::vector<PositionParty>& out) {
    return for_each_row(q.bind(1, id), [&] {
      const PositionParty party{q.integer(0), std::string(q.text(1))};
      const bool known = std::any_of(out.begin(), out.end(), [&](const PositionParty& p) {
        return p.person == party.person && p.name == party.name;
      });
      if (!known) out.push_back(party);
    });
  }

  Result<void> complete(PositionStatement& s) {
    const int64_t article = articles_.at(s.id);
    QUOTH_TRY(read_parties(q_.about, s.id, s.about));
    if (s.answers != 0) {
      int64_t id = 0;
      QUOTH_TRY(for_each_row(q_.answers.bind(1, article).bind(2, s.answers), [&] {
        id = q_.answers.integer(0), s.answers_text = q_.answers.text(1);
      }));
      s.answers = id;
      QUOTH_TRY(read_parties(q_.speakers, id, s.answers_whom));
    }
    std::vector<int64_t> replies;
    QUOTH_TRY(for_each_row(q_.answered_by.bind(1, article).bind(2, s.number),
                           [&] { replies.push_back(q_.answered_by.integer(0)); }));
    for (const int64_t id : replies) QUOTH_TRY(read_parties(q_.speakers, id, s.answered_by));
    return {};
  }

  static void order(std::vector<PositionStatement>& statements) {
    std::sort(statements.begin(), statements.end(),
              [](const PositionStatement& a, const PositionStatement& b) {
                return std::tie(a.date, a.id) < std::tie(b.date, b.id);
              });
  }

  Queries q_;
  std::map<int64_t, int64_t> articles_;  // statement -> article
};

// The inverse document frequency of words in the statements of the record.
class Rarity {
 public:
  static Result<Rarity> open(Database& db) {
    Rarity rarity;
    QUOTH_TRY(
        db.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.statement_vocabulary USING "
                   "fts5vocab (main, statements_fts, row)"));
    Preparer prepare(db);
    // Endings are gone from the word: of those that begin with it, the most frequent counts.
    rarity.frequency_ = prepare(
        "SELECT max(doc) FROM temp.statement_vocabulary WHERE term >= ?1 AND "
        "term < ?1 || 't' AND length(term) <= length(?1) + 3");
    QUOTH_TRY(prepare.outcome());
    const Result<int64_t> n = db.scalar("SELECT count(*) FROM statements");
    QUOTH_TRY(n);
    rarity.n_ = static_cast<double>(*n);
    return rarity;
  }

  double operator()(const std::string& word) {
    const auto [it, fresh] = known_.emplace(word, 1);
    if (!fresh) return it->second;
    double documents = 0;
    // A damaged index makes all words weigh the same.
    const Result<void> read = for_each_row(
        frequency_.bind(1, word), [&] { documents = static_cast<double>(frequency_.integer(0)); });
    if (read) it->second = 1 + std::log((n_ + 1) / (documents + 1));
    return it->second;
  }

 private:
  Query frequency_;
  double n_ = 0;
  std::map<std::string, double> known_;
};

}  // namespace

Result<Positions> positions_of(Database& db, int64_t person, const PositionOptions& options) {
  int64_t first = INT64_MIN, last = INT64_MAX;
  for (const auto& [text, is_first] :
       {std::pair(&options.since, true), std::pair(&options.until, false)}) {
    if (text->empty()) continue;
    const std::optional<DayRange> range = day_range(*text);
    if (!range) return fail(ErrorCode::kUsage, fmt::format("'{}' is no date", *text));
    (is_first ? first : last) = is_first ? range->first : range->last;
  }
  Result<Reader::Queries> queries = Reader::prepare_all(db);
  QUOTH_TRY(queries);
  Reader reader(*std::move(queries));
  Result<Positions> out = reader.run(person, options, first, last);
  QUOTH_TRY(out);
  Result<Rarity> rarity = Rarity::open(db);
  QUOTH_TRY(rarity);
  const auto weights = std::make_shared<Rarity>(*std::move(rarity));
  out->moves = find_moves(reader.compared(out->statements),
                          [weights](const std::string& word) { return (*weights)(word); });
  return out;
}

}  // namespace quoth
