#include <array>
#include <cstdint>

#include "write/tei.h"

namespace quoth {
namespace {

// Reads one part of a date after another.
class DateReader {
 public:
  explicit DateReader(std::string_view rest) : rest_(rest) {}

  bool at_end() const { return rest_.empty(); }
  bool skip(char c) {
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }
  // `n_digits` digits of a value in [low, high], else -1.
  int number(size_t n_digits, int low, int high) {
    if (rest_.size() < n_digits) return -1;
    int value = 0;
    for (size_t i = 0; i < n_digits; ++i) {
      if (rest_[i] < '0' || rest_[i] > '9') return -1;
      value = value * 10 + (rest_[i] - '0');
    }
    rest_.remove_prefix(n_digits);
    return value >= low && value <= high ? value : -1;
  }

 private:
  std::string_view rest_;
};

int days_of(int year, int month) {
  constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return kDays[month - 1] + (month == 2 && leap);
}

bool is_zone(DateReader& date) {
  if (date.at_end() || date.skip('Z')) return date.at_end();
  if (!date.skip('+') && !date.skip('-')) return false;
  return date.number(2, 0, 13) >= 0 && date.skip(':') && date.number(2, 0, 59) >= 0 &&
         date.at_end();
}

bool is_time(DateReader& date) {
  if (date.number(2, 0, 23) < 0 || !date.skip(':') || date.number(2, 0, 59) < 0) return false;
  if (!date.skip(':') || date.number(2, 0, 59) < 0) return false;
  if (date.skip('.')) {
    if (date.number(1, 0, 9) < 0) return false;
    while (date.number(1, 0, 9) >= 0) {
    }
  }
  return is_zone(date);
}

}  // namespace

bool is_tei_date(std::string_view text) {
  DateReader date(text);
  const int year = date.number(4, 1, 9999);
  if (year < 0) return false;
  if (date.at_end()) return true;
  const int month = date.skip('-') ? date.number(2, 1, 12) : -1;
  if (month < 0) return false;
  if (date.at_end()) return true;
  if (!date.skip('-') || date.number(2, 1, days_of(year, month)) < 0) return false;
  return date.at_end() || (date.skip('T') && is_time(date));
}

}  // namespace quoth
