#include <algorithm>
#include <array>

#include "extract/chain_resolver.h"

namespace quoth {

std::optional<uint32_t> ChainResolver::of_owner(uint32_t i) {
  const Part& p = m_.mentions[i].part;
  const Pronoun pronoun = words_[p.tokens.begin].pronoun;
  const auto& noun = words_[p.head].noun;
  const bool person = pronoun == Pronoun::kHe || pronoun == Pronoun::kShe;
  if (!person || !owned(p) || !noun || noun->kind != EntityKind::kOrganisation) return std::nullopt;
  const auto owner = best_antecedent(i, pronoun, /*any_gender=*/false, /*named=*/true);
  if (!owner || !chains_[*owner].cluster) return std::nullopt;
  const TokenRange name = m_.names[m_.clusters[*chains_[*owner].cluster].fullest].tokens;
  const std::vector<std::string_view> wanted = {words_[name.end - 1].lower};
  const std::string_view head = synonym(words_[p.head].lower);
  for (const uint32_t id : recent_) {
    if (chains_[id].cluster) continue;
    for (const uint32_t k : chains_[id].mentions) {
      const Part& other = m_.mentions[k].part;
      if (other.type == MentionType::kDescription && head_matches(other.head, head) &&
          covers(other.tokens, wanted)) {
        return id;
      }
    }
  }
  return std::nullopt;
}

bool ChainResolver::is_campaign(std::string_view noun) {
  return noun == "campaign" || noun == "team" || noun == "camp";
}

std::optional<uint32_t> ChainResolver::candidate_of(const Part& p) const {
  if (!is_campaign(words_[p.head].lower)) return std::nullopt;
  for (uint32_t i = p.head; i > p.tokens.begin; --i) {
    const Word& w = words_[i - 1];
    if (w.capital && !w.function && w.pronoun == Pronoun::kNone && !is_demonym(w.lower))
      return i - 1;
  }
  return std::nullopt;
}

std::optional<uint32_t> ChainResolver::by_campaign(uint32_t i) const {
  const Part& p = m_.mentions[i].part;
  if (!is_campaign(words_[p.head].lower) || p.head + 1 < p.tokens.end) return std::nullopt;
  const auto candidate = candidate_of(p);
  const bool bare = p.definite && p.tokens.size() == 1 && words_[p.head].lower == "campaign";
  if (!candidate && !bare) return std::nullopt;
  for (const uint32_t id : recent_) {
    if (chains_[id].cluster) continue;
    for (const uint32_t k : chains_[id].mentions) {
      const Part& other = m_.mentions[k].part;
      if (other.type != MentionType::kDescription) continue;
      const auto theirs = candidate_of(other);
      if (theirs && (bare || words_[*theirs].lower == words_[*candidate].lower)) return id;
    }
  }
  return std::nullopt;
}

std::optional<uint32_t> ChainResolver::by_class(const Part& p, std::string_view head) {
  const auto& noun = words_[p.head].noun;
  const bool body = noun && noun->kind == EntityKind::kOrganisation && !noun->plural;
  if ((!body && head != "site") || p.head + 1 < p.tokens.end) return std::nullopt;
  const bool wide = is_body_class(head);
  const uint32_t sentence = words_[p.head].sentence;
  for (const uint32_t id : recent_) {
    const Referent& r = chains_[id].referent;
    if (!r.named || sentence - r.anywhere.sentence > (wide ? 8U : 0U)) continue;
    if (r.open_kind && r.anywhere.prepositional) continue;
    if (r.kind == EntityKind::kOrganisation && !is_place_chain(chains_[id])) return id;
    if (wide && may_be_body(chains_[id])) {
      Referent& meant = chains_[id].referent;
      meant.kind = EntityKind::kOrganisation;
      meant.is_person = meant.open_kind = false;
      return id;
    }
  }
  return std::nullopt;
}

bool ChainResolver::may_be_body(const Chain& c) const {
  if (!c.cluster || c.referent.anywhere.prepositional) return false;
  const NameCluster& names = m_.clusters[*c.cluster];
  return names.kind == NameKind::kLikely && c.referent.gender == Gender::kUnknown &&
         m_.roles[*c.cluster].empty() && names.forms.size() == 1 &&
         std::none_of(names.names.begin(), names.names.end(), [&](uint32_t n) {
           uint32_t next = m_.names[n].tokens.end;
           if (next < words_.size() && words_.raw(next) == ",") ++next;
           return next < words_.size() && words_[next].pronoun == Pronoun::kWho;
         });
}

bool ChainResolver::is_body_class(std::string_view noun) {
  static constexpr std::array<std::string_view, 26> kBodies = {
      "company", "group",    "organization", "organisation", "agency", "newspaper", "network",
      "charity", "outlet",   "party",        "magazine",     "maker",  "bank",      "union",
      "club",    "fund",     "website",      "site",         "bureau", "utility",   "alliance",
      "firm",    "retailer", "broadcaster",  "bloc",         "airline"};
  return std::find(kBodies.begin(), kBodies.end(), noun) != kBodies.end();
}

std::optional<uint32_t> ChainResolver::by_later_body(uint32_t i) {
  const Part& p = m_.mentions[i].part;
  const auto& noun = words_[p.head].noun;
  const uint32_t here = words_[p.head].sentence;
  if (!m_.mentions[i].source_of || here >= kOpening || !noun || noun->plural ||
      noun->kind != EntityKind::kOrganisation)
    return std::nullopt;
  const std::string_view head = synonym(words_[p.head].lower);
  for (uint32_t c = 0; c < m_.clusters.size(); ++c) {
    const TokenRange name = m_.names[m_.clusters[c].fullest].tokens;
    const uint32_t there = words_[name.begin].sentence;
    if (m_.clusters[c].kind != NameKind::kBody || name.begin < p.head || there > here + kLater)
      continue;
    for (uint32_t k = name.begin; k < name.end; ++k) {
      if (head_matches(k, head) && names_capitals_of(name, p)) return chain_of_cluster(c);
    }
  }
  return std::nullopt;
}

bool ChainResolver::names_capitals_of(TokenRange name, const Part& p) const {
  for (uint32_t i = p.tokens.begin; i < p.head; ++i) {
    if (words_[i].capital && i > p.tokens.begin && !covers(name, {words_[i].lower})) return false;
  }
  return true;
}

bool ChainResolver::is_place_chain(const Chain& c) const {
  return c.cluster && m_.clusters[*c.cluster].kind == NameKind::kPlace;
}

}  // namespace quoth
