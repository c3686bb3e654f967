#include "store/name_forms.h"

#include <algorithm>
#include <utility>

#include "people/assign.h"
#include "store/rows.h"

namespace quoth {
namespace {

// Of two ways to print one form, the one that is not shouted, else the first by its letters: so the
// order of articles makes no difference.
bool better(std::string_view a, std::string_view b) {
  const auto n_capitals = [](std::string_view s) {
    return std::count_if(s.begin(), s.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  };
  return std::pair(n_capitals(a), a) < std::pair(n_capitals(b), b);
}

bool stands_alone(NameStrength s) {
  return s == NameStrength::kFull || s == NameStrength::kShort || s == NameStrength::kGeneric;
}

}  // namespace

std::string_view name(NameStrength strength) {
  switch (strength) {
    case NameStrength::kFull: return "full";
    case NameStrength::kInitial: return "initial";
    case NameStrength::kPart: return "part";
    case NameStrength::kShort: return "short";
    case NameStrength::kGeneric: return "generic";
  }
  return "full";
}

struct NameForms::Queries {
  Query find, insert, insert_person, bucket_forms, set_home, set_printed;
  Query state, n_home_forms, attested, set_person, follow, insert_attested, shorts_of;
  Query redirect, mark, dependents;
};

NameForms::NameForms(Database& db, std::unique_ptr<Queries> queries)
    : db_(&db), queries_(std::move(queries)) {}
NameForms::NameForms(NameForms&&) noexcept = default;
NameForms::~NameForms() = default;

Result<NameForms> NameForms::open(Database& db) {
  Preparer prepare(db);
  auto q = std::make_unique<Queries>(Queries{
      .find = prepare("SELECT id, home, pin, person_id, rule, confidence, printed FROM name_forms "
                      "WHERE class = ? AND key = ? AND scope = ?"),
      .insert = prepare("INSERT INTO name_forms (class, key, scope, bucket, strength, printed, "
                        "acronym, given, confidence) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)"),
      .insert_person = prepare("INSERT INTO people (name, kind) VALUES (?, ?)"),
      .bucket_forms = prepare("SELECT id, home, printed FROM name_forms WHERE class = 'person' AND "
                              "bucket = ? AND given = ? AND strength = 'full' ORDER BY id"),
      .set_home = prepare("UPDATE name_forms SET home = ? WHERE id = ?"),
      .set_printed = prepare("UPDATE name_forms SET printed = ? WHERE id = ?"),
      .state = prepare("SELECT strength, home, pin, person_id, rule, confidence, class, bucket, "
                       "acronym FROM name_forms WHERE id = ?"),
      .n_home_forms = prepare("SELECT count(*) FROM name_forms WHERE home = ?"),
      .attested = prepare("SELECT min(f.person_id), count(DISTINCT f.person_id) FROM "
                          "attested_acronyms AS a JOIN name_forms AS f ON f.id = a.full_id WHERE "
                          "a.short_id = ?"),
      .set_person =
          prepare("UPDATE name_forms SET person_id = ?, rule = ?, confidence = ? WHERE id "
                  "= ?"),
      .follow = prepare(
          "UPDATE entities SET person_id = ?2, link_confidence = CASE WHEN link_rule IN "
          "('name', 'shared') THEN min(?4, link_confidence) ELSE ?4 END, link_detail = CASE WHEN "
          "link_rule IN ('name', 'shared') THEN link_detail END, link_rule = CASE link_rule WHEN "
          "'shared' THEN link_rule ELSE ?3 END WHERE form_id = ?1 AND link_rule <> 'correction'"),
      .insert_attested = prepare("INSERT OR IGNORE INTO attested_acronyms VALUES (?, ?)"),
      .shorts_of = prepare("SELECT short_id FROM attested_acronyms WHERE full_id = ?"),
      .redirect = prepare("SELECT merged_into FROM people WHERE id = ?"),
      .mark = prepare("INSERT OR IGNORE INTO people_pending VALUES (?, ?, ?)"),
      .dependents =
          prepare("SELECT 1 FROM name_forms WHERE class = ? AND bucket = ? AND strength IN "
                  "('initial', 'part', 'short', 'role') LIMIT 1")});
  QUOTH_TRY(prepare.outcome());
  return NameForms(db, std::move(q));
}

Result<std::optional<FormRow>> NameForms::find(std::string_view cls, std::string_view key,
                                               int64_t scope) {
  Query& q = queries_->find;
  std::optional<FormRow> row;
  QUOTH_TRY(for_each_row(q.bind(1, cls).bind(2, key).bind(3, scope), [&] {
    row = FormRow{q.integer(0),           q.integer(1), q.integer(2),          q.integer(3),
                  std::string(q.text(4)), q.real(5),    std::string(q.text(6))};
  }));
  return row;
}

Result<int64_t> NameForms::make_person(std::string_view printed, NameClass name_class) {
  const char* kind = name_class == NameClass::kPerson ? "person" : "organisation";
  QUOTH_TRY(queries_->insert_person.bind(1, printed).bind(2, kind).run());
  return db_->last_insert_rowid();
}

Result<FormRow> NameForms::insert(const NameForm& form, std::string_view printed, int64_t scope) {
  const std::string_view cls = quoth::name(form.name_class);
  QUOTH_TRY(queries_->insert.bind(1, cls)
                .bind(2, form.key)
                .bind(3, scope)
                .bind(4, form.bucket)
                .bind(5, quoth::name(form.strength))
                .bind(6, printed)
                .bind_text_or_null(7, form.acronym)
                .bind_text_or_null(8, form.given)
                .run());
  const int64_t id = db_->last_insert_rowid();
  if (form.strength == NameStrength::kFull && form.name_class == NameClass::kPerson) {
    QUOTH_TRY(regroup(form.bucket, form.given));
  } else if (stands_alone(form.strength)) {
    const Result<int64_t> person = make_person(printed, form.name_class);
    QUOTH_TRY(person);
    QUOTH_TRY(queries_->set_home.bind(1, *person).bind(2, id).run());
    QUOTH_TRY(refresh(id));
  }
  Result<std::optional<FormRow>> row = find(cls, form.key, scope);
  QUOTH_TRY(row);
  (*row)->fresh = true;
  return **row;
}

Result<FormRow> NameForms::at(const NameForm& form, std::string_view printed, int64_t scope) {
  Result<std::optional<FormRow>> row = find(quoth::name(form.name_class), form.key, scope);
  QUOTH_TRY(row);
  if (!*row) return insert(form, printed, scope);
  if ((*row)->printed != printed && better(printed, (*row)->printed)) {
    QUOTH_TRY(queries_->set_printed.bind(1, printed).bind(2, (*row)->id).run());
    (*row)->printed = printed;
    QUOTH_TRY(mark(form.name_class, form.bucket, -1));
  }
  return **row;
}

Result<FormRow> NameForms::at_description(const std::string& key, const std::string& bucket,
                                          std::string_view printed) {
  const std::string_view cls = quoth::name(NameClass::kPerson);
  Result<std::optional<FormRow>> row = find(cls, key, 0);
  QUOTH_TRY(row);
  if (*row) return **row;
  QUOTH_TRY(queries_->insert.bind(1, cls)
                .bind(2, key)
                .bind(3, 0)
                .bind(4, bucket)
                .bind(5, "role")
                .bind(6, printed)
                .bind_null(7)
                .bind_null(8)
                .run());
  return FormRow{.id = db_->last_insert_rowid(), .printed = std::string(printed), .fresh = true};
}

Result<void> NameForms::attest(const NameForm& acronym, std::string_view printed, int64_t full_id) {
  const Result<FormRow> row = at(acronym, printed, 0);
  QUOTH_TRY(row);
  QUOTH_TRY(queries_->insert_attested.bind(1, row->id).bind(2, full_id).run());
  if (db_->changes() == 0) return {};
  return refresh(row->id);
}

Result<void> NameForms::regroup(const std::string& bucket, const std::string& given) {
  std::vector<StoredForm> forms;
  std::vector<std::string> printed;
  Query& q = queries_->bucket_forms;
  QUOTH_TRY(for_each_row(q.bind(1, bucket).bind(2, given), [&] {
    if (auto form = name_form(q.text(2), NameClass::kPerson)) {
      forms.push_back({q.integer(0), *std::move(form), q.integer(1)});
      printed.emplace_back(q.text(2));
    }
  }));
  Result<void> failed;
  const std::vector<int64_t> homes = assign_homes(forms, [&](size_t i) -> int64_t {
    const Result<int64_t> person = make_person(printed[i], NameClass::kPerson);
    if (!person && failed) failed = tl::unexpected(person.error());
    return person.value_or(-1);
  });
  QUOTH_TRY(failed);
  for (size_t i = 0; i < forms.size(); ++i) {
    if (homes[i] == forms[i].home) continue;
    QUOTH_TRY(queries_->set_home.bind(1, homes[i]).bind(2, forms[i].id).run());
  }
  for (const StoredForm& form : forms) QUOTH_TRY(refresh(form.id));
  return {};
}

Result<int64_t> NameForms::redirect(int64_t person) {
  Query& q = queries_->redirect;
  int64_t at = person;
  for (int steps = 0; steps < 64; ++steps) {
    int64_t into = 0;
    QUOTH_TRY(for_each_row(q.bind(1, at), [&] { into = q.integer(0); }));
    if (into == 0) break;
    at = into;
  }
  return at;
}

Result<void> NameForms::refresh(int64_t form_id) {
  Query& s = queries_->state;
  std::string strength, old_rule, cls, bucket, acronym;
  int64_t home = 0, pin = 0, old_person = 0;
  double old_confidence = 0;
  QUOTH_TRY(for_each_row(s.bind(1, form_id), [&] {
    strength = s.text(0);
    home = s.integer(1), pin = s.integer(2), old_person = s.integer(3);
    old_rule = s.text(4), old_confidence = s.real(5), cls = s.text(6), bucket = s.text(7),
    acronym = s.text(8);
  }));
  int64_t person = pin != 0 ? pin : home;
  std::string rule = person == 0 ? "" : pin != 0 ? "alias" : "name";
  double confidence = person == 0 ? 0 : pin != 0 ? kAliasConfidence : kNameConfidence;
  if (pin == 0 && strength == "generic") rule = "outlet", confidence = kOutletConfidence;
  if (pin == 0 && strength == "short") {
    confidence = kShortConfidence;
    Query& a = queries_->attested;
    QUOTH_TRY(for_each_row(a.bind(1, form_id), [&] {
      if (a.integer(1) != 1) return;
      person = a.integer(0), rule = "acronym", confidence = kAcronymConfidence;
    }));
  } else if (pin == 0 && strength == "full" && cls == "person") {
    Query& n = queries_->n_home_forms;
    QUOTH_TRY(for_each_row(n.bind(1, home), [&] {
      if (n.integer(0) > 1) confidence = kVariantConfidence;
    }));
  }
  const Result<int64_t> now = person == 0 ? Result<int64_t>(0) : redirect(person);
  QUOTH_TRY(now);
  if (*now == old_person && rule == old_rule && confidence == old_confidence) return {};
  const auto bind_person = [&](Query& q, int index) -> Query& {
    return *now == 0 ? q.bind_null(index) : q.bind(index, *now);
  };
  QUOTH_TRY(bind_person(queries_->set_person, 1)
                .bind_text_or_null(2, rule)
                .bind(3, confidence)
                .bind(4, form_id)
                .run());
  if (*now != 0) {
    QUOTH_TRY(
        bind_person(queries_->follow.bind(1, form_id), 2).bind(3, rule).bind(4, confidence).run());
  }
  const NameClass name_class = cls == "body" ? NameClass::kBody : NameClass::kPerson;
  // A person of several spellings may go by another one now.
  const bool several = confidence == kVariantConfidence || pin != 0 || *now != home;
  QUOTH_TRY(several
                ? mark(name_class, bucket, -1)
                : mark_dependents(name_class,
                                  NameForm{.key = {}, .bucket = bucket, .acronym = acronym}, -1));
  // Acronyms of a body go where it goes.
  std::vector<int64_t> shorts;
  Query& so = queries_->shorts_of;
  QUOTH_TRY(for_each_row(so.bind(1, form_id), [&] { shorts.push_back(so.integer(0)); }));
  for (const int64_t id : shorts) QUOTH_TRY(refresh(id));
  return {};
}

Result<void> NameForms::mark(NameClass name_class, std::string_view bucket, int64_t day) {
  return queries_->mark.bind(1, quoth::name(name_class)).bind(2, bucket).bind(3, day).run();
}

Result<void> NameForms::mark_dependents(NameClass name_class, const NameForm& form, int64_t day) {
  Query& q = queries_->dependents;
  for (const std::string& bucket : {form.bucket, form.acronym}) {
    if (bucket.empty()) continue;
    bool there = false;
    QUOTH_TRY(
        for_each_row(q.bind(1, quoth::name(name_class)).bind(2, bucket), [&] { there = true; }));
    if (there) QUOTH_TRY(mark(name_class, bucket, day));
  }
  return {};
}

}  // namespace quoth
