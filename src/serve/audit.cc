#include "serve/audit.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>

#include "store/rows.h"

namespace quoth {
namespace {

constexpr std::string_view kSourceNames[] = {"named_person", "named_body", "unnamed",
                                             "document",     "author",     "nobody"};
constexpr std::string_view kPronounNames[] = {"she", "he", "other", "not_known"};

SourceGroup group_of(std::string_view kind) {
  if (kind == "person") return SourceGroup::kNamedPerson;
  if (kind == "organisation") return SourceGroup::kNamedBody;
  if (kind == "group" || kind == "anonymous") return SourceGroup::kUnnamed;
  if (kind == "document") return SourceGroup::kDocument;
  if (kind == "author") return SourceGroup::kAuthor;
  return SourceGroup::kNobody;
}

int third_of(int64_t begin, int64_t n_chars) {
  return n_chars <= 0 ? 0 : static_cast<int>(std::min<int64_t>(2, begin * 3 / n_chars));
}

// Which pronouns were seen for somebody.
struct Pronouns {
  bool she = false, he = false, other = false;

  void add(std::string_view json) {
    for (const std::string& pronoun : parse_strings(json)) {
      if (pronoun == "she") {
        she = true;
      } else if (pronoun == "he") {
        he = true;
      } else if (pronoun != "it" && pronoun != "we" && pronoun != "I") {
        other = true;
      }
    }
  }

  PronounGroup group() const {
    if (other || (she && he)) return PronounGroup::kOther;
    if (she) return PronounGroup::kShe;
    return he ? PronounGroup::kHe : PronounGroup::kNotKnown;
  }
};

class Auditor {
 public:
  Auditor(Database& db, const RecordScope& scope) : db_(db), scope_(scope) {}

  Result<Audit> run(size_t most) {
    QUOTH_TRY(count_articles());
    QUOTH_TRY(read_pronouns());
    QUOTH_TRY(count_statements());
    QUOTH_TRY(count_quoted_articles());
    count_people();
    QUOTH_TRY(find_never_quoted(most));
    for (auto& [id, person] : people_) out_.quoted.push_back(std::move(person));
    std::sort(out_.quoted.begin(), out_.quoted.end(), [](const auto& a, const auto& b) {
      return std::tuple(-a.count.n_statements, -a.count.n_words, a.id) <
             std::tuple(-b.count.n_statements, -b.count.n_words, b.id);
    });
    if (out_.quoted.size() > most) out_.quoted.resize(most);
    return std::move(out_);
  }

 private:
  Result<Query> prepare(const std::string& select, const std::string& rest = "") {
    auto query = db_.prepare(select + " WHERE " + scope_.condition(1) + rest);
    if (query) scope_.bind(*query, 1);
    return query;
  }

  Result<void> count_articles() {
    auto query = prepare("SELECT count(*) FROM articles AS a");
    if (!query) return tl::unexpected(query.error());
    QUOTH_TRY(for_each_row(*query, [&] { out_.n_articles = query->integer(0); }));
    if (scope_.with_copies()) return {};
    RecordScope all = scope_;
    all.count_copies();
    auto with_copies = db_.prepare("SELECT count(*) FROM articles AS a WHERE " + all.condition(1));
    if (!with_copies) return tl::unexpected(with_copies.error());
    all.bind(*with_copies, 1);
    return for_each_row(*with_copies,
                        [&] { out_.n_copies = with_copies->integer(0) - out_.n_articles; });
  }

  // Of everybody in these articles.
  Result<void> read_pronouns() {
    auto query = prepare(
        "SELECT e.person_id, e.pronouns FROM articles AS a JOIN entities AS e "
        "ON e.article_id = a.id",
        " AND e.kind = 'person' AND e.person_id IS NOT NULL AND e.pronouns IS NOT NULL");
    if (!query) return tl::unexpected(query.error());
    return for_each_row(*query, [&] { pronouns_[query->integer(0)].add(query->text(1)); });
  }

