#include "read/dates.h"

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <optional>
#include <utility>

namespace quoth {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }

// Takes pieces from the front of a text.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  bool at_end() const { return text_.empty(); }
  char peek() const { return text_.empty() ? '\0' : text_[0]; }
  bool skip(char c) {
    if (peek() != c || text_.empty()) return false;
    text_.remove_prefix(1);
    return true;
  }
  void skip_blanks() {
    while (skip(' ') || skip('\t') || skip('\n') || skip('\r')) {
    }
  }
  // A number of `least` to `most` digits.
  std::optional<int> number(size_t least, size_t most) {
    size_t n = 0;
    int value = 0;
    while (n < most && n < text_.size() && is_digit(text_[n]))
      value = value * 10 + text_[n++] - '0';
    if (n < least) return std::nullopt;
    text_.remove_prefix(n);
    return value;
  }
  void skip_digits() {
    while (is_digit(peek())) text_.remove_prefix(1);
  }
  std::string_view word() {
    size_t n = 0;
    while (n < text_.size() && is_letter(text_[n])) ++n;
    return std::exchange(text_, text_.substr(n)).substr(0, n);
  }

 private:
  std::string_view text_;
};

struct Date {
  int year = 0, month = 0, day = 0;
  int hour = -1, minute = 0, second = 0;  // hour -1: a day only
  std::string offset;                     // "Z", "+01:00" or nothing
};

bool equal_letters(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (size_t i = 0; i < a.size(); ++i) {
    if ((a[i] | 0x20) != (b[i] | 0x20)) return false;
  }
  return true;
}

// From 1; 0 for no month. The first three letters count ("Sept" is September).
int month_number(std::string_view word) {
  constexpr std::string_view kMonths = "janfebmaraprmayjunjulaugsepoctnovdec";
  if (word.size() < 3) return 0;
  for (int i = 0; i < 12; ++i) {
    if (equal_letters(word.substr(0, 3), kMonths.substr(3 * static_cast<size_t>(i), 3)))
      return i + 1;
  }
  return 0;
}

// The zones of RFC 822. Of others nothing is known.
std::string offset_of_zone(std::string_view zone) {
  constexpr std::pair<std::string_view, std::string_view> kZones[] = {
      {"Z", "Z"},        {"UT", "Z"},       {"GMT", "Z"},      {"UTC", "Z"},
      {"EST", "-05:00"}, {"EDT", "-04:00"}, {"CST", "-06:00"}, {"CDT", "-05:00"},
      {"MST", "-07:00"}, {"MDT", "-06:00"}, {"PST", "-08:00"}, {"PDT", "-07:00"}};
  for (const auto& [name, offset] : kZones) {
    if (equal_letters(zone, name)) return std::string(offset);
  }
  return "";
}

// "Z", "+01:00", "+0100", "+01", "EST".
bool read_offset(Scanner& in, Date& date) {
  const char sign = in.peek();
  if (sign != '+' && sign != '-') {
    date.offset = offset_of_zone(in.word());
    return true;
  }
  in.skip(sign);
  const auto hours = in.number(2, 2);
  in.skip(':');
  const auto minutes = in.number(2, 2);
  if (!hours || *hours > 23 || minutes.value_or(0) > 59) return false;
  date.offset = fmt::format("{}{:02}:{:02}", sign, *hours, minutes.value_or(0));
  if (*hours == 0 && minutes.value_or(0) == 0) date.offset = "Z";
  return true;
}

// "08:30:00.25", "08:30", "0830", "083000".
bool read_time(Scanner& in, Date& date) {
  const auto hour = in.number(1, 2);
  if (!hour) return false;
  in.skip(':');
  const auto minute = in.number(2, 2);
  if (!minute) return false;
  date.hour = *hour;
  date.minute = *minute;
  if (in.skip(':') || is_digit(in.peek())) {
    const auto second = in.number(2, 2);
    if (!second) return false;
    date.second = *second;
  }
  if (in.skip('.') || in.skip(',')) in.skip_digits();
  in.skip_blanks();
  return read_offset(in, date);
}

bool read_iso(Scanner& in, Date& date) {
  const auto year = in.number(4, 4);
  const bool has_hyphens = in.skip('-');
  const auto month = in.number(2, 2);
  if (has_hyphens && !in.skip('-')) return false;
  const auto day = in.number(2, 2);
  if (!year || !month || !day) return false;
  date.year = *year;
  date.month = *month;
  date.day = *day;
  in.skip_blanks();
  if (in.at_end()) return true;
  if (!in.skip('T') && !in.skip('t') && !is_digit(in.peek())) return false;
  return read_time(in, date);
}

bool read_rfc822(Scanner& in, Date& date) {
  if (is_letter(in.peek())) {
    in.word();
    in.skip(',');
    in.skip_blanks();
  }
  const auto day = in.number(1, 2);
  in.skip_blanks();
  in.skip('-');
  date.month = month_number(in.word());
  in.skip_blanks();
  in.skip('-');
  const auto year = in.number(2, 4);
  if (!day || date.month == 0 || !year) return false;
  date.day = *day;
  date.year = *year >= 100 ? *year : *year + (*year < 70 ? 2000 : 1900);
  in.skip_blanks();
  return in.at_end() || read_time(in, date);
}

bool is_valid(const Date& d) {
  constexpr std::array<int, 12> kDays = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (d.year < 1000 || d.month < 1 || d.month > 12 || d.day < 1) return false;
  if (d.day > kDays[static_cast<size_t>(d.month - 1)]) return false;
  return d.hour <= 23 && d.minute <= 59 && d.second <= 60;
}

}  // namespace

std::string to_iso_date(std::string_view given) {
  Date date;
  Scanner iso(given);
  iso.skip_blanks();
  Scanner words = iso;
  if (!read_iso(iso, date) || !is_valid(date)) {
    date = {};
    if (!read_rfc822(words, date) || !is_valid(date)) return "";
  }
  std::string out = fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
  if (date.hour < 0) return out;
  return out +
         fmt::format("T{:02}:{:02}:{:02}{}", date.hour, date.minute, date.second, date.offset);
}

}  // namespace quoth
