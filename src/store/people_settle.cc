#include "store/people_settle.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "extract/lexicon.h"
#include "people/company.h"
#include "people/name_form.h"
#include "store/name_forms.h"
#include "store/rows.h"

namespace quoth {
namespace {

struct Bucket {
  std::string cls, name;
  std::vector<int64_t> days;  // ascending; -1, then all are meant
  bool all = false;
};

struct Leaning {  // a name that leans on company
  int64_t id = 0, article = 0, day = 0, publisher = 0;
  int64_t person = 0;
  std::string rule, detail, name, strength;
  int64_t form_person = 0;  // of its form by itself
  std::string form_rule;
  double form_confidence = 0, confidence = 0;
  std::vector<RoleForm> roles;
};

struct Companion {
  int64_t person = 0;
  bool body = false;
};

struct CandidateForm {
  int64_t form = 0, person = 0;
  std::string given;
};

std::vector<RoleForm> role_forms(const std::vector<std::string>& printed) {
  std::vector<RoleForm> out;
  for (const std::string& p : printed) {
    if (auto form = role_form(p)) out.push_back(*std::move(form));
  }
  return out;
}

class Settler {
 public:
  struct Queries {
    Query pending, days, forget, leaning, candidates, attested, holders, articles_before,
        articles_after;
    Query companions, roles, write, rename;
  };

  static Result<Queries> prepare_all(Database& db) {
    Preparer prepare(db);
    Queries q{
        .pending =
            prepare("SELECT DISTINCT class, bucket FROM people_pending ORDER BY class, bucket"),
        .days =
            prepare("SELECT day FROM people_pending WHERE class = ? AND bucket = ? ORDER BY day"),
        .forget = prepare("DELETE FROM people_pending WHERE class = ? AND bucket = ?"),
        .leaning = prepare(
            "SELECT e.id, e.article_id, e.day, coalesce(a.publisher_id, 0), e.person_id, "
            "e.link_rule, "
            "e.link_detail, e.name, f.strength, f.person_id, f.rule, f.confidence, e.roles, "
            "e.link_confidence FROM name_forms AS f JOIN entities AS e ON e.form_id = f.id JOIN "
            "articles AS a ON a.id = e.article_id WHERE f.class = ? AND f.bucket = ? AND "
            "f.strength "
            "IN ('initial', 'part', 'short', 'role') AND e.link_rule <> 'correction' AND e.day "
            "BETWEEN ? AND ?"),
        .candidates = prepare("SELECT id, person_id, given FROM name_forms WHERE class = ?1 AND "
                              "bucket = ?2 AND strength = 'full' AND person_id IS NOT NULL UNION "
                              "SELECT id, person_id, given FROM name_forms WHERE class = ?1 AND "
                              "acronym = ?2 AND person_id IS NOT NULL ORDER BY id LIMIT ?3"),
        .attested =
            prepare("SELECT a.full_id, f.person_id, NULL FROM name_forms AS s JOIN "
                    "attested_acronyms AS a ON a.short_id = s.id JOIN name_forms AS f ON "
                    "f.id = a.full_id WHERE s.class = 'body' AND s.key = ? AND s.scope = 0"),
        .holders =
            prepare("SELECT e.form_id, e.person_id, r.role, r.affiliation FROM office_words AS "
                    "o JOIN entities AS e ON e.id = o.entity_id JOIN role_mentions AS r ON "
                    "r.entity_id = e.id WHERE o.key = ? AND o.day BETWEEN ? AND ? AND "
                    "e.person_id IS NOT NULL LIMIT 256"),
        .articles_before =
            prepare("SELECT e.article_id, coalesce(a.publisher_id, 0) FROM entities AS "
                    "e JOIN articles AS a ON a.id = e.article_id WHERE e.form_id = ? "
                    "AND e.day >= ? AND e.day < ? AND e.person_id = ? ORDER BY e.day "
                    "DESC LIMIT ?"),
        .articles_after =
            prepare("SELECT e.article_id, coalesce(a.publisher_id, 0) FROM entities AS "
                    "e JOIN articles AS a ON a.id = e.article_id WHERE e.form_id = ? "
                    "AND e.day >= ? AND e.day <= ? AND e.person_id = ? ORDER BY e.day "
                    "LIMIT ?"),
        .companions =
            prepare("SELECT e.person_id, f.class, f.key FROM entities AS e JOIN name_forms "
                    "AS f ON f.id = e.form_id WHERE e.article_id = ? AND f.strength IN "
                    "('full', 'short') AND e.link_rule IN ('name', 'acronym', "
                    "'correction')"),
        .roles = prepare("SELECT role, affiliation FROM role_mentions WHERE form_id = ? AND day "
                         "BETWEEN ? AND ? LIMIT 64"),
        .write = prepare("UPDATE entities SET person_id = ?, link_rule = ?, link_confidence = ?, "
                         "link_detail = ? WHERE id = ?"),
        // Somebody goes by the spelling that most articles have.
        .rename =
            prepare("UPDATE people SET name = coalesce(renamed, (SELECT f.printed FROM "
                    "name_forms AS f WHERE f.person_id = people.id AND f.strength IN ('full', "
                    "'short', 'generic') ORDER BY f.strength = 'full' DESC, (SELECT count(*) "
                    "FROM entities AS e WHERE e.form_id = f.id) DESC, f.printed LIMIT 1), name) "
                    "WHERE id IN (SELECT person_id FROM name_forms WHERE class = ?1 AND bucket "
                    "= ?2 UNION SELECT home FROM name_forms WHERE class = ?1 AND bucket = ?2)")};
    QUOTH_TRY(prepare.outcome());
    return q;
  }

