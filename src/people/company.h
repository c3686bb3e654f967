// Whether a name that could be several people's is, in the company it is in, one person's.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "people/role_form.h"

namespace quoth {

// How many days before and after an article others count as company.
constexpr int64_t kCompanyDays = 31;

// How the role that an article gives a name fits those of a candidate at that time.
enum class RoleFit : uint8_t {
  kNone,    // nothing to compare
  kSome,    // the same office, of nothing that is told
  kSame,    // the same role, or a description of it
  kAtOdds,  // hardly of one person
};

// The best fit of any of `roles` with any of `others`; kAtOdds only where none fits.
RoleFit role_fit(std::span<const RoleForm> roles, std::span<const RoleForm> others,
                 std::string_view other_affiliation);

// Somebody who bears such a name, and what speaks for it, all of it within kCompanyDays.
struct Candidate {
  int64_t person = 0;
  RoleFit role = RoleFit::kNone;
  uint32_t n_people = 0;     // persons named in full both here and beside the candidate
  uint32_t n_bodies = 0;     // bodies likewise; news agencies and broadcasters do not count
  bool same_outlet = false;  // an article of the same publisher names the candidate in full
};

// role 2 (kSame) or 1 (kSome), a person 1, a body 1/2, the outlet 1/2; 0 with a role at odds.
double support(const Candidate& candidate);

// What is decided, and why. `person` is empty where it is not sure: nobody of that name is known
// ("unknown"), nothing or too little speaks for anyone ("unsure"), or for several ("several").
struct Choice {
  std::optional<int64_t> person = {};
  std::string_view rule;  // "company", "role", "unknown", "unsure", "several"
  double confidence = 0;

  friend bool operator==(const Choice&, const Choice&) = default;
};

constexpr double kSureSupport = 1.5;     // that the chosen one must have
constexpr double kRivalSupport = 0.5;    // that no other may have more than
constexpr double kInitialSupport = 0.5;  // enough for an initial with a family name

// Of the candidates the one that the company makes sure: support of kSureSupport (an initial before
// the family name, which says more, needs kInitialSupport), while no other has more than
// kRivalSupport. A family name alone is never enough. Candidates may come in any order.
//
//   Keller, harbour chief | Maria Keller {kSame}, Jonas Keller {}   -> Maria Keller, "company",
//   0.75 Keller                | Maria Keller {}                         -> nobody, "unsure" Keller
//   | Maria Keller {2 people}, Jonas Keller {1 person}  -> nobody, "several"
Choice choose_by_company(std::span<const Candidate> candidates, bool initial);

// Of those who hold, within kCompanyDays, the office that a description names ("the harbour
// chief"), the only one, if some company or the outlet is the same: 0.8 with company, 0.65 with the
// outlet alone.
Choice choose_by_role(std::span<const Candidate> holders);

}  // namespace quoth
