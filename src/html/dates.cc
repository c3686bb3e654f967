#include "html/dates.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <vector>

#include "base/word_list.h"
#include "html/ascii.h"

namespace quoth {

extern const std::string_view months_data;

namespace {

// A number or a word of the text, and the character after it.
struct Part {
  std::string_view text;
  uint32_t number = 0;  // 0: a word, or too long
  char next = ' ';
};

constexpr size_t kMaxParts = 400;

bool is_word_byte(char c) { return is_ascii_letter(c) || static_cast<unsigned char>(c) >= 0x80; }

std::vector<Part> split(std::string_view text) {
  std::vector<Part> parts;
  for (size_t i = 0; i < text.size() && parts.size() < kMaxParts;) {
    const bool digit = is_ascii_digit(text[i]);
    if (!digit && !is_word_byte(text[i])) {
      ++i;
      continue;
    }
    const size_t begin = i;
    while (i < text.size() && (digit ? is_ascii_digit(text[i]) : is_word_byte(text[i]))) ++i;
    Part part{text.substr(begin, i - begin), 0, i < text.size() ? text[i] : ' '};
    if (digit && part.text.size() <= 8) {
      std::from_chars(part.text.data(), part.text.data() + part.text.size(), part.number);
    }
    parts.push_back(part);
  }
  return parts;
}

bool is_day(uint32_t year, uint32_t month, uint32_t day) {
  constexpr uint32_t kDays[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (year < 1980 || year > 2099 || month < 1 || month > 12 || day < 1) return false;
  const bool leap = year % 4 == 0;  // 2000 is one, too
  return day <= kDays[month - 1] - (month == 2 && !leap);
}

std::string iso(uint32_t year, uint32_t month, uint32_t day) {
  return is_day(year, month, day) ? fmt::format("{:04}-{:02}-{:02}", year, month, day) : "";
}

uint32_t month_of(std::string_view word) {
  static const auto months = parse_word_map(months_data);
  if (word.size() < 3 || word.size() > 20) return 0;
  const auto it = months.find(to_ascii_lower(word));
  if (it == months.end()) return 0;
  uint32_t month = 0;
  std::from_chars(it->second.data(), it->second.data() + it->second.size(), month);
  return month;
}

bool is_ordinal(std::string_view word) {
  return word == "st" || word == "nd" || word == "rd" || word == "th" || word == "de" ||
         word == "er";
}

// "March 15th, 2020" with the month at `i`; the day or the year may come first.
std::string named_date(const std::vector<Part>& parts, size_t i, uint32_t month) {
  const auto number = [&](size_t at) { return at < parts.size() ? parts[at].number : 0; };
  size_t after = i + 1;
  while (after < parts.size() && is_ordinal(parts[after].text)) ++after;
  size_t before = i;
  while (before > 0 && is_ordinal(parts[before - 1].text)) --before;
  if (before > 0) {
    if (const std::string d = iso(number(after), month, number(before - 1)); !d.empty()) return d;
    if (const std::string d = iso(number(before - 1), month, number(after)); !d.empty()) return d;
  }
  size_t year = after + 1;
  while (year < parts.size() && is_ordinal(parts[year].text)) ++year;
  return iso(number(year), month, number(after));
}

std::string numeric_date(const std::vector<Part>& parts, size_t i) {
  const Part& a = parts[i];
  if (a.text.size() == 8) return iso(a.number / 10000, a.number / 100 % 100, a.number % 100);
  if (i + 2 >= parts.size()) return "";
  const Part &b = parts[i + 1], &c = parts[i + 2];
  const bool joined = a.next == b.next && (a.next == '-' || a.next == '.' || a.next == '/');
  if (!joined) return "";
  if (a.text.size() == 4) return iso(a.number, b.number, c.number);
  if (c.text.size() != 4 && !(c.text.size() == 2 && a.next == '.')) return "";
  const uint32_t year = c.text.size() == 2 ? 2000 + c.number : c.number;
  const std::string day_first = iso(year, b.number, a.number);
  return day_first.empty() && a.next != '.' ? iso(year, a.number, b.number) : day_first;
}

}  // namespace

std::string find_date(std::string_view text) {
  const std::vector<Part> parts = split(text.substr(0, 4096));
  for (size_t i = 0; i < parts.size(); ++i) {
    const uint32_t month = parts[i].number == 0 ? month_of(parts[i].text) : 0;
    const std::string date = month != 0             ? named_date(parts, i, month)
                             : parts[i].number != 0 ? numeric_date(parts, i)
                                                    : "";
    if (!date.empty()) return date;
  }
  return "";
}

std::string find_url_date(std::string_view url) {
  for (size_t i = 0; (i = url.find_first_of("/-_", i)) != std::string_view::npos; ++i) {
    const std::string_view rest = url.substr(i + 1);
    const auto digits = [&](size_t at, size_t n) -> std::optional<uint32_t> {
      if (at + n > rest.size()) return std::nullopt;
      if (!std::all_of(rest.begin() + static_cast<std::ptrdiff_t>(at),
                       rest.begin() + static_cast<std::ptrdiff_t>(at + n), is_ascii_digit)) {
        return std::nullopt;
      }
      uint32_t value = 0;
      std::from_chars(rest.data() + at, rest.data() + at + n, value);
      return value;
    };
    const auto year = digits(0, 4);
    if (!year) continue;
    const bool parted = rest.size() > 4 && !is_ascii_digit(rest[4]);
    const auto month = digits(parted ? 5 : 4, 2), day = digits(parted ? 8 : 6, 2);
    const size_t end = parted ? 10 : 8;
    if (!month || !day || (end < rest.size() && is_ascii_digit(rest[end]))) continue;
    if (parted && rest[7] != rest[4]) continue;
    if (std::string date = iso(*year, *month, *day); !date.empty()) return date;
  }
  return "";
}

}  // namespace quoth