  Settler(Database& db, Queries queries) : db_(db), q_(std::move(queries)) {}

  Result<SettleCounts> run(const std::function<void(int64_t, int64_t)>& progress) {
    std::vector<Bucket> buckets;
    QUOTH_TRY(for_each_row(q_.pending, [&] {
      buckets.push_back(
          {std::string(q_.pending.text(0)), std::string(q_.pending.text(1)), {}, false});
    }));
    constexpr size_t kBucketsAtOnce =
        64;  // a transaction, so that other programs may write between
    for (size_t i = 0; i < buckets.size(); i += kBucketsAtOnce) {
      Result<Transaction> transaction = Transaction::begin(db_);
      QUOTH_TRY(transaction);
      const size_t end = std::min(i + kBucketsAtOnce, buckets.size());
      for (size_t k = i; k < end; ++k) QUOTH_TRY(settle_pending(buckets[k]));
      QUOTH_TRY(transaction->commit());
      if (progress) progress(static_cast<int64_t>(end), static_cast<int64_t>(buckets.size()));
    }
    return counts_;
  }

 private:
  Result<void> settle_pending(Bucket& bucket) {
    Query& q = q_.days;
    QUOTH_TRY(for_each_row(q.bind(1, bucket.cls).bind(2, bucket.name), [&] {
      q.integer(0) < 0 ? void(bucket.all = true) : bucket.days.push_back(q.integer(0));
    }));
    if (!bucket.all && bucket.days.empty()) return {};  // another program was faster
    QUOTH_TRY(settle(bucket));
    if (bucket.all) QUOTH_TRY(q_.rename.bind(1, bucket.cls).bind(2, bucket.name).run());
    return q_.forget.bind(1, bucket.cls).bind(2, bucket.name).run();
  }

  Result<void> settle(const Bucket& bucket) {
    articles_.clear();
    std::vector<Leaning> names;
    if (bucket.all) {
      QUOTH_TRY(load(bucket, 0, INT64_MAX / 2, names));
    } else {
      for (size_t i = 0; i < bucket.days.size();) {  // days nearer than a window are one stretch
        size_t k = i + 1;
        while (k < bucket.days.size() && bucket.days[k] - bucket.days[k - 1] <= 2 * kCompanyDays)
          ++k;
        const int64_t first = bucket.days[i], last = bucket.days[k - 1];
        if (first == 0) QUOTH_TRY(load(bucket, 0, 0, names));
        if (last > 0) {
          QUOTH_TRY(
              load(bucket, std::max<int64_t>(1, first - kCompanyDays), last + kCompanyDays, names));
        }
        i = k;
      }
    }
    if (names.empty()) return {};
    const bool role = bucket.name.starts_with("role ");
    if (!role) QUOTH_TRY(load_candidates(bucket));
    for (const Leaning& n : names) QUOTH_TRY(role ? settle_description(bucket, n) : settle_name(n));
    return {};
  }

  Result<void> load(const Bucket& bucket, int64_t first, int64_t last, std::vector<Leaning>& out) {
    Query& q = q_.leaning;
    q.bind(1, bucket.cls).bind(2, bucket.name).bind(3, first).bind(4, last);
    return for_each_row(q, [&] {
      Leaning n{.id = q.integer(0),
                .article = q.integer(1),
                .day = q.integer(2),
                .publisher = q.integer(3),
                .person = q.integer(4),
                .rule = std::string(q.text(5)),
                .detail = std::string(q.text(6)),
                .name = std::string(q.text(7)),
                .strength = std::string(q.text(8)),
                .form_person = q.integer(9),
                .form_rule = std::string(q.text(10)),
                .form_confidence = q.real(11),
                .confidence = q.real(13),
                .roles = role_forms(parse_strings(q.text(12)))};
      out.push_back(std::move(n));
    });
  }

