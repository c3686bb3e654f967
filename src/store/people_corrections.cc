#include "store/people_corrections.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "store/columns.h"
#include "store/correction_log.h"
#include "store/name_forms.h"
#include "store/people_linker.h"
#include "store/people_settle.h"
#include "store/rows.h"

namespace quoth {
namespace {

std::string number_name(int64_t person) { return fmt::format("person {}", person); }

class Corrector {
 public:
  explicit Corrector(Database& db) : db_(db) {}

  Result<std::string> kind_of(int64_t person) {
    Result<Query> q = db_.prepare("SELECT kind FROM people WHERE id = ?");
    QUOTH_TRY(q);
    std::optional<std::string> kind;
    QUOTH_TRY(for_each_row(q->bind(1, person), [&] { kind = q->text(0); }));
    if (!kind) return fail(ErrorCode::kNotFound, "there is no " + number_name(person), where());
    return *kind;
  }

  Result<int64_t> make_person(const std::string& name, const std::string& kind) {
    Result<Query> q = db_.prepare("INSERT INTO people (name, kind) VALUES (?, ?)");
    QUOTH_TRY(q);
    QUOTH_TRY(q->bind(1, name).bind(2, kind).run());
    return db_.last_insert_rowid();
  }

  Result<Correction> log(const std::string& action, const std::string& detail, const Editor& editor,
                         int64_t undoes = 0) {
    Correction c{.made_at = utc_now(),
                 .made_by = editor.name,
                 .action = action,
                 .detail = detail,
                 .reason = editor.reason,
                 .undoes = undoes};
    Result<Query> q = db_.prepare(
        "INSERT INTO corrections (made_at, action, detail, reason, undoes, made_by) VALUES (?, ?, "
        "?, "
        "?, ?, ?)");
    QUOTH_TRY(q);
    q->bind(1, c.made_at).bind(2, action).bind(3, detail).bind_text_or_null(4, editor.reason);
    undoes == 0 ? q->bind_null(5) : q->bind(5, undoes);
    QUOTH_TRY(q->bind_text_or_null(6, editor.name).run());
    c.id = db_.last_insert_rowid();
    return c;
  }

  std::string where() const { return db_.file().string(); }

