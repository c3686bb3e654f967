#include "store/people_linker.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

#include "people/role_form.h"
#include "store/columns.h"
#include "store/name_forms.h"
#include "store/rows.h"

namespace quoth {
namespace {

// How far apart two roles of one person may be and still contradict each other.
constexpr int64_t kSamePeriodDays = 180;

struct EntityRow {
  int64_t id = 0;
  std::string name, kind, affiliation;
  std::vector<std::string> roles, aliases;
};

std::optional<NameClass> class_of(const std::string& kind) {
  if (kind == "person") return NameClass::kPerson;
  if (kind == "organisation") return NameClass::kBody;
  return std::nullopt;
}

std::string office_key(const RoleForm& role, const std::string& of) {
  return "role " + role.head + ' ' + of;
}

}  // namespace

class PeopleLinker::Impl {
 public:
  struct Queries {
    Query article, entities, pins, set_link, delete_roles, insert_role, insert_office;
    Query roles_near, bearers_near, set_at_odds, precedes, office_described, spares;
  };

  Impl(NameForms forms, Queries queries) : forms_(std::move(forms)), q_(std::move(queries)) {}

  static Result<Queries> prepare_all(Database& db) {
    Preparer prepare(db);
    Queries q{
        .article =
            prepare("SELECT day, coalesce(publisher_id, 0), sha256 FROM articles WHERE id = ?"),
        .entities =
            prepare("SELECT id, name, kind, affiliation, roles, aliases FROM entities WHERE "
                    "article_id = ? AND kind IN ('person', 'organisation', 'anonymous') "
                    "ORDER BY number"),
        .pins = prepare("SELECT name, person_id FROM entity_pins WHERE sha256 = ?"),
        .set_link =
            prepare("UPDATE entities SET form_id = ?, day = ?, person_id = ?, link_rule = ?, "
                    "link_confidence = ?, link_detail = NULL WHERE id = ?"),
        .delete_roles = prepare("DELETE FROM role_mentions WHERE entity_id = ?"),
        .insert_role = prepare("INSERT INTO role_mentions VALUES (?, ?, ?, ?, ?, ?)"),
        .insert_office = prepare("INSERT OR IGNORE INTO office_words VALUES (?, ?, ?)"),
        .roles_near =
            prepare("SELECT DISTINCT role FROM (SELECT role FROM role_mentions WHERE form_id "
                    "= ? AND day BETWEEN ? AND ? LIMIT 256)"),
        .bearers_near =
            prepare("SELECT entity_id FROM role_mentions WHERE form_id = ? AND day BETWEEN "
                    "? AND ? AND role = ? LIMIT 256"),
        .set_at_odds = prepare("UPDATE entities SET link_confidence = min(link_confidence, ?), "
                               "link_detail = ? WHERE id = ? AND link_rule = 'name'"),
        .precedes =
            prepare("SELECT lower(substr(t.text, max(1, json_extract(m.value, '$[0]') - 3), "
                    "min(4, json_extract(m.value, '$[0]')))) FROM entities AS e JOIN texts AS "
                    "t ON t.article_id = e.article_id, json_each(e.mentions) AS m WHERE e.id "
                    "= ? LIMIT 16"),
        .office_described =
            prepare("SELECT 1 FROM name_forms WHERE class = 'person' AND bucket = ? "
                    "LIMIT 1"),
        .spares =
            prepare("SELECT 1 FROM entity_pins AS p JOIN articles AS a ON a.sha256 = p.sha256 "
                    "JOIN entities AS e ON e.article_id = a.id AND e.name = p.name WHERE "
                    "e.form_id = ? LIMIT 1")};
    QUOTH_TRY(prepare.outcome());
    return q;
  }

  Result<void> link(int64_t article_id) {
    QUOTH_TRY(for_each_row(q_.article.bind(1, article_id), [&] {
      day_ = q_.article.integer(0), publisher_ = q_.article.integer(1),
      sha256_ = q_.article.text(2);
    }));
    std::vector<EntityRow> rows;
    Query& e = q_.entities;
    QUOTH_TRY(for_each_row(e.bind(1, article_id), [&] {
      rows.push_back({e.integer(0), std::string(e.text(1)), std::string(e.text(2)),
                      std::string(e.text(3)), parse_strings(e.text(4)), parse_strings(e.text(5))});
    }));
    pins_.clear();
    QUOTH_TRY(for_each_row(q_.pins.bind(1, sha256_),
                           [&] { pins_.emplace(q_.pins.text(0), q_.pins.integer(1)); }));
    bodies_.clear();
    acronyms_.clear();
    for (const EntityRow& row : rows)
      QUOTH_TRY(row.kind == "anonymous" ? describe(row) : link(row));
    return attest_within();
  }

