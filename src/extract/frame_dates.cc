#include "extract/frame_dates.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <optional>
#include <vector>

#include "base/word_list.h"

namespace quoth {

extern const std::string_view time_words_data;  // generated from data/time_words.txt

namespace {

using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr size_t kMaxItems = 64;  // words of a phrase that are looked at

// A date known to the year, the month, or the day; what is not known is 0.
struct Date {
  int year = 0;
  unsigned month = 0, day = 0;

  bool has_day() const { return day != 0; }
};

enum class Kind : uint8_t {
  kWord,
  kNumber,   // digits, or a count in words
  kOrdinal,  // "5th"
  kWeekday,
  kMonth,
  kUnit,
  kDay,
  kPart,
  kSeason,
  kPast,
  kNow,
  kAgo,
  kOther,
  kBetween,
};

struct Item {
  Kind kind = Kind::kWord;
  int value = 0;
  bool digits = false;  // written in digits
  bool clock = false;   // of a time of day, "7:30", "9 p.m."
  std::string_view text;
};

Kind kind_of(std::string_view name) {
  constexpr std::pair<std::string_view, Kind> kNames[] = {
      {"weekday", Kind::kWeekday}, {"month", Kind::kMonth}, {"number", Kind::kNumber},
      {"unit", Kind::kUnit},       {"day", Kind::kDay},     {"part", Kind::kPart},
      {"season", Kind::kSeason},   {"past", Kind::kPast},   {"now", Kind::kNow},
      {"ago", Kind::kAgo},         {"other", Kind::kOther}, {"between", Kind::kBetween},
      {"ago", Kind::kAgo}};
  for (const auto& [n, kind] : kNames) {
    if (n == name) return kind;
  }
  return Kind::kWord;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; }

std::optional<int> number(std::string_view s) {
  int value = 0;
  const auto [end, error] = std::from_chars(s.data(), s.data() + s.size(), value);
  if (error != std::errc() || end != s.data() + s.size()) return std::nullopt;
  return value;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

// A run of digits with what is joined to it: "27", "5th", "7:30", "15-17". "1940s" and "2/3" are no
// number.
size_t read_number(std::string_view text, size_t at, std::vector<Item>& items) {
  size_t end = at;
  while (end < text.size() && is_digit(text[end])) ++end;
  Item item{Kind::kNumber, number(text.substr(at, end - at)).value_or(-1), true, false,
            text.substr(at, end - at)};
  const char next = end < text.size() ? text[end] : ' ';
  if ((next == ':' || next == '.') && end + 1 < text.size() && is_digit(text[end + 1])) {
    item.clock = true;
    for (++end; end < text.size() && is_digit(text[end]);) ++end;
  } else if (is_letter(next)) {
    size_t stop = end;
    while (stop < text.size() && is_letter(text[stop])) ++stop;
    const std::string_view tail = text.substr(end, stop - end);
    if (tail == "st" || tail == "nd" || tail == "rd" || tail == "th") {
      item.kind = Kind::kOrdinal;
    } else if (text.substr(end, 3) == "\xE2\x80\x93") {  // en dash
      stop = end;
    } else {
      item.kind = Kind::kWord;
    }
    end = stop;
  }
  items.push_back(item);
  return end;
}

// Words and numbers; "7 p.m." is a time of day and a dash between numbers joins a range.
std::vector<Item> read(std::string_view text) {
  static const auto words = parse_word_map(time_words_data);
  std::vector<Item> items;
  for (size_t i = 0; i < text.size() && items.size() < kMaxItems;) {
    if (is_digit(text[i])) {
      i = read_number(text, i, items);
    } else if (text[i] == '-' || text.substr(i, 3) == "\xE2\x80\x93") {
      const size_t after = i + (text[i] == '-' ? 1 : 3);
      if (!items.empty() && items.back().digits)
        items.push_back({Kind::kBetween, 0, false, false, {}});
      i = after;
    } else if (is_letter(text[i])) {
      const size_t begin = i;
      while (i < text.size() && is_letter(text[i]) && text.substr(i, 3) != "\xE2\x80\x93") ++i;
      if (i == begin) ++i;
      Item item;
      item.text = text.substr(begin, i - begin);
      if (const auto found = words.find(item.text); found != words.end()) {
        const size_t colon = found->second.find(':');
        item.kind = kind_of(found->second.substr(0, colon));
        item.value = number(found->second.substr(colon + 1)).value_or(0);
      }
      const bool meridiem = item.text == "am" || item.text == "pm" ||
                            ((item.text == "a" || item.text == "p") && text.substr(i, 2) == ".m");
      if (meridiem && !items.empty() && items.back().digits) items.back().clock = true;
      items.push_back(item);
    } else {
      ++i;
    }
  }
  return items;
}

std::optional<Date> parse_published(std::string_view s) {
  Date d;
  const auto field = [&](size_t at, size_t n) {
    return s.size() >= at + n ? number(s.substr(at, n)).value_or(0) : 0;
  };
  d.year = field(0, 4);
  if (d.year < 1) return std::nullopt;
  if (s.size() >= 7 && s[4] == '-') d.month = static_cast<unsigned>(field(5, 2));
  if (s.size() >= 10 && s[7] == '-') d.day = static_cast<unsigned>(field(8, 2));
  if (d.month > 12) return std::nullopt;
  if (d.has_day() && !year_month_day(std::chrono::year(d.year), std::chrono::month(d.month),
                                     std::chrono::day(d.day))
                          .ok()) {
    return std::nullopt;
  }
  return d;
}

Date from_days(sys_days days) {
  const year_month_day d(days);
  return {static_cast<int>(d.year()), static_cast<unsigned>(d.month()),
          static_cast<unsigned>(d.day())};
}

sys_days to_days(const Date& d) {
  return sys_days(std::chrono::year(d.year) / std::chrono::month(d.month) /
                  std::chrono::day(d.day));
}

// What two dates agree on.
std::optional<Date> common(const Date& a, const Date& b) {
  if (a.year != b.year) return std::nullopt;
  Date d{a.year, 0, 0};
  if (a.month == b.month) d.month = a.month;
  if (d.month != 0 && a.day == b.day) d.day = a.day;
  return d;
}

std::string to_string(const Date& d) {
  char out[16];
  if (d.has_day()) {
    std::snprintf(out, sizeof out, "%04d-%02u-%02u", d.year, d.month, d.day);
  } else if (d.month != 0) {
    std::snprintf(out, sizeof out, "%04d-%02u", d.year, d.month);
  } else {
    std::snprintf(out, sizeof out, "%04d", d.year);
  }
  return out;
}

// Reads one phrase against one day of publication.
class Resolver {
 public:
  Resolver(std::vector<Item> items, std::optional<Date> published)
      : items_(std::move(items)), published_(published) {}

  std::optional<Date> resolve() const {
    if (const auto d = calendar_date()) return *d;
    if (mentions(Kind::kMonth)) return std::nullopt;
    if (const auto y = year()) return Date{*y, 0, 0};
    if (!published_) return std::nullopt;
    if (mentions(Kind::kWeekday)) return weekday();
    return relative();
  }

 private:
  using Found = std::optional<Date>;

  bool is(size_t i, Kind kind) const { return i < items_.size() && items_[i].kind == kind; }
  bool mentions(Kind kind) const {
    return std::any_of(items_.begin(), items_.end(), [&](const Item& i) { return i.kind == kind; });
  }
  bool is_year(size_t i) const {
    return is(i, Kind::kNumber) && items_[i].digits && !items_[i].clock &&
           items_[i].text.size() == 4 && items_[i].value >= 1000 && items_[i].value < 2200;
  }
  bool is_month_day(size_t i) const {
    return i < items_.size() && (is(i, Kind::kNumber) || is(i, Kind::kOrdinal)) &&
           !items_[i].clock && items_[i].digits + is(i, Kind::kOrdinal) > 0 &&
           items_[i].value >= 1 && items_[i].value <= 31;
  }

  // The year of the phrase; empty where it names two.
  std::optional<int> year() const {
    std::optional<int> found;
    for (size_t i = 0; i < items_.size(); ++i) {
      if (!is_year(i)) continue;
      if (found && *found != items_[i].value) return std::nullopt;
      if (is(i + 1, Kind::kBetween) && is(i + 2, Kind::kNumber) && items_[i + 2].digits &&
          items_[i + 2].value != items_[i].value) {
        return std::nullopt;
      }
      found = items_[i].value;
    }
    return found;
  }

  // "2018-03-26"; else months with what stands around them; of several, what they agree on.
  Found calendar_date() const {
    if (items_.size() == 5 && is_year(0) && is(1, Kind::kBetween) && is(3, Kind::kBetween)) {
      const Date d{items_[0].value, static_cast<unsigned>(items_[2].value),
                   static_cast<unsigned>(items_[4].value)};
      return checked(d);
    }
    Found all;
    for (size_t i = 0; i < items_.size(); ++i) {
      if (!is(i, Kind::kMonth) || is_verb_may(i)) continue;
      const Found one = month_at(i);
      if (!one) return std::nullopt;
      all = all ? common(*all, *one) : one;
      if (!all) return std::nullopt;
    }
    return all;
  }

  // "may" in small letters is read as a verb unless a preposition or a number makes it a month;
  // the phrase is lowercased, so the neighbours decide.
  bool is_verb_may(size_t i) const {
    if (items_[i].text != "may" && items_[i].text != "march" && items_[i].text != "mar")
      return false;
    return i > 0 && (items_[i - 1].text == "he" || items_[i - 1].text == "she" ||
                     items_[i - 1].text == "they" || items_[i - 1].text == "the");
  }

  Found month_at(size_t i) const {
    Date d{0, static_cast<unsigned>(items_[i].value), 0};
    std::optional<unsigned> last;  // the other end of "March 3-5" or "3-5 March"
    if (is_month_day(i + 1)) {
      d.day = static_cast<unsigned>(items_[i + 1].value);
      if (is(i + 2, Kind::kBetween) && is_month_day(i + 3) && !is(i + 4, Kind::kMonth)) {
        last = static_cast<unsigned>(items_[i + 3].value);
      }
    } else if (const size_t k = day_before(i); k < i) {
      d.day = static_cast<unsigned>(items_[k].value);
      if (k >= 2 && is(k - 1, Kind::kBetween) && is_month_day(k - 2)) {
        last = static_cast<unsigned>(items_[k - 2].value);
      }
    }
    if (last && *last != d.day) d.day = 0;
    if (const auto y = year()) {
      d.year = *y;
    } else if (!place_month(i, d)) {
      return std::nullopt;
    }
    return checked(d);
  }

  // Index of the day in "27 March" or "the 3rd of March", else i.
  size_t day_before(size_t i) const {
    if (i >= 1 && is_month_day(i - 1)) return i - 1;
    if (i >= 2 && items_[i - 1].text == "of" && is_month_day(i - 2)) return i - 2;
    return i;
  }

  // The year of a month without one: the last that is not after the publication, or, with "last",
  // that ended before it; "March last year" counts years.
  bool place_month(size_t i, Date& d) const {
    if (!published_ || published_->month == 0) return false;
    for (size_t k = 0; k < items_.size(); ++k) {
      if (!is(k, Kind::kUnit) || items_[k].value != 365 || k == 0) continue;
      if (is(k - 1, Kind::kPast)) return d.year = published_->year - 1, true;
      if (is(k - 1, Kind::kNow)) return d.year = published_->year, true;
      return false;
    }
    if (i > 0 && (is(i - 1, Kind::kOther) || items_[i - 1].text == "a")) return false;
    const bool strictly = i > 0 && is(i - 1, Kind::kPast);
    d.year = published_->year;
    const bool later = d.month > published_->month || (strictly && d.month == published_->month) ||
                       (d.month == published_->month && d.has_day() && published_->has_day() &&
                        d.day > published_->day);
    if (later) --d.year;
    return true;
  }

  static Found checked(const Date& d) {
    if (d.month < 1 || d.month > 12) return std::nullopt;
    if (d.has_day() && !year_month_day(std::chrono::year(d.year), std::chrono::month(d.month),
                                       std::chrono::day(d.day))
                            .ok()) {
      return std::nullopt;
    }
    return d;
  }

  Found weekday() const {
    if (!published_->has_day()) return std::nullopt;
    Found all;
    for (size_t i = 0; i < items_.size(); ++i) {
      if (!is(i, Kind::kWeekday)) continue;
      const Found one = weekday_at(i);
      if (!one) return std::nullopt;
      all = all ? common(*all, *one) : one;
      if (!all) return std::nullopt;
    }
    return all;
  }

  Found weekday_at(size_t i) const {
    const bool named = i > 0 && (is(i - 1, Kind::kOther) || is(i - 1, Kind::kOrdinal) ||
                                 items_[i - 1].text == "a" || items_[i - 1].text == "first" ||
                                 items_[i - 1].text == "second" || items_[i - 1].text == "third");
    if (named || mentions(Kind::kAgo)) return std::nullopt;
    const sys_days today = to_days(*published_);
    const auto weekday_now = static_cast<int>(std::chrono::weekday(today).iso_encoding());
    for (size_t k = 1; k < items_.size(); ++k) {
      if (!is(k, Kind::kUnit)) continue;
      if (items_[k].value != 7 || !is(k - 1, Kind::kPast)) return std::nullopt;
      // "Friday last week": weeks begin on Monday.
      return from_days(today - std::chrono::days(weekday_now - 1 + 7) +
                       std::chrono::days(items_[i].value - 1));
    }
    int back = (weekday_now - items_[i].value + 7) % 7;
    if (back == 0 && i > 0 && is(i - 1, Kind::kPast)) back = 7;
    return from_days(today - std::chrono::days(back));
  }

  Found relative() const {
    for (size_t i = 0; i < items_.size(); ++i) {
      if (is(i, Kind::kDay)) {
        const bool before = i >= 2 && items_[i - 1].text == "before" && is(i - 2, Kind::kUnit);
        return days_ago(before ? 2 : -items_[i].value);
      }
      if (i == 0) continue;
      const bool past = is(i - 1, Kind::kPast), now = is(i - 1, Kind::kNow);
      if ((past || now) && is(i, Kind::kPart)) {
        return past && items_[i].text != "night" ? std::nullopt : days_ago(past ? 1 : 0);
      }
      if ((past || now) && is(i, Kind::kUnit)) return current(items_[i], past ? 1 : 0);
      if ((past || now) && is(i, Kind::kSeason)) return Date{season_year(past), 0, 0};
      if (is(i, Kind::kAgo) && is(i - 1, Kind::kUnit)) return ago(i - 1);
    }
    return std::nullopt;
  }

  int season_year(bool past) const {
    return past && published_->month < 7 ? published_->year - 1 : published_->year;
  }

  Found days_ago(int n) const {
    if (!published_->has_day()) return std::nullopt;
    return from_days(to_days(*published_) - std::chrono::days(n));
  }

  // "this week", "last month": the whole of it.
  Found current(const Item& unit, int back) const {
    if (unit.text.back() == 's') return std::nullopt;  // "the last weeks"
    if (unit.value == 365) return Date{published_->year - back, 0, 0};
    if (unit.value == 30) return months_ago(back);
    if (unit.value != 7 || !published_->has_day()) return std::nullopt;
    const sys_days today = to_days(*published_);
    const auto weekday_now = static_cast<int>(std::chrono::weekday(today).iso_encoding());
    const sys_days monday = today - std::chrono::days(weekday_now - 1 + 7 * back);
    return common(from_days(monday), from_days(back == 0 ? today : monday + std::chrono::days(6)));
  }

  Found months_ago(int n) const {
    if (published_->month == 0 || n > 12 * 500) return std::nullopt;
    const int m = published_->year * 12 + static_cast<int>(published_->month) - 1 - n;
    return Date{m / 12, static_cast<unsigned>(m % 12) + 1, 0};
  }

  // "two weeks ago", in the precision of its unit.
  Found ago(size_t unit) const {
    if (unit == 0) return std::nullopt;
    const Item& count = items_[unit - 1];
    int n = 0;
    if (count.kind == Kind::kNumber && !count.clock) n = count.value;
    if (count.text == "a" || count.text == "an") n = 1;
    if (n < 1 || n > 1000) return std::nullopt;
    switch (items_[unit].value) {
      case 365: return Date{published_->year - n, 0, 0};
      case 30: return months_ago(n);
      case 7: {
        const Found day = days_ago(7 * n);
        return day ? Found(Date{day->year, day->month, 0}) : std::nullopt;
      }
      default: return days_ago(n);
    }
  }

  std::vector<Item> items_;
  std::optional<Date> published_;
};

}  // namespace

std::string resolve_date(std::string_view words, std::string_view published) {
  const std::string text = lower(words);
  const auto date = Resolver(read(text), parse_published(published)).resolve();
  return date && date->year > 0 ? to_string(*date) : std::string();
}

}  // namespace quoth