 private:
  Database& db_;
};

// Logs and replays as one transaction, then settles.
template <typename F>
Result<Correction> correct(Database& db, F&& make) {
  Result<Transaction> transaction = Transaction::begin(db);
  QUOTH_TRY(transaction);
  Corrector corrector(db);
  Result<Correction> made = make(corrector);
  if (!made) return made;
  QUOTH_TRY(apply_corrections(db));
  QUOTH_TRY(transaction->commit());
  QUOTH_TRY(settle_people(db));
  return made;
}

Result<std::vector<EntityAnchor>> anchors_of(Database& db, const std::vector<int64_t>& entities,
                                             std::string& kind) {
  Result<Query> q = db.prepare(
      "SELECT a.sha256, e.name, e.kind FROM entities AS e JOIN articles AS a ON a.id = "
      "e.article_id "
      "WHERE e.id = ?");
  QUOTH_TRY(q);
  std::vector<EntityAnchor> anchors;
  for (const int64_t id : entities) {
    const size_t n = anchors.size();
    QUOTH_TRY(for_each_row(q->bind(1, id), [&] {
      anchors.push_back({std::string(q->text(0)), std::string(q->text(1))});
      if (kind.empty()) kind = q->text(2) == "organisation" ? "organisation" : "person";
    }));
    if (anchors.size() == n) {
      return fail(ErrorCode::kNotFound, fmt::format("there is no entity {}", id),
                  db.file().string());
    }
  }
  return anchors;
}

// Forms that all their entities, of one person, take with them.
Result<std::vector<std::string>> forms_taken(Database& db, int64_t person,
                                             const std::vector<int64_t>& entities) {
  Result<Query> q = db.prepare(
      "SELECT f.key, e.id FROM name_forms AS f JOIN entities AS e ON e.form_id = f.id WHERE "
      "f.person_id = ? AND f.strength = 'full' ORDER BY f.key");
  QUOTH_TRY(q);
  std::map<std::string, bool> all;  // key -> every entity goes
  QUOTH_TRY(for_each_row(q->bind(1, person), [&] {
    const bool goes = std::find(entities.begin(), entities.end(), q->integer(1)) != entities.end();
    const auto [it, first] = all.emplace(q->text(0), goes);
    if (!first) it->second = it->second && goes;
  }));
  std::vector<std::string> keys;
  for (const auto& [key, goes] : all) {
    if (goes) keys.push_back(key);
  }
  return keys;
}

Result<NameForm> alias_form(Database& db, const std::string& name, const std::string& kind) {
  const NameClass cls = kind == "person" ? NameClass::kPerson : NameClass::kBody;
  std::optional<NameForm> form = name_form(name, cls);
  if (form) return *std::move(form);
  return fail(ErrorCode::kUsage, fmt::format("'{}' is no name", name), db.file().string());
}

}  // namespace

Result<Correction> merge_people(Database& db, int64_t into, int64_t from, const Editor& editor) {
  return correct(db, [&](Corrector& c) -> Result<Correction> {
    const Result<std::string> kind = c.kind_of(into), other = c.kind_of(from);
    QUOTH_TRY(kind);
    QUOTH_TRY(other);
    if (into == from) return fail(ErrorCode::kConflict, "both are " + number_name(into), c.where());
    if (*kind != *other) {
      return fail(ErrorCode::kConflict,
                  fmt::format("{} is a {} and {} a {}", into, *kind, from, *other), c.where());
    }
    return c.log("merge", CorrectionDetail{.into = into, .from = from}.json(), editor);
  });
}

Result<Split> split_person(Database& db, int64_t person, const std::vector<int64_t>& entities,
                           const std::string& name, const Editor& editor) {
  int64_t made = 0;
  Result<Correction> correction = correct(db, [&](Corrector& c) -> Result<Correction> {
    std::string kind;
    if (person != 0) {
      const Result<std::string> known = c.kind_of(person);
      QUOTH_TRY(known);
      kind = *known;
    }
    if (entities.empty()) return fail(ErrorCode::kUsage, "no entities to split off", c.where());
    const Result<std::vector<EntityAnchor>> anchors = anchors_of(db, entities, kind);
    QUOTH_TRY(anchors);
    const Result<std::vector<std::string>> forms = forms_taken(db, person, entities);
    QUOTH_TRY(forms);
    const Result<int64_t> id = c.make_person(name.empty() ? anchors->front().name : name, kind);
    QUOTH_TRY(id);
    made = *id;
    CorrectionDetail detail{
        .into = made, .from = person, .name = name, .anchors = *anchors, .forms = *forms};
    return c.log("split", detail.json(), editor);
  });
  QUOTH_TRY(correction);
  return Split{*std::move(correction), made};
}

Result<Correction> assign_entities(Database& db, int64_t person,
                                   const std::vector<int64_t>& entities, const Editor& editor) {
  return correct(db, [&](Corrector& c) -> Result<Correction> {
    Result<std::string> kind = c.kind_of(person);
    QUOTH_TRY(kind);
    const Result<std::vector<EntityAnchor>> anchors = anchors_of(db, entities, *kind);
    QUOTH_TRY(anchors);
    return c.log("assign", CorrectionDetail{.into = person, .anchors = *anchors}.json(), editor);
  });
}

Result<Correction> rename_person(Database& db, int64_t person, const std::string& name,
                                 const Editor& editor) {
  return correct(db, [&](Corrector& c) -> Result<Correction> {
    QUOTH_TRY(c.kind_of(person));
    if (name.find_first_not_of(" \t\r\n") == std::string::npos) {
      return fail(ErrorCode::kUsage, "the new name is empty", c.where());
    }
    return c.log("rename", CorrectionDetail{.into = person, .name = name}.json(), editor);
  });
}

Result<Correction> add_alias(Database& db, int64_t person, const std::string& name,
                             const Editor& editor) {
  return correct(db, [&](Corrector& c) -> Result<Correction> {
    const Result<std::string> kind = c.kind_of(person);
    QUOTH_TRY(kind);
    const Result<NameForm> form = alias_form(db, name, *kind);
    QUOTH_TRY(form);
    Result<NameForms> forms = NameForms::open(db);
    QUOTH_TRY(forms);
    QUOTH_TRY(forms->at(*form, name, 0));
    return c.log("alias",
                 CorrectionDetail{.into = person,
                                  .name = name,
                                  .cls = std::string(quoth::name(form->name_class)),
                                  .key = form->key}
                     .json(),
                 editor);
  });
}

Result<Correction> remove_alias(Database& db, int64_t person, const std::string& name,
                                const Editor& editor) {
  return correct(db, [&](Corrector& c) -> Result<Correction> {
    const Result<std::string> kind = c.kind_of(person);
    QUOTH_TRY(kind);
    const Result<NameForm> form = alias_form(db, name, *kind);
    QUOTH_TRY(form);
    const std::string cls(quoth::name(form->name_class));
    Result<Query> q =
        db.prepare("SELECT strength, person_id FROM name_forms WHERE class = ? AND key = ?");
    QUOTH_TRY(q);
    bool bears = false, alone = true;
    QUOTH_TRY(for_each_row(q->bind(1, cls).bind(2, form->key), [&] {
      bears = bears || q->integer(1) == person;
      alone = q->text(0) != "part" && q->text(0) != "initial";
    }));
    if (!bears) {
      return fail(ErrorCode::kNotFound,
                  fmt::format("{} has no name '{}'", number_name(person), name), c.where());
    }
    CorrectionDetail detail{.from = person, .name = name, .cls = cls, .key = form->key};
    if (alone) {
      const Result<int64_t> id = c.make_person(name, *kind);
      QUOTH_TRY(id);
      detail.into = *id;
    }
    return c.log("unalias", detail.json(), editor);
  });
}

Result<std::vector<Correction>> correction_history(Database& db, int64_t person) {
  Result<Query> q = db.prepare(
      "SELECT c.id, c.made_at, c.made_by, c.action, c.detail, c.reason, c.undoes, u.id FROM "
      "corrections AS c LEFT JOIN corrections AS u ON u.undoes = c.id ORDER BY c.id DESC");
  QUOTH_TRY(q);
  std::vector<Correction> out;
  QUOTH_TRY(for_each_row(*q, [&] {
    Correction c{q->integer(0),           std::string(q->text(1)),
                 std::string(q->text(2)), std::string(q->text(3)),
                 std::string(q->text(4)), std::string(q->text(5)),
                 q->integer(6),           q->integer(7)};
    const CorrectionDetail d = CorrectionDetail::parse(c.detail);
    if (person == 0 || d.into == person || d.from == person) out.push_back(std::move(c));
  }));
  return out;
}

Result<std::vector<Correction>> undo_corrections(Database& db, int n, const Editor& editor) {
  Result<Transaction> transaction = Transaction::begin(db);
  QUOTH_TRY(transaction);
  const Result<std::vector<Correction>> log = correction_history(db, 0);
  QUOTH_TRY(log);
  std::vector<Correction> last;
  for (const Correction& c : *log) {
    const bool open = c.undoes == 0 && c.taken_back_by == 0;
    if (open && last.size() < static_cast<size_t>(n)) last.push_back(c);
  }
  if (last.empty() || last.size() < static_cast<size_t>(n)) {
    return fail(ErrorCode::kConflict,
                last.empty()
                    ? "there is no correction to take back"
                    : fmt::format("there are only {} corrections to take back", last.size()),
                db.file().string());
  }
  Corrector corrector(db);
  for (Correction& c : last) {
    const Result<Correction> undo = corrector.log("undo", c.detail, editor, c.id);
    QUOTH_TRY(undo);
    c.taken_back_by = undo->id;
  }
  QUOTH_TRY(apply_corrections(db));
  QUOTH_TRY(transaction->commit());
  QUOTH_TRY(settle_people(db));
  return last;
}

namespace {

// Forms that no entity bears any more go, and whom the others stand for is found anew.
Result<void> renew_forms(Database& db) {
  Result<Transaction> transaction = Transaction::begin(db);
  QUOTH_TRY(transaction);
  QUOTH_TRY(db.execute(
      "DELETE FROM attested_acronyms WHERE short_id NOT IN (SELECT form_id FROM entities WHERE "
      "form_id "
      "IS NOT NULL) OR full_id NOT IN (SELECT form_id FROM entities WHERE form_id IS NOT NULL);"
      "DELETE FROM name_forms WHERE pin IS NULL AND id NOT IN (SELECT form_id FROM entities WHERE "
      "form_id IS NOT NULL) AND id NOT IN (SELECT short_id FROM attested_acronyms);"
      "DELETE FROM quote_keys WHERE statement_id NOT IN (SELECT statement_id FROM quotes);"));
  std::vector<std::pair<std::string, std::string>> groups;
  std::vector<int64_t> others;
  Preparer prepare(db);
  Query full = prepare(
      "SELECT DISTINCT bucket, given FROM name_forms WHERE class = 'person' AND "
      "strength = 'full' ORDER BY bucket, given");
  Query rest =
      prepare("SELECT id FROM name_forms WHERE class = 'body' ORDER BY strength = 'short', id");
  QUOTH_TRY(prepare.outcome());
  QUOTH_TRY(for_each_row(full, [&] { groups.emplace_back(full.text(0), full.text(1)); }));
  QUOTH_TRY(for_each_row(rest, [&] { others.push_back(rest.integer(0)); }));
  Result<NameForms> forms = NameForms::open(db);
  QUOTH_TRY(forms);
  for (const auto& [bucket, given] : groups) QUOTH_TRY(forms->regroup(bucket, given));
  for (const int64_t id : others) QUOTH_TRY(forms->refresh(id));
  QUOTH_TRY(db.execute(
      "INSERT OR IGNORE INTO people_pending SELECT DISTINCT class, bucket, -1 FROM name_forms"));
  return transaction->commit();
}

}  // namespace

Result<RelinkCounts> relink_people(Database& db,
                                   const std::function<void(int64_t, int64_t)>& progress) {
  RelinkCounts counts;
  QUOTH_TRY(db.execute("DELETE FROM attested_acronyms"));  // link() finds them again
  std::vector<int64_t> ids;
  Result<Query> q = db.prepare("SELECT id FROM articles ORDER BY day, sha256");
  QUOTH_TRY(q);
  QUOTH_TRY(for_each_row(*q, [&] { ids.push_back(q->integer(0)); }));
  Result<PeopleLinker> linker = PeopleLinker::open(db);
  QUOTH_TRY(linker);
  constexpr size_t kAtOnce = 256;
  for (size_t i = 0; i < ids.size(); i += kAtOnce) {
    Result<Transaction> transaction = Transaction::begin(db);
    QUOTH_TRY(transaction);
    const size_t end = std::min(ids.size(), i + kAtOnce);
    for (size_t k = i; k < end; ++k) QUOTH_TRY(linker->link(ids[k]));
    QUOTH_TRY(transaction->commit());
    if (progress) progress(static_cast<int64_t>(end), static_cast<int64_t>(ids.size()));
  }
  QUOTH_TRY(renew_forms(db));
  QUOTH_TRY(settle_people(db));
  const Result<int64_t> n =
      db.scalar("SELECT count(DISTINCT person_id) FROM entities WHERE person_id IS NOT NULL");
  QUOTH_TRY(n);
  counts.n_articles = static_cast<int64_t>(ids.size());
  counts.n_people = *n;
  return counts;
}

}  // namespace quoth
