// Names that lean on company get the person that the company makes sure, or none.
#pragma once

#include <cstdint>
#include <functional>

#include "store/database.h"

namespace quoth {

struct SettleCounts {
  int64_t n_names = 0;    // entities that were looked at
  int64_t n_linked = 0;   // of them, those that have a person now
  int64_t n_changed = 0;  // of them, those that were another's or nobody's before
};

// Looks at every name whose company has changed since the last time (people_pending), in
// transactions of its own, one a bucket of names; call it outside of any. What it decides depends
// on the articles in the record and not on the order in which they came, as far as it looks: at
// most kMostCompanyArticles before and behind an article, those next to it by date, for each
// spelling of a candidate, and kMostCandidates candidates; of names that more people bear nobody is
// chosen. `progress` is called with buckets done and all, after each.
constexpr int kMostCompanyArticles = 32;
constexpr size_t kMostCandidates = 64;
Result<SettleCounts> settle_people(Database& db,
                                   const std::function<void(int64_t, int64_t)>& progress = nullptr);

}  // namespace quoth