 private:
  Result<void> link(const EntityRow& row) {
    const std::optional<NameForm> form = name_form(row.name, *class_of(row.kind));
    if (!form) return set_link(row, 0, 0, "unknown", 0);
    const bool generic = form->strength == NameStrength::kGeneric;
    if (generic && publisher_ == 0) return set_link(row, 0, 0, "unsure", 0);
    const Result<FormRow> at = forms_.at(*form, row.name, generic ? publisher_ : 0);
    QUOTH_TRY(at);
    const std::string_view rule = at->rule.empty() ? "unknown" : std::string_view(at->rule);
    QUOTH_TRY(set_link(row, at->id, at->person, rule, at->confidence));
    const bool leans = form->strength == NameStrength::kPart ||
                       form->strength == NameStrength::kInitial ||
                       form->strength == NameStrength::kShort;
    if (leans) QUOTH_TRY(forms_.mark(form->name_class, form->bucket, day_));
    if (form->strength == NameStrength::kFull) {
      QUOTH_TRY(forms_.mark_dependents(form->name_class, *form, day_));
      if (form->name_class == NameClass::kPerson) QUOTH_TRY(keep_roles(row, at->id));
    }
    if (form->name_class == NameClass::kBody) QUOTH_TRY(keep_acronyms(row, *form, at->id));
    return {};
  }

  // A correction of this entity comes before everything that its name says.
  Result<void> set_link(const EntityRow& row, int64_t form, int64_t person, std::string_view rule,
                        double confidence) {
    const int64_t pin = pin_of(row);
    if (pin != 0) {
      person = pin, rule = "correction", confidence = 1;
    } else if (form != 0 && rule == "name") {
      bool shared = false;
      QUOTH_TRY(for_each_row(q_.spares.bind(1, form), [&] { shared = true; }));
      if (shared) rule = "shared", confidence = kSharedConfidence;
    }
    Query& q = q_.set_link;
    form == 0 ? q.bind_null(1) : q.bind(1, form);
    person == 0 ? q.bind_null(3) : q.bind(3, person);
    return q.bind(2, day_).bind(4, rule).bind(5, confidence).bind(6, row.id).run();
  }

  // By the entity's name, or, where a better model names it otherwise, by a name it goes by too.
  int64_t pin_of(const EntityRow& row) const {
    if (pins_.empty()) return 0;
    const auto at = pins_.find(row.name);
    if (at != pins_.end()) return at->second;
    for (const std::string& alias : row.aliases) {
      const auto it = pins_.find(alias);
      if (it != pins_.end()) return it->second;
    }
    const auto cls = class_of(row.kind);
    const auto form = cls ? name_form(row.name, *cls) : std::nullopt;
    for (const auto& [name, person] : pins_) {
      const auto other = cls ? name_form(name, *cls) : std::nullopt;
      if (form && other && form->bucket == other->bucket &&
          (form->key == other->key || (form->given == other->given && compatible(*form, *other)) ||
           other->strength == NameStrength::kPart)) {
        return person;
      }
    }
    return 0;
  }

  Result<void> keep_roles(const EntityRow& row, int64_t form) {
    QUOTH_TRY(q_.delete_roles.bind(1, row.id).run());
    for (size_t i = 0; i < row.roles.size(); ++i) {
      const std::optional<RoleForm> role = role_form(row.roles[i]);
      if (!role) continue;
      QUOTH_TRY(find_at_odds(row, form, row.roles[i], *role));
      QUOTH_TRY(q_.insert_role.bind(1, row.id)
                    .bind(2, i)
                    .bind(3, form)
                    .bind(4, day_)
                    .bind(5, row.roles[i])
                    .bind_text_or_null(6, row.affiliation)
                    .run());
      if (role->office && !role->former) QUOTH_TRY(keep_office(row, *role));
    }
    return {};
  }

  Result<void> keep_office(const EntityRow& row, const RoleForm& role) {
    std::set<std::string> of(role.of.begin(), role.of.end());
    for (const std::string& w : folded_name_words(row.affiliation)) of.insert(w);
    for (const std::string& w : of) {
      const std::string key = office_key(role, w);
      QUOTH_TRY(q_.insert_office.bind(1, key).bind(2, day_).bind(3, row.id).run());
      bool described = false;
      QUOTH_TRY(for_each_row(q_.office_described.bind(1, key), [&] { described = true; }));
      if (described) QUOTH_TRY(forms_.mark(NameClass::kPerson, key, day_));
    }
    return {};
  }

