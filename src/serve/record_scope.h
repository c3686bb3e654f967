// Which part of the record a page is about.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "serve/parameters.h"
#include "store/database.h"

namespace quoth {

// What stands for the section of an article that names none: the first part of its address's path,
// if that is a word and not the last part. Empty where there is none.
//   https://quay.example/local-news/2024/row.html  ->  local-news    …/2024/row.html  ->  ""
std::string_view section_of(std::string_view url);

// Of articles, as the alias `a` of a query: of one outlet and section (case of ASCII letters
// ignored), of these days, and, unless `copies`, without those that nearly repeat an earlier one.
// Values are bound, never part of SQL.
//
//   const RecordScope scope = RecordScope::of(parameters);   publisher, section, since, until,
//                                                            copies=true
//   db.prepare("SELECT count(*) FROM articles AS a WHERE " + scope.condition(1))
//   scope.bind(*query, 1);
class RecordScope {
 public:
  static RecordScope of(Parameters& parameters);

  // Uses the parameters ?first and those after it, kNBound in all.
  std::string condition(int first) const;
  void bind(Query& query, int first) const;
  static constexpr int kNBound = 4;

  bool with_copies() const { return with_copies_; }
  void count_copies() { with_copies_ = true; }

 private:
  std::optional<std::string> publisher_, section_;
  int64_t first_day_ = 0;  // 0: articles without a date too
  int64_t last_day_ = 0;   // 0: no end
  bool with_copies_ = false;
};

}  // namespace quoth