  Result<void> count_statements() {
    auto query = prepare(
        "SELECT s.id, s.n_words, s.\"begin\", a.n_chars, k.position, k.kind, k.name, e.person_id, "
        "coalesce(p.renamed, p.name), p.kind, e.pronouns FROM articles AS a "
        "JOIN statements AS s ON s.article_id = a.id "
        "LEFT JOIN speakers AS k ON k.statement_id = s.id "
        "LEFT JOIN entities AS e ON e.id = k.entity_id LEFT JOIN people AS p ON p.id = "
        "e.person_id");
    if (!query) return tl::unexpected(query.error());
    return for_each_row(*query, [&] { count(*query); });
  }

  void count(const Query& row) {
    const int64_t words = row.integer(1);
    const int third = third_of(row.integer(2), row.integer(3));
    const bool is_first = row.is_null(4) || row.integer(4) == 0;
    const SourceGroup group = row.is_null(4) ? SourceGroup::kNobody : group_of(row.text(5));
    if (is_first) {
      out_.all.add(words, third);
      out_.sources[static_cast<size_t>(group)].add(words, third);
      if (group == SourceGroup::kNamedPerson) {
        out_.pronouns[static_cast<size_t>(pronoun_of(row))].add(words, third);
      }
    }
    if (row.is_null(7)) return;
    AuditedPerson& person = people_[row.integer(7)];
    if (person.id == 0) {
      person.id = row.integer(7);
      person.name = row.text(8);
      person.kind = row.text(9);
      person.pronoun = pronouns_[person.id].group();
    }
    person.count.add(words, third);
  }

  PronounGroup pronoun_of(const Query& row) {
    if (!row.is_null(7)) return pronouns_[row.integer(7)].group();
    Pronouns of_article;
    of_article.add(row.text(10));
    return of_article.group();
  }

  Result<void> count_quoted_articles() {
    auto query = prepare(
        "SELECT e.person_id, count(DISTINCT a.id) FROM articles AS a "
        "JOIN statements AS s ON s.article_id = a.id "
        "JOIN speakers AS k ON k.statement_id = s.id JOIN entities AS e ON e.id = k.entity_id",
        " AND e.person_id IS NOT NULL GROUP BY e.person_id");
    if (!query) return tl::unexpected(query.error());
    return for_each_row(*query, [&] {
      const auto found = people_.find(query->integer(0));
      if (found != people_.end()) found->second.n_articles = query->integer(1);
    });
  }

  void count_people() {
    for (const auto& [id, person] : people_) {
      if (person.kind == "person") ++out_.n_people[static_cast<size_t>(person.pronoun)];
    }
  }

  Result<void> find_never_quoted(size_t most) {
    auto query = prepare(
        "SELECT p.id, coalesce(p.renamed, p.name), p.kind, count(DISTINCT a.id) FROM articles AS a "
        "JOIN entities AS e ON e.article_id = a.id JOIN people AS p ON p.id = e.person_id",
        " AND e.kind = 'person' GROUP BY p.id ORDER BY 4 DESC, p.id");
    if (!query) return tl::unexpected(query.error());
    return for_each_row(*query, [&] {
      const int64_t id = query->integer(0);
      if (out_.never_quoted.size() >= most || people_.contains(id)) return;
      out_.never_quoted.push_back({.id = id,
                                   .name = std::string(query->text(1)),
                                   .kind = std::string(query->text(2)),
                                   .n_articles = query->integer(3),
                                   .count = {},
                                   .pronoun = pronouns_[id].group()});
    });
  }

  Database& db_;
  const RecordScope& scope_;
  Audit out_;
  std::unordered_map<int64_t, Pronouns> pronouns_;
  std::map<int64_t, AuditedPerson> people_;
};

}  // namespace

std::string_view name(SourceGroup group) { return kSourceNames[static_cast<size_t>(group)]; }
std::string_view name(PronounGroup group) { return kPronounNames[static_cast<size_t>(group)]; }

Result<Audit> audit(Database& db, const RecordScope& scope, size_t most) {
  return Auditor(db, scope).run(most);
}

}  // namespace quoth
