// Dates as numbers, and the order that they give to the ids of statements.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace quoth {

// Days by Julian day number (date() of SQLite takes it): 2458204 is 2018-03-26. 0 is no date.
struct DayRange {
  int64_t first = 0;
  int64_t last = 0;  // the same as first for a whole date

  friend bool operator==(DayRange, DayRange) = default;
};

// The days that an ISO 8601 date covers; what follows the date (a time) is not looked at. Nothing
// if it is no date of the years 1 to 9999.
//
//   "2018-03-26T10:00Z" -> {2458204, 2458204}   "2018-02" -> its 28 days   "2018" -> its 365 days
std::optional<DayRange> day_range(std::string_view date);

std::string format_day(int64_t day);  // "2018-03-26"; "" where it is before the year 1

// Ids of statements (migrations/0001_record.sql): the day in the upper bits.
constexpr int kDayShift = 24;
constexpr int64_t kFirstDay = 1721426;  // 0001-01-01

constexpr int64_t first_id_of(int64_t day) { return day << kDayShift; }
// One beyond the last. Statements without a date have all ids below those with one.
constexpr int64_t end_id_of(int64_t day) { return (day == 0 ? kFirstDay : day + 1) << kDayShift; }

}  // namespace quoth
