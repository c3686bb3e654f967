#include <algorithm>
#include <array>

#include "extract/chain_resolver.h"

namespace quoth {

std::vector<uint32_t> ChainResolver::of_description(uint32_t i) {
  const Mention& m = m_.mentions[i];
  if (m.part.type == MentionType::kDescription) {
    const auto role = role_of_.find(m.part.head);
    if (role != role_of_.end()) return {chain_of_cluster(role->second)};
    if (auto two = both_meant(i); !two.empty()) return two;
    if (auto id = of_owner(i)) return {*id};
    if (auto id = by_campaign(i)) return {*id};
    if (auto id = same_description(i)) return {*id};
    if (auto id = by_role(i)) return {*id};
    if (auto id = by_later_role(i)) return {*id};
    if (auto id = by_later_body(i)) return {*id};
    if (auto id = salient_person(i)) return {*id};
  }
  // Whom a speaker talks to is not told; outside quotations "you" are the readers, or anybody.
  if (m.pronoun == Pronoun::kYou && m.quoted) return {};
  const uint32_t id = open_description(m);
  if (m.pronoun == Pronoun::kYou) chains_[id].referent.kind = EntityKind::kGroup;
  return {id};
}

std::vector<uint32_t> ChainResolver::both_meant(uint32_t i) const {
  const Part& p = m_.mentions[i].part;
  if (!m_.mentions[i].source_of || p.head + 1 < p.tokens.end) return {};
  const std::string& first = words_[p.tokens.begin].lower;
  const bool each = first == "both" || first == "each" || first == "neither" || first == "either";
  const auto& noun = words_[p.head].noun;
  const std::string& head = words_[p.head].lower;
  const bool people = head == "men" || head == "women" || (noun && noun->is_person);
  if (p.tokens.size() > 1 && !people) return {};
  const Gender gender = head == "men"     ? Gender::kMale
                        : head == "women" ? Gender::kFemale
                        : noun            ? noun->gender
                                          : Gender::kUnknown;
  const bool two = each || (first == "two" && p.definite);
  if (p.tokens.size() > 1 || two) {
    if (!two || p.tokens.size() > 4) return {};
    return joint_.size() == 2 && joint_is_near(i, gender) ? joint_ : two_most_named(i, gender);
  }
  const bool several = p.definite && noun && noun->is_person && noun->plural;
  return several && joint_.size() > 1 && joint_is_near(i, gender) && joint_are(p)
             ? joint_
             : std::vector<uint32_t>();
}

bool ChainResolver::joint_is_near(uint32_t i, Gender gender) const {
  return std::all_of(joint_.begin(), joint_.end(),
                     [&](uint32_t id) { return is_person_near(id, i, 8, gender); });
}

bool ChainResolver::is_person_near(uint32_t id, uint32_t i, uint32_t reach, Gender gender) const {
  const Referent& r = chains_[id].referent;
  const uint32_t sentence = words_[m_.mentions[i].part.tokens.begin].sentence;
  const bool fits =
      gender == Gender::kUnknown || r.gender == Gender::kUnknown || r.gender == gender;
  return r.named && r.is_person && fits && sentence - r.anywhere.sentence < reach;
}

bool ChainResolver::joint_are(const Part& p) const {
  const std::string& plural = words_[p.head].lower;
  const std::string_view one = synonym(std::string_view(plural).substr(0, plural.size() - 1));
  if (is_generic(one)) return true;
  return std::any_of(joint_.begin(), joint_.end(), [&](uint32_t id) {
    const auto& roles = m_.roles[*chains_[id].cluster];
    return std::any_of(roles.begin(), roles.end(), [&](const Office& o) {
      return head_matches(o.head, one) || words_[o.head].lower == plural;
    });
  });
}

bool ChainResolver::is_known_person(uint32_t id) const {
  return chains_[id].cluster && m_.clusters[*chains_[id].cluster].kind == NameKind::kPerson;
}

std::vector<uint32_t> ChainResolver::two_most_named(uint32_t i, Gender gender) const {
  std::vector<uint32_t> found;
  for (const uint32_t id : recent_) {
    if (is_known_person(id) && is_person_near(id, i, 12, gender)) found.push_back(id);
  }
  if (found.size() < 2) return {};
  std::stable_sort(found.begin(), found.end(), [&](uint32_t a, uint32_t b) {
    return chains_[a].referent.n_mentions > chains_[b].referent.n_mentions;
  });
  found.resize(2);
  std::sort(found.begin(), found.end(), [&](uint32_t a, uint32_t b) {
    return chains_[a].mentions.front() < chains_[b].mentions.front();
  });
  return found;
}

uint32_t ChainResolver::open_description(const Mention& m) {
  const uint32_t id = open_chain();
  Referent& r = chains_[id].referent;
  const auto noun = description_noun(m.part);
  if (noun) {
    r.kind = noun->kind;
    r.gender = noun->gender;
    r.plural = noun->plural;
    r.is_person = noun->is_person && !noun->plural;
  }
  return id;
}

std::optional<Noun> ChainResolver::description_noun(const Part& p) const {
  const Word& head = words_[p.head];
  if (p.head + 1 < p.tokens.end && words_[p.head + 1].lower == "of" && is_count(head)) {
    for (uint32_t i = p.head + 2; i < p.tokens.end; ++i) {
      if (!words_[i].noun || words_[i].function) continue;
      Noun n = *words_[i].noun;
      if (head.lower != "one")
        return n.plural ? std::optional(n) : Noun{EntityKind::kGroup, {}, true, false};
      const bool person = n.is_person;
      n.plural = false;
      if (n.kind == EntityKind::kGroup)
        n.kind = person ? EntityKind::kAnonymous : EntityKind::kOrganisation;
      return n;
    }
    if (head.lower == "one") return Noun{EntityKind::kAnonymous, {}, false, true};
    return Noun{EntityKind::kGroup, {}, true, false};
  }
  if (head.noun && head.noun->plural && head.noun->is_person && p.tokens.begin < p.head) {
    // Those of somebody, or some, are spoken of together; else each speaks for himself.
    const Word& first = words_[p.tokens.begin];
    if (is_possessive_pronoun(first.lower) || first.lower == "some" || owns_any(p)) {
      return Noun{EntityKind::kGroup, head.noun->gender, true, true};
    }
  }
  if (head.noun) return head.noun;
  if (head.lower == "those" || head.lower == "all" || head.lower == "these") {
    return Noun{EntityKind::kGroup, {}, true, false};
  }
  if (words_.token(p.head).casing != Casing::kLower && head.lower.ends_with('s')) {
    return Noun{EntityKind::kGroup, {}, true, false};
  }
  if (head.lower.ends_with('s') && head.lower.size() > 3 && !head.lower.ends_with("ss")) {
    return Noun{EntityKind::kGroup, {}, true, false};
  }
  return std::nullopt;
}

bool ChainResolver::owns_any(const Part& p) const {
  for (uint32_t i = p.tokens.begin; i < p.head; ++i) {
    if (words_.owns(i)) return true;
  }
  return false;
}

bool ChainResolver::is_count(const Word& w) {
  static constexpr std::array<std::string_view, 22> kCounts = {
      "one",    "some",   "many",     "several",   "most",    "few",   "half", "majority",
      "two",    "three",  "four",     "both",      "all",     "none",  "each", "any",
      "number", "dozens", "hundreds", "thousands", "percent", "others"};
  return std::find(kCounts.begin(), kCounts.end(), w.lower) != kCounts.end();
}

std::vector<std::string_view> ChainResolver::modifiers(const Part& p) const {
  static constexpr std::array<std::string_view, 12> kIdle = {"same",   "new", "latest", "recent",
                                                             "former", "own", "other",  "current",
                                                             "young",  "old", "late",   "two"};
  std::vector<std::string_view> out;
  for (uint32_t i = p.tokens.begin; i < p.tokens.end; ++i) {
    const Word& w = words_[i];
    if (i == p.head || w.function || !words_.token(i).is_word) continue;
    if (std::find(kIdle.begin(), kIdle.end(), w.lower) != kIdle.end()) continue;
    if (w.lower[0] >= '0' && w.lower[0] <= '9') continue;
    out.push_back(w.lower);
  }
  return out;
}

std::string_view ChainResolver::synonym(std::string_view w) { return noun_synonym(w); }

bool ChainResolver::head_matches(uint32_t token, std::string_view head) const {
  return synonym(words_[token].lower) == head;
}

bool ChainResolver::covers(TokenRange r, const std::vector<std::string_view>& wanted) const {
  return std::all_of(wanted.begin(), wanted.end(), [&](std::string_view w) {
    for (uint32_t i = r.begin; i < r.end; ++i) {
      if (words_[i].lower == w) return true;
    }
    return false;
  });
}

std::optional<uint32_t> ChainResolver::same_description(uint32_t i) {
  const Part& p = m_.mentions[i].part;
  const std::string_view head = synonym(words_[p.head].lower);
  const std::vector<std::string_view> wanted = modifiers(p);
  const bool repeats = !p.definite && !wanted.empty();
  if (!p.definite && !repeats && !owned(p)) return std::nullopt;
  for (const uint32_t id : recent_) {
    if (is_same(chains_[id], p, head, wanted)) return id;
  }
  return p.definite && wanted.empty() ? by_class(p, head) : std::nullopt;
}

bool ChainResolver::owned(const Part& p) const {
  return is_possessive_pronoun(words_[p.tokens.begin].lower) ||
         words_[p.tokens.begin].possessive > 0;
}

bool ChainResolver::is_same(const Chain& c, const Part& p, std::string_view head,
                            const std::vector<std::string_view>& wanted) const {
  if (c.cluster) return (p.definite || owned(p)) && names_it(c, p, head, wanted);
  for (auto it = c.mentions.rbegin(); it != c.mentions.rend() && c.mentions.rend() - it > 0; ++it) {
    const Part& other = m_.mentions[*it].part;
    if (other.type != MentionType::kDescription || !head_matches(other.head, head)) continue;
    if (words_[other.head].noun && words_[p.head].noun &&
        words_[other.head].noun->plural != words_[p.head].noun->plural)
      continue;
    if (!p.definite) {
      const std::vector<std::string_view> theirs = modifiers(other);
      if (theirs.size() != wanted.size()) continue;
      if (owned(p) != owned(other)) continue;
      if (owned(p) && words_[p.tokens.begin].lower != words_[other.tokens.begin].lower) continue;
    }
    if (covers(other.tokens, wanted)) return true;
    if (it - c.mentions.rbegin() > 8) break;
  }
  return false;
}

bool ChainResolver::names_it(const Chain& c, const Part& p, std::string_view head,
                             const std::vector<std::string_view>& wanted) const {
  const bool person = words_[p.head].noun && words_[p.head].noun->is_person;
  if (words_[p.head].noun && words_[p.head].noun->plural && person) return false;
  for (const Office& role : m_.roles[*c.cluster]) {
    if (owned(p) && !is_possessive_pronoun(words_[role.tokens.begin].lower)) continue;
    if (head_matches(role.head, head) && (covers(role.tokens, wanted) || covers_name(c, wanted)))
      return true;
  }
  if (person || owned(p)) return false;
  for (const uint32_t n : m_.clusters[*c.cluster].forms) {
    const TokenRange r = m_.names[n].tokens;
    if (r.size() > 1 && head_matches(r.end - 1, head) && covers(r, wanted)) return true;
    for (uint32_t k = r.begin; k + 1 < r.end; ++k) {
      const std::string& joint = words_[k + 1].lower;
      const bool joins = joint == "of" || joint == "on" || joint == "for" || joint == "to";
      if (joins && head_matches(k, head) && covers(r, wanted)) return true;
    }
  }
  return false;
}

bool ChainResolver::covers_name(const Chain& c, const std::vector<std::string_view>& wanted) const {
  const auto& names = m_.clusters[*c.cluster].forms;
  return std::any_of(names.begin(), names.end(),
                     [&](uint32_t n) { return covers(m_.names[n].tokens, wanted); });
}

bool ChainResolver::is_at_odds(const Office& role, const Part& p) const {
  const auto party = [&](TokenRange r) {
    for (uint32_t i = r.begin; i < r.end; ++i) {
      const std::string& w = words_[i].lower;
      if (w == "republican" || w == "gop") return 'r';
      if (w == "democratic" || w == "democrat") return 'd';
    }
    return ' ';
  };
  const char a = party(role.tokens), b = party(p.tokens);
  return a != ' ' && b != ' ' && a != b;
}

int ChainResolver::role_fits(uint32_t cluster, const Part& p) const {
  const std::string_view head = synonym(words_[p.head].lower);
  int best = 0;
  bool odds = false;
  for (const Office& role : m_.roles[cluster]) {
    odds |= is_at_odds(role, p);
    const std::string_view office = synonym(words_[role.head].lower);
    const bool lawmaker = head == "lawmaker" && (office == "senator" || office == "congressman");
    if (office != head && !lawmaker) continue;
    static constexpr std::array<std::string_view, 5> kMany = {"spokesperson", "official", "aide",
                                                              "adviser", "strategist"};
    const bool one_of_many = std::find(kMany.begin(), kMany.end(), head) != kMany.end();
    if (one_of_many && !names_all_of(cluster, role, p)) continue;
    best = std::max(best, names_all_of(cluster, role, p) ? 2 : 1);
  }
  return odds ? 0 : best;
}

bool ChainResolver::names_all_of(uint32_t cluster, const Office& role, const Part& p) const {
  const TokenRange name = m_.names[m_.clusters[cluster].fullest].tokens;
  std::string initials;
  bool all = true;
  for (uint32_t i = p.tokens.begin; i < p.tokens.end; ++i) {
    const Word& w = words_[i];
    if (i == p.head || !w.capital || w.function || is_title(w.lower)) continue;
    initials += w.lower[0];
    all &= covers(role.tokens, {w.lower}) || covers(name, {w.lower}) || is_first_name(w.lower);
  }
  return all || covers(role.tokens, {initials});
}

std::optional<uint32_t> ChainResolver::by_role(uint32_t i) const {
  const Part& p = m_.mentions[i].part;
  const bool ends = p.head + 1 == p.tokens.end || words_[p.head + 1].lower == "from";
  if (!p.definite || !ends) return std::nullopt;
  std::optional<uint32_t> last;
  for (const uint32_t id : recent_) {
    if (!chains_[id].cluster || !chains_[id].referent.is_person) continue;
    const int fits = role_fits(*chains_[id].cluster, p);
    if (fits == 2) return id;
    if (fits == 1 && !last) last = id;
  }
  return last;
}

std::optional<uint32_t> ChainResolver::by_later_role(uint32_t i) {
  const Part& p = m_.mentions[i].part;
  const auto& noun = words_[p.head].noun;
  if (!noun || !noun->is_person || noun->plural ||
      is_possessive_pronoun(words_[p.tokens.begin].lower))
    return std::nullopt;
  const uint32_t here = words_[p.head].sentence;
  const bool opens = here < kOpening;
  std::optional<uint32_t> found;
  for (uint32_t c = 0; c < m_.clusters.size(); ++c) {
    const NameCluster& names = m_.clusters[c];
    const TokenRange first = m_.names[names.names.front()].tokens;
    const uint32_t there = words_[first.begin].sentence;
    if (first.begin < p.head && !opens) continue;
    if (names.kind != NameKind::kPerson && names.kind != NameKind::kLikely) continue;
    const uint32_t gap = there > here ? there - here : 0;
    const int fits = gap < kLater ? role_fits(c, p) : 0;
    if (fits == 2 && (p.definite || opens)) return chain_of_cluster(c);
    if (fits == 1 && opens && !found) found = c;
  }
  return found ? std::optional(chain_of_cluster(*found)) : std::nullopt;
}

bool ChainResolver::is_generic(std::string_view noun) { return is_generic_noun(noun); }

std::optional<uint32_t> ChainResolver::salient_person(uint32_t i) {
  const Mention& m = m_.mentions[i];
  const auto& noun = words_[m.part.head].noun;
  if (!m.part.definite || !noun || !noun->is_person || noun->plural) return std::nullopt;
  if (m.part.head + 1 < m.part.tokens.end || !tells_somebody_known(m.part)) return std::nullopt;
  const Pronoun pronoun = noun->gender == Gender::kFemale ? Pronoun::kShe : Pronoun::kHe;
  const auto best = best_antecedent(i, pronoun, noun->gender == Gender::kUnknown, /*named=*/true);
  return best && is_known_person(*best) ? best : std::nullopt;
}

bool ChainResolver::tells_somebody_known(const Part& p) const {
  if (is_generic(words_[p.head].lower)) return true;
  static constexpr std::array<std::string_view, 5> kKnown = {"former", "retired", "self-described",
                                                             "longtime", "lifelong"};
  const std::string& first = words_[p.tokens.begin].lower;
  return std::find(kKnown.begin(), kKnown.end(), first) != kKnown.end() ||
         first.ends_with("year-old") || (first[0] >= '1' && first[0] <= '9' && p.tokens.size() > 4);
}

}  // namespace quoth
