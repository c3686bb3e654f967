#include "serve/record_scope.h"

#include <fmt/format.h>

#include <algorithm>

#include "store/days.h"

namespace quoth {

std::string_view section_of(std::string_view url) {
  const size_t host = url.find("://");
  const size_t path = host == std::string_view::npos ? host : url.find('/', host + 3);
  if (path == std::string_view::npos) return "";
  const std::string_view rest = url.substr(path + 1);
  const std::string_view first = rest.substr(0, std::min(rest.find('/'), rest.size()));
  const bool is_word =
      !first.empty() && first.size() < rest.size() &&
      std::all_of(first.begin(), first.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
      });
  return is_word ? first : "";
}

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
    // Without a section, what is behind the host begins with it.
    out += fmt::format(
        " AND CASE WHEN a.section_id IS NULL THEN substr(a.url, instr(substr(a.url, 9), '/') + 9, "
        "length(?{0}) + 1) COLLATE NOCASE = ?{0} || '/' ELSE a.section_id IN (SELECT id FROM "
        "sections WHERE name "
        "= ?{0} COLLATE NOCASE) END",
        first + 3);
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