  Result<void> load_candidates(const Bucket& bucket) {
    candidates_.clear();
    std::set<int64_t> seen;
    const auto read = [&](Query& q) {
      return for_each_row(q, [&] {
        if (seen.insert(q.integer(0)).second) {
          candidates_.push_back({q.integer(0), q.integer(1), std::string(q.text(2))});
        }
      });
    };
    Query& q = q_.candidates;
    QUOTH_TRY(read(q.bind(1, bucket.cls).bind(2, bucket.name).bind(3, kMostCandidates + 1)));
    if (bucket.cls == "body") QUOTH_TRY(read(q_.attested.bind(1, bucket.name)));
    return {};
  }

  Result<void> settle_name(const Leaning& n) {
    // What an editor or an article said of the name itself comes first.
    if (n.form_rule == "alias" || n.form_rule == "acronym") {
      return write(n, {n.form_person, n.form_rule, n.form_confidence}, "");
    }
    const bool initial = n.strength == "initial";
    const auto form = initial ? name_form(n.name, NameClass::kPerson) : std::nullopt;
    std::map<int64_t, Candidate> by_person;
    std::map<int64_t, std::string> evidence;
    if (candidates_.size() <= kMostCandidates) {
      for (const CandidateForm& c : candidates_) {
        if (form && !c.given.starts_with(form->given)) continue;
        QUOTH_TRY(weigh(n, c, by_person, evidence));
      }
    }
    std::vector<Candidate> all;
    for (const auto& [person, candidate] : by_person) all.push_back(candidate);
    Choice choice = candidates_.size() > kMostCandidates ? Choice{{}, "several", 0}
                                                         : choose_by_company(all, initial);
    if (choice.person) return write(n, choice, evidence[*choice.person]);
    // A body of one word is somebody by itself.
    if (n.form_person != 0) return write(n, {n.form_person, n.form_rule, n.form_confidence}, "");
    return write(n, choice, candidates_detail(all));
  }

  Result<void> settle_description(const Bucket& bucket, const Leaning& n) {
    const std::optional<RoleForm> described = role_form(n.name);
    std::map<int64_t, Candidate> by_person;
    std::map<int64_t, std::string> evidence;
    std::vector<CandidateForm> holders;
    Query& q = q_.holders;
    q.bind(1, bucket.name).bind(2, n.day == 0 ? 0 : n.day - kCompanyDays);
    QUOTH_TRY(for_each_row(q.bind(3, n.day == 0 ? 0 : n.day + kCompanyDays), [&] {
      const std::optional<RoleForm> role = role_form(q.text(2));
      const CandidateForm holder{q.integer(0), q.integer(1), ""};
      if (!role || !described || !describes(*described, *role, q.text(3))) return;
      const bool known = std::any_of(holders.begin(), holders.end(), [&](const CandidateForm& h) {
        return h.form == holder.form && h.person == holder.person;
      });
      if (!known) holders.push_back(holder);
    }));
    for (const CandidateForm& holder : holders) QUOTH_TRY(weigh(n, holder, by_person, evidence));
    std::vector<Candidate> all;
    for (const auto& [person, candidate] : by_person) all.push_back(candidate);
    const Choice choice = choose_by_role(all);
    return write(n, choice, choice.person ? evidence[*choice.person] : candidates_detail(all));
  }

  // What speaks for one spelling of a candidate, added to what speaks for the others.
  Result<void> weigh(const Leaning& n, const CandidateForm& c,
                     std::map<int64_t, Candidate>& by_person,
                     std::map<int64_t, std::string>& evidence) {
    Candidate& candidate = by_person[c.person];
    candidate.person = c.person;
    std::vector<std::pair<int64_t, int64_t>> articles;
    const int64_t first = n.day == 0 ? 0 : n.day - kCompanyDays;
    const int64_t last = n.day == 0 ? 0 : n.day + kCompanyDays;
    const auto read = [&](Query& q, int64_t from, int64_t to) {
      q.bind(1, c.form).bind(2, from).bind(3, to).bind(4, c.person).bind(5, kMostCompanyArticles);
      return for_each_row(q, [&] { articles.emplace_back(q.integer(0), q.integer(1)); });
    };
    QUOTH_TRY(read(q_.articles_before, first, n.day));
    QUOTH_TRY(read(q_.articles_after, n.day, last));
    std::set<int64_t> people, bodies;
    const auto here = companions(n.article);
    QUOTH_TRY(here);
    for (const auto& [article, publisher] : articles) {
      if (article == n.article) continue;
      candidate.same_outlet = candidate.same_outlet || (publisher != 0 && publisher == n.publisher);
      const auto there = companions(article);
      QUOTH_TRY(there);
      for (const Companion& a : **here) {
        const auto same = [&](const Companion& b) { return a.person == b.person; };
        if (a.person == c.person || std::none_of((*there)->begin(), (*there)->end(), same))
          continue;
        (a.body ? bodies : people).insert(a.person);
      }
    }
    candidate.n_people = std::max(candidate.n_people, static_cast<uint32_t>(people.size()));
    candidate.n_bodies = std::max(candidate.n_bodies, static_cast<uint32_t>(bodies.size()));
    QUOTH_TRY(weigh_roles(n, c, first, last, candidate));
    evidence[c.person] = detail_of(candidate, people, bodies);
    return {};
  }

