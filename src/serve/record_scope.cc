#include "serve/record_scope.h"

#include <fmt/format.h>

#include "store/days.h"

namespace quoth {

RecordScope RecordScope::of(Parameters& parameters) {
  RecordScope scope;
  scope.publisher_ = parameters.text("publisher");
  scope.section_ = parameters.text("section");
  if (const auto since = parameters.date("since")) scope.first_day_ = day_range(*since)->first;
  if (const auto until = parameters.date("until")) scope.last_day_ = day_range(*until)->last;
  scope.with_copies_ = parameters.flag("copies").value_or(false);
  return scope;
}

std::string RecordScope::condition(int first) const {
  std::string out = fmt::format("a.day >= ?{}", first);
  if (last_day_ != 0) out += fmt::format(" AND a.day <= ?{} AND a.day > 0", first + 1);
  if (publisher_) {
    out += fmt::format(" AND a.publisher_id = (SELECT id FROM publishers WHERE name = ?{})",
                       first + 2);
  }
  if (section_) {
    out += fmt::format(" AND a.section_id = (SELECT id FROM sections WHERE name = ?{})", first + 3);
  }
  if (!with_copies_) out += " AND a.duplicate_of IS NULL";
  return out;
}

void RecordScope::bind(Query& query, int first) const {
  query.bind(first, first_day_);
  if (last_day_ != 0) query.bind(first + 1, last_day_);
  if (publisher_) query.bind(first + 2, *publisher_);
  if (section_) query.bind(first + 3, *section_);
}

}  // namespace quoth
