#include "people/company.h"

#include <algorithm>

namespace quoth {
namespace {

RoleFit fit(const RoleForm& a, const RoleForm& b, std::string_view affiliation) {
  if (at_odds(a, b)) return RoleFit::kAtOdds;
  if (a.head != b.head) return RoleFit::kNone;
  if (a.of == b.of && !a.of.empty()) return RoleFit::kSame;
  if (describes(a, b, affiliation) || describes(b, a, "")) return RoleFit::kSame;
  return RoleFit::kSome;
}

int rank(RoleFit f) {
  switch (f) {
    case RoleFit::kSame: return 3;
    case RoleFit::kSome: return 2;
    case RoleFit::kAtOdds: return 1;
    case RoleFit::kNone: break;
  }
  return 0;
}

bool in_company(const Candidate& c) { return c.n_people + c.n_bodies > 0; }

}  // namespace

RoleFit role_fit(std::span<const RoleForm> roles, std::span<const RoleForm> others,
                 std::string_view other_affiliation) {
  RoleFit best = RoleFit::kNone;
  for (const RoleForm& a : roles) {
    for (const RoleForm& b : others) {
      const RoleFit f = fit(a, b, other_affiliation);
      if (rank(f) > rank(best)) best = f;
    }
  }
  return best;
}

double support(const Candidate& c) {
  if (c.role == RoleFit::kAtOdds) return 0;
  const double role = c.role == RoleFit::kSame ? 2 : c.role == RoleFit::kSome ? 1 : 0;
  return role + c.n_people + 0.5 * c.n_bodies + (c.same_outlet ? 0.5 : 0);
}

Choice choose_by_company(std::span<const Candidate> candidates, bool initial) {
  if (candidates.empty()) return {{}, "unknown", 0};
  const Candidate* best = &candidates[0];
  for (const Candidate& c : candidates) {
    if (support(c) > support(*best)) best = &c;
  }
  const double most = support(*best);
  if (most < (initial ? kInitialSupport : kSureSupport)) return {{}, "unsure", 0};
  const bool rival = std::any_of(candidates.begin(), candidates.end(), [&](const Candidate& c) {
    return c.person != best->person && support(c) >= std::min(most, kRivalSupport + 0.01);
  });
  if (rival) return {{}, "several", 0};
  const double alone = candidates.size() == 1 ? 0.05 : 0;
  return {best->person, "company", 0.65 + 0.05 * std::min(most, 4.0) + alone};
}

Choice choose_by_role(std::span<const Candidate> holders) {
  if (holders.empty()) return {{}, "unknown", 0};
  const bool several = std::any_of(holders.begin(), holders.end(), [&](const Candidate& c) {
    return c.person != holders[0].person;
  });
  if (several) return {{}, "several", 0};
  if (in_company(holders[0])) return {holders[0].person, "role", 0.8};
  if (holders[0].same_outlet) return {holders[0].person, "role", 0.65};
  return {{}, "unsure", 0};
}

}  // namespace quoth
