#include "store/days.h"

#include <fmt/format.h>

#include <charconv>
#include <chrono>

namespace quoth {
namespace {

constexpr int64_t kJulianDayOf1970 = 2440588;

// `n` digits at the front of `text`, taken off it.
std::optional<int> take_digits(std::string_view& text, size_t n) {
  if (text.size() < n) return std::nullopt;
  int value = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + n, value);
  if (failed != std::errc() || end != text.data() + n || text[0] == '-') return std::nullopt;
  text.remove_prefix(n);
  return value;
}

// "-03" at the front of `text`, taken off it; nothing, and nothing taken, if there is none.
std::optional<int> take_part(std::string_view& text) {
  std::string_view rest = text;
  if (!rest.starts_with('-')) return std::nullopt;
  rest.remove_prefix(1);
  const std::optional<int> value = take_digits(rest, 2);
  if (value) text = rest;
  return value;
}

int64_t julian_day(std::chrono::year_month_day date) {
  return std::chrono::sys_days(date).time_since_epoch().count() + kJulianDayOf1970;
}

}  // namespace

std::optional<DayRange> day_range(std::string_view date) {
  using namespace std::chrono;
  const std::optional<int> y = take_digits(date, 4);
  if (!y || *y == 0) return std::nullopt;
  const std::optional<int> m = take_part(date);
  const std::optional<int> d = m ? take_part(date) : std::nullopt;
  if (!date.empty() && (!d || (date[0] != 'T' && date[0] != ' '))) return std::nullopt;
  const year_month_day first = year(*y) / (m ? *m : 1) / (d ? *d : 1);
  if (!first.ok()) return std::nullopt;
  if (d) return DayRange{julian_day(first), julian_day(first)};
  const year_month_day_last last = year(*y) / month(m ? *m : 12) / std::chrono::last;
  return DayRange{julian_day(first), julian_day(last)};
}

std::string format_day(int64_t day) {
  if (day < kFirstDay) return "";
  using namespace std::chrono;
  const year_month_day date(sys_days(days(day - kJulianDayOf1970)));
  return fmt::format("{:04}-{:02}-{:02}", int{date.year()}, unsigned{date.month()},
                     unsigned{date.day()});
}

}  // namespace quoth
