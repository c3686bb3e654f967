#include "store/people_query.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "people/name_form.h"
#include "store/days.h"
#include "store/rows.h"

namespace quoth {
namespace {

struct Days {
  int64_t first = INT64_MIN, last = INT64_MAX;
};

Result<Days> days_of(const PeopleFilter& filter) {
  Days days;
  for (const auto& [text, first] :
       {std::pair(&filter.since, true), std::pair(&filter.until, false)}) {
    if (text->empty()) continue;
    const std::optional<DayRange> range = day_range(*text);
    if (!range) return fail(ErrorCode::kUsage, fmt::format("'{}' is no date", *text));
    (first ? days.first : days.last) = first ? range->first : range->last;
  }
  return days;
}

// Every word of the filter begins a word of one of the texts.
bool matches(const std::vector<std::string>& wanted, const std::vector<std::string>& texts) {
  std::vector<std::string> words;
  for (const std::string& text : texts) {
    for (std::string& w : folded_name_words(text)) words.push_back(std::move(w));
  }
  return std::all_of(wanted.begin(), wanted.end(), [&](const std::string& w) {
    return std::any_of(words.begin(), words.end(),
                       [&](const std::string& x) { return x.starts_with(w); });
  });
}

// Everybody, or one person, whom an index finds.
std::string counts_sql(bool one, std::string_view order) {
  return fmt::format(
      "WITH e AS (SELECT e.id, e.person_id, e.article_id, e.day FROM entities AS e JOIN articles "
      "AS a "
      "ON a.id = e.article_id LEFT JOIN publishers AS p ON p.id = a.publisher_id WHERE {} AND "
      "e.day "
      "BETWEEN ?2 AND ?3 AND (?4 = '' OR p.name = ?4)), c AS (SELECT person_id, count(DISTINCT "
      "article_id) AS n_articles, min(nullif(day, 0)) AS first, max(nullif(day, 0)) AS last, "
      "sum((SELECT count(*) FROM speakers AS s WHERE s.entity_id = e.id)) AS n_statements, "
      "sum((SELECT count(*) FROM abouts AS b WHERE b.entity_id = e.id)) AS n_about FROM e GROUP BY "
      "person_id) SELECT c.person_id, q.name, q.kind, c.n_articles, c.n_statements, c.n_about, "
      "c.first, c.last FROM c JOIN people AS q ON q.id = c.person_id WHERE (?5 = '' OR q.kind = "
      "?5) "
      "AND c.n_statements >= ?6 ORDER BY {}",
      one ? "e.person_id = ?1" : "e.person_id IS NOT NULL AND ?1 = 0", order);
}

std::string_view order_sql(PeopleOrder order) {
  switch (order) {
    case PeopleOrder::kStatements: return "c.n_statements DESC, c.n_articles DESC, q.name, q.id";
    case PeopleOrder::kArticles: return "c.n_articles DESC, c.n_statements DESC, q.name, q.id";
    case PeopleOrder::kName: return "q.name COLLATE NOCASE, q.id";
    case PeopleOrder::kId: break;
  }
  return "q.id";
}

PersonSummary summary_of(Query& q) {
  return {q.integer(0),
          std::string(q.text(1)),
          std::string(q.text(2)),
          q.integer(3),
          q.integer(4),
          q.integer(5),
          format_day(q.integer(6)),
          format_day(q.integer(7)),
          {}};
}

class Lister {
 public:
  static Result<Lister> open(Database& db) {
    Preparer prepare(db);
    Lister lister;
    lister.roles_ = prepare(
        "SELECT r.value FROM entities AS e, json_each(e.roles) AS r WHERE "
        "e.person_id = ? AND e.roles IS NOT NULL GROUP BY r.value ORDER BY "
        "count(DISTINCT e.article_id) DESC, r.value");
    lister.names_ = prepare("SELECT printed FROM name_forms WHERE person_id = ? ORDER BY id");
    QUOTH_TRY(prepare.outcome());
    return lister;
  }

  // Fills the roles; false if the person does not pass.
  Result<bool> complete(PersonSummary& person, const std::vector<std::string>& name_words,
                        const std::vector<std::string>& role_words) {
    std::vector<std::string> roles;
    QUOTH_TRY(for_each_row(roles_.bind(1, person.id), [&] { roles.emplace_back(roles_.text(0)); }));
    const bool has_role = std::any_of(roles.begin(), roles.end(), [&](const std::string& role) {
      return matches(role_words, {role});
    });
    if (!role_words.empty() && !has_role) return false;
    if (!name_words.empty()) {
      std::vector<std::string> names = {person.name};
      QUOTH_TRY(
          for_each_row(names_.bind(1, person.id), [&] { names.emplace_back(names_.text(0)); }));
      const bool has_name = std::any_of(names.begin(), names.end(), [&](const std::string& name) {
        return matches(name_words, {name});
      });
      if (!has_name) return false;
    }
    roles.resize(std::min<size_t>(roles.size(), 3));
    person.roles = std::move(roles);
    return true;
  }