  // Roles at odds with those that others of the same name have in the same half year make both
  // links less sure.
  Result<void> find_at_odds(const EntityRow& row, int64_t form, const std::string& printed,
                            const RoleForm& role) {
    const int64_t first = day_ == 0 ? 0 : day_ - kSamePeriodDays;
    const int64_t last = day_ == 0 ? 0 : day_ + kSamePeriodDays;
    std::vector<std::string> contrary;
    Query& r = q_.roles_near;
    QUOTH_TRY(for_each_row(r.bind(1, form).bind(2, first).bind(3, last), [&] {
      const std::optional<RoleForm>& other = parsed(std::string(r.text(0)));
      if (other && at_odds(role, *other)) contrary.emplace_back(r.text(0));
    }));
    std::vector<std::pair<int64_t, std::string>> others;
    Query& q = q_.bearers_near;
    for (const std::string& other : contrary) {
      q.bind(1, form).bind(2, first).bind(3, last).bind(4, other);
      QUOTH_TRY(for_each_row(q, [&] {
        if (q.integer(0) != row.id) others.emplace_back(q.integer(0), other);
      }));
    }
    for (const auto& [entity, other] : others) {
      const auto [first, second] = std::minmax(printed, other);
      const std::string detail = "{\"at_odds\":" + json_strings({first, second}) + '}';
      for (const int64_t id : {entity, row.id}) {
        QUOTH_TRY(q_.set_at_odds.bind(1, kAtOddsConfidence).bind(2, detail).bind(3, id).run());
      }
    }
    return {};
  }

  // Roles are few and come again and again.
  const std::optional<RoleForm>& parsed(const std::string& printed) {
    constexpr size_t kMostRoles = 4096;
    if (roles_.size() > kMostRoles) roles_.clear();
    const auto [it, fresh] = roles_.try_emplace(printed);
    if (fresh) it->second = role_form(printed);
    return it->second;
  }

  Result<void> keep_acronyms(const EntityRow& row, const NameForm& form, int64_t id) {
    if (form.strength != NameStrength::kFull) {
      if (is_acronym(row.name)) acronyms_.emplace_back(form, row.name);
      return {};
    }
    bodies_.emplace_back(form, id);
    const auto attest = [&](std::string_view printed) -> Result<void> {
      const auto acronym = name_form(printed, NameClass::kBody);
      return acronym ? forms_.attest(*acronym, printed, id) : Result<void>();
    };
    if (const auto acronym = bracketed_acronym(row.name); !acronym.empty())
      QUOTH_TRY(attest(acronym));
    for (const std::string& alias : row.aliases) {
      if (is_acronym(alias)) QUOTH_TRY(attest(alias));
    }
    return {};
  }

  // "Harbour Workers Union" and "HWU" in one article, as entities of their own.
  Result<void> attest_within() {
    for (const auto& [acronym, printed] : acronyms_) {
      for (const auto& [body, id] : bodies_) {
        if (body.acronym == acronym.key) QUOTH_TRY(forms_.attest(acronym, printed, id));
      }
    }
    return {};
  }

  // "the harbour chief", nobody named: waits for settle_people().
  Result<void> describe(const EntityRow& row) {
    const std::optional<RoleForm> role = role_form(row.name);
    if (!role || !role->office || role->former || role->of.empty()) {
      return pin_of(row) == 0 ? Result<void>() : set_link(row, 0, 0, "unknown", 0);
    }
    bool definite = false, indefinite = false;
    QUOTH_TRY(for_each_row(q_.precedes.bind(1, row.id), [&] {
      const std::string_view before = q_.precedes.text(0);
      definite = definite || before == "the ";
      indefinite =
          indefinite || before == "a " || before.ends_with(" a ") || before.ends_with("an ");
    }));
    if (!definite || indefinite) return set_link(row, 0, 0, "unsure", 0);
    std::string key = office_key(*role, role->of[0]);
    const std::string bucket = key;
    for (size_t i = 1; i < role->of.size(); ++i) key += ' ' + role->of[i];
    const Result<FormRow> at = forms_.at_description(key, bucket, row.name);
    QUOTH_TRY(at);
    QUOTH_TRY(set_link(row, at->id, 0, "unknown", 0));
    return forms_.mark(NameClass::kPerson, bucket, day_);
  }

  NameForms forms_;
  Queries q_;
  int64_t day_ = 0, publisher_ = 0;
  std::string sha256_;
  std::map<std::string, int64_t, std::less<>> pins_;
  std::unordered_map<std::string, std::optional<RoleForm>> roles_;
  std::vector<std::pair<NameForm, int64_t>> bodies_;
  std::vector<std::pair<NameForm, std::string>> acronyms_;
};

PeopleLinker::PeopleLinker(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
PeopleLinker::PeopleLinker(PeopleLinker&&) noexcept = default;
PeopleLinker& PeopleLinker::operator=(PeopleLinker&&) noexcept = default;
PeopleLinker::~PeopleLinker() = default;

Result<PeopleLinker> PeopleLinker::open(Database& db) {
  Result<NameForms> forms = NameForms::open(db);
  QUOTH_TRY(forms);
  Result<Impl::Queries> queries = Impl::prepare_all(db);
  QUOTH_TRY(queries);
  return PeopleLinker(std::make_unique<Impl>(*std::move(forms), *std::move(queries)));
}

Result<void> PeopleLinker::link(int64_t article_id) { return impl_->link(article_id); }

}  // namespace quoth
