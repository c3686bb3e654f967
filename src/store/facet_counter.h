// How often which value occurs among statements.
#pragma once

#include <cstdint>
#include <vector>

#include "store/database.h"
#include "store/search.h"

namespace quoth {

class FacetCounter {
 public:
  static Result<FacetCounter> open(Database& db);

  // Of speakers and of people spoken about, those of a person in the record count together, under
  // that name; a statement counts once for each value.
  Result<SearchFacets> count(const std::vector<int64_t>& statements);

 private:
  FacetCounter() = default;

  Query statement_, speakers_, about_;
};

}  // namespace quoth