 private:
  Query roles_, names_;
};

Result<std::optional<PersonSummary>> summary(Database& db, int64_t person) {
  Result<Query> q = db.prepare(counts_sql(true, order_sql(PeopleOrder::kId)));
  QUOTH_TRY(q);
  q->bind(1, person).bind(2, INT64_MIN).bind(3, INT64_MAX).bind(4, "").bind(5, "").bind(6, 0);
  std::optional<PersonSummary> found;
  QUOTH_TRY(for_each_row(*q, [&] { found = summary_of(*q); }));
  if (!found) {  // nobody's entities yet, or no longer
    Result<Query> bare =
        db.prepare("SELECT id, name, kind, 0, 0, 0, 0, 0 FROM people WHERE id = ?");
    QUOTH_TRY(bare);
    QUOTH_TRY(for_each_row(bare->bind(1, person), [&] { found = summary_of(*bare); }));
  }
  if (!found) return found;
  Result<Lister> lister = Lister::open(db);
  QUOTH_TRY(lister);
  QUOTH_TRY(lister->complete(*found, {}, {}));
  return found;
}

Result<std::vector<int64_t>> ids_of(Database& db, const std::string& sql, std::string_view text) {
  Result<Query> q = db.prepare(sql);
  QUOTH_TRY(q);
  std::vector<int64_t> ids;
  QUOTH_TRY(for_each_row(q->bind(1, text), [&] { ids.push_back(q->integer(0)); }));
  return ids;
}

// Who bears the name: by its form, by a correction, or, of a family name, all who have it.
Result<std::vector<int64_t>> bearers(Database& db, std::string_view text) {
  std::vector<int64_t> ids;
  const auto add = [&](const char* sql, std::string_view key) -> Result<void> {
    Result<std::vector<int64_t>> found = ids_of(db, sql, key);
    QUOTH_TRY(found);
    for (const int64_t id : *found) {
      if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
    }
    return {};
  };
  QUOTH_TRY(
      add("SELECT id FROM people WHERE name = ? COLLATE NOCASE AND merged_into IS NULL AND id IN "
          "(SELECT person_id FROM entities)",
          text));
  for (const NameClass cls : {NameClass::kPerson, NameClass::kBody}) {
    const std::optional<NameForm> form = name_form(text, cls);
    if (!form) continue;
    const std::string class_sql = cls == NameClass::kPerson ? "'person'" : "'body'";
    QUOTH_TRY(add(("SELECT person_id FROM name_forms WHERE class = " + class_sql +
                   " AND key = ? AND person_id IS NOT NULL")
                      .c_str(),
                  form->key));
    if (form->strength != NameStrength::kPart) continue;
    QUOTH_TRY(
        add("SELECT person_id FROM name_forms WHERE class = 'person' AND bucket = ? AND strength "
            "= 'full' AND person_id IS NOT NULL",
            form->bucket));
  }
  return ids;
}

}  // namespace

Result<void> list_people(Database& db, const PeopleFilter& filter,
                         const std::function<bool(const PersonSummary&)>& use) {
  const Result<Days> days = days_of(filter);
  QUOTH_TRY(days);
  Result<Query> q = db.prepare(counts_sql(false, order_sql(filter.order)));
  QUOTH_TRY(q);
  Result<Lister> lister = Lister::open(db);
  QUOTH_TRY(lister);
  const std::vector<std::string> name_words = folded_name_words(filter.name);
  const std::vector<std::string> role_words = folded_name_words(filter.role);
  q->bind(1, 0).bind(2, days->first).bind(3, days->last).bind(4, filter.publisher);
  q->bind(5, filter.kind).bind(6, filter.min_statements);
  for (int64_t passed = 0;;) {
    const Result<bool> row = q->step();
    QUOTH_TRY(row);
    if (!*row || (filter.limit >= 0 && passed >= filter.offset + filter.limit)) return {};
    PersonSummary person = summary_of(*q);
    const Result<bool> passes = lister->complete(person, name_words, role_words);
    QUOTH_TRY(passes);
    if (!*passes) continue;
    if (++passed > filter.offset && !use(person)) return {};
  }
}

Result<std::vector<UnresolvedName>> list_unresolved(Database& db, int64_t limit) {
  Result<Query> q = db.prepare(
      "SELECT name, kind, min(link_rule), count(DISTINCT article_id), sum((SELECT count(*) FROM "
      "speakers AS s WHERE s.entity_id = e.id)) AS n, min(nullif(day, 0)), max(nullif(day, 0)), "
      "min(id) FROM entities AS e WHERE person_id IS NULL AND link_rule IN ('unknown', 'unsure', "
      "'several') GROUP BY name, kind ORDER BY n DESC, count(*) DESC, name LIMIT ?");
  QUOTH_TRY(q);
  std::vector<UnresolvedName> out;
  QUOTH_TRY(for_each_row(q->bind(1, limit), [&] {
    out.push_back({std::string(q->text(0)), std::string(q->text(1)), std::string(q->text(2)),
                   q->integer(3), q->integer(4), format_day(q->integer(5)),
                   format_day(q->integer(6)), q->integer(7)});
  }));
  return out;
}

Result<std::vector<PersonSummary>> find_people(Database& db, std::string_view text, int64_t limit) {
  std::vector<PersonSummary> out;
  int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error == std::errc() && end == text.data() + text.size()) {
    for (int steps = 0; steps < 64; ++steps) {
      Result<std::vector<int64_t>> into = ids_of(db,
                                                 "SELECT merged_into FROM people WHERE id = CAST(? "
                                                 "AS INTEGER) AND merged_into IS NOT NULL",
                                                 std::to_string(number));
      QUOTH_TRY(into);
      if (into->empty()) break;
      number = into->front();
    }
    Result<std::optional<PersonSummary>> found = summary(db, number);
    QUOTH_TRY(found);
    if (*found) return std::vector{**found};
  }
  const Result<std::vector<int64_t>> ids = bearers(db, text);
  QUOTH_TRY(ids);
  for (const int64_t id : *ids) {
    Result<std::optional<PersonSummary>> found = summary(db, id);
    QUOTH_TRY(found);
    if (*found) out.push_back(**found);
  }
  if (out.empty() && !folded_name_words(text).empty()) {
    PeopleFilter filter{.name = std::string(text), .limit = limit};
    QUOTH_TRY(list_people(db, filter, [&](const PersonSummary& p) {
      out.push_back(p);
      return true;
    }));
  }
  if (out.empty()) {
    return fail(ErrorCode::kNotFound, fmt::format("nobody is called '{}'", text),
                db.file().string());
  }
  std::stable_sort(out.begin(), out.end(), [](const PersonSummary& a, const PersonSummary& b) {
    return a.n_statements > b.n_statements;
  });
  if (static_cast<int64_t>(out.size()) > limit) out.resize(static_cast<size_t>(limit));
  return out;
}