  Result<void> weigh_roles(const Leaning& n, const CandidateForm& c, int64_t first, int64_t last,
                           Candidate& candidate) {
    if (n.roles.empty()) return {};
    Query& q = q_.roles;
    RoleFit best = candidate.role;
    QUOTH_TRY(for_each_row(q.bind(1, c.form).bind(2, first).bind(3, last), [&] {
      const std::optional<RoleForm> role = role_form(q.text(0));
      if (!role) return;
      const RoleFit fit = role_fit(n.roles, {&*role, 1}, q.text(1));
      const bool better = fit == RoleFit::kSame ||
                          (fit == RoleFit::kSome && best != RoleFit::kSame) ||
                          (fit == RoleFit::kAtOdds && best == RoleFit::kNone);
      if (better) best = fit;
    }));
    candidate.role = best;
    return {};
  }

  // Who is named in full in an article, but for news agencies, which are everywhere.
  Result<const std::vector<Companion>*> companions(int64_t article) {
    const auto known = articles_.find(article);
    if (known != articles_.end()) return &known->second;
    std::vector<Companion> out;
    Query& q = q_.companions;
    QUOTH_TRY(for_each_row(q.bind(1, article), [&] {
      const bool body = q.text(1) == "body";
      if (body && (is_known_body(q.text(2)) || is_place(q.text(2)))) return;
      out.push_back({q.integer(0), body});
    }));
    return &(articles_[article] = std::move(out));
  }

  static std::string ids(const std::set<int64_t>& people) {
    return fmt::format("[{}]", fmt::join(people, ","));
  }

  static std::string detail_of(const Candidate& c, const std::set<int64_t>& people,
                               const std::set<int64_t>& bodies) {
    std::vector<std::string> parts;
    if (c.role == RoleFit::kSame) parts.push_back("\"role\":\"same\"");
    if (c.role == RoleFit::kSome) parts.push_back("\"role\":\"similar\"");
    if (!people.empty()) parts.push_back("\"people\":" + ids(people));
    if (!bodies.empty()) parts.push_back("\"bodies\":" + ids(bodies));
    if (c.same_outlet) parts.push_back("\"same_outlet\":true");
    return fmt::format("{{{}}}", fmt::join(parts, ","));
  }

  static std::string candidates_detail(const std::vector<Candidate>& all) {
    std::set<int64_t> people;
    for (const Candidate& c : all) people.insert(c.person);
    return people.empty() ? "" : "{\"candidates\":" + ids(people) + '}';
  }

  Result<void> write(const Leaning& n, const Choice& choice, const std::string& detail) {
    ++counts_.n_names;
    const int64_t person = choice.person.value_or(0);
    counts_.n_linked += person != 0;
    if (person == n.person && choice.rule == n.rule && detail == n.detail &&
        choice.confidence == n.confidence) {
      return {};
    }
    counts_.n_changed += person != n.person;
    Query& q = q_.write;
    person == 0 ? q.bind_null(1) : q.bind(1, person);
    return q.bind(2, choice.rule)
        .bind(3, choice.confidence)
        .bind_text_or_null(4, detail)
        .bind(5, n.id)
        .run();
  }

  Database& db_;
  Queries q_;
  SettleCounts counts_;
  std::vector<CandidateForm> candidates_;
  std::unordered_map<int64_t, std::vector<Companion>> articles_;
};

}  // namespace

Result<SettleCounts> settle_people(Database& db,
                                   const std::function<void(int64_t, int64_t)>& progress) {
  Result<Settler::Queries> queries = Settler::prepare_all(db);
  QUOTH_TRY(queries);
  return Settler(db, *std::move(queries)).run(progress);
}

}  // namespace quoth