Result<PersonPage> read_person(Database& db, int64_t person, int64_t max_links) {
  PersonPage page;
  Result<std::optional<PersonSummary>> found = summary(db, person);
  QUOTH_TRY(found);
  if (!*found) {
    return fail(ErrorCode::kNotFound, fmt::format("there is no person {}", person),
                db.file().string());
  }
  page.summary = **found;
  Preparer prepare(db);
  Query merged = prepare(
      "WITH RECURSIVE m (id) AS (SELECT id FROM people WHERE merged_into = ? UNION SELECT p.id "
      "FROM "
      "people AS p JOIN m ON p.merged_into = m.id) SELECT id FROM m ORDER BY id");
  Query names = prepare(
      "SELECT f.printed, f.rule, f.confidence, (SELECT count(DISTINCT e.article_id) FROM entities "
      "AS e "
      "WHERE e.form_id = f.id AND e.person_id = ?1) AS n FROM name_forms AS f WHERE f.person_id = "
      "?1 "
      "AND f.strength <> 'role' ORDER BY n DESC, f.printed");
  // The first article of each role, by date and id.
  Query roles = prepare(
      "SELECT r.value, min(nullif(e.day, 0)) AS first, max(nullif(e.day, 0)) AS last, "
      "count(DISTINCT "
      "e.article_id), substr(min(printf('%08d', CASE e.day WHEN 0 THEN 99999999 ELSE e.day END) || "
      "a.doc_id), 9) FROM entities AS e JOIN articles AS a ON a.id = e.article_id, "
      "json_each(e.roles) "
      "AS r WHERE e.person_id = ? AND e.roles IS NOT NULL GROUP BY r.value ORDER BY first, last, "
      "r.value");
  Query links = prepare(
      "SELECT e.id, a.doc_id, a.day, p.name, e.name, e.link_rule, e.link_confidence, e.link_detail "
      "FROM "
      "entities AS e JOIN articles AS a ON a.id = e.article_id LEFT JOIN publishers AS p ON p.id = "
      "a.publisher_id WHERE e.person_id = ? ORDER BY e.link_confidence, a.day, a.sha256, e.number "
      "LIMIT ?");
  QUOTH_TRY(prepare.outcome());
  QUOTH_TRY(
      for_each_row(merged.bind(1, person), [&] { page.merged.push_back(merged.integer(0)); }));
  QUOTH_TRY(for_each_row(names.bind(1, person), [&] {
    page.names.push_back(
        {std::string(names.text(0)), std::string(names.text(1)), names.real(2), names.integer(3)});
  }));
  QUOTH_TRY(for_each_row(roles.bind(1, person), [&] {
    page.roles.push_back({std::string(roles.text(0)), format_day(roles.integer(1)),
                          format_day(roles.integer(2)), roles.integer(3),
                          std::string(roles.text(4))});
  }));
  QUOTH_TRY(for_each_row(links.bind(1, person).bind(2, max_links), [&] {
    page.links.push_back({links.integer(0), std::string(links.text(1)),
                          format_day(links.integer(2)), std::string(links.text(3)),
                          std::string(links.text(4)), std::string(links.text(5)), links.real(6),
                          std::string(links.text(7))});
  }));
  return page;
}

}  // namespace quoth
