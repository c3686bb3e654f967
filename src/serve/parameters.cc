#include "serve/parameters.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/utf8.h"

namespace quoth {
namespace {

template <typename T>
std::optional<T> parse_number(std::string_view text) {
  T value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// A year, a month or a day of ISO 8601 that exists.
bool is_date(std::string_view text) {
  constexpr int kDays[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const auto digits = [&](size_t begin, size_t n) -> int {
    int value = 0;
    for (const char c : text.substr(begin, n)) {
      if (c < '0' || c > '9') return -1;
      value = value * 10 + (c - '0');
    }
    return value;
  };
  if (text.size() != 4 && text.size() != 7 && text.size() != 10) return false;
  if (digits(0, 4) < 1) return false;
  if (text.size() == 4) return true;
  const int month = text[4] == '-' ? digits(5, 2) : -1;
  if (month < 1 || month > 12) return false;
  if (text.size() == 7) return true;
  const int day = text[7] == '-' ? digits(8, 2) : -1;
  return day >= 1 && day <= kDays[month - 1];
}

}  // namespace

Parameters::Parameters(const Fields& query) : query_(query), taken_(query.size()) {}

void Parameters::refuse(std::string_view name, std::string message) {
  if (!error_) error_ = Error{ErrorCode::kUsage, std::move(message), std::string(name)};
}

std::vector<std::string> Parameters::given(std::string_view name) {
  std::vector<std::string> values;
  for (size_t i = 0; i < query_.size(); ++i) {
    if (query_[i].first != name) continue;
    taken_[i] = true;
    values.push_back(query_[i].second);
  }
  if (values.size() > kMaxValues) {
    refuse(name, fmt::format("this is given more than {} times", kMaxValues));
  }
  return values;
}

std::optional<std::string> Parameters::one(std::string_view name) {
  auto values = given(name);
  if (values.empty()) return std::nullopt;
  if (values.size() > 1) refuse(name, "this parameter is given twice");
  return std::move(values[0]);
}

void Parameters::check_length(std::string_view name, std::string_view value) {
  if (count_code_points(value) <= kMaxTextLength) return;
  refuse(name, fmt::format("this is longer than {} characters", kMaxTextLength));
}

std::vector<std::string> Parameters::texts(std::string_view name) {
  auto values = given(name);
  std::erase(values, "");
  for (const std::string& value : values) check_length(name, value);
  return values;
}

std::optional<std::string> Parameters::text(std::string_view name) {
  auto value = one(name);
  if (!value || value->empty()) return std::nullopt;
  check_length(name, *value);
  return value;
}

std::optional<int64_t> Parameters::number(std::string_view name, int64_t least, int64_t most) {
  const auto given = one(name);
  if (!given) return std::nullopt;
  const auto value = parse_number<int64_t>(*given);
  if (value && *value >= least && *value <= most) return value;
  refuse(name, fmt::format("this must be a whole number from {} to {}", least, most));
  return std::nullopt;
}

std::optional<double> Parameters::fraction(std::string_view name) {
  const auto given = one(name);
  if (!given) return std::nullopt;
  const auto value = parse_number<double>(*given);
  if (value && *value >= 0 && *value <= 1) return value;
  refuse(name, "this must be a number from 0 to 1");
  return std::nullopt;
}

std::optional<std::string> Parameters::choice(std::string_view name,
                                              std::initializer_list<std::string_view> choices) {
  auto given = one(name);
  if (!given || std::find(choices.begin(), choices.end(), *given) != choices.end()) return given;
  refuse(name, fmt::format("this must be one of {}", fmt::join(choices, ", ")));
  return std::nullopt;
}

std::vector<std::string> Parameters::choices(std::string_view name,
                                             std::initializer_list<std::string_view> choices) {
  std::vector<std::string> values = given(name);
  for (const std::string& value : values) {
    if (std::find(choices.begin(), choices.end(), value) == choices.end()) {
      refuse(name, fmt::format("this must be one of {}", fmt::join(choices, ", ")));
    }
  }
  return values;
}

std::optional<bool> Parameters::flag(std::string_view name) {
  const auto given = choice(name, {"true", "false", "1", "0"});
  if (!given) return std::nullopt;
  return *given == "true" || *given == "1";
}

std::optional<std::string> Parameters::date(std::string_view name) {
  auto given = one(name);
  if (!given || is_date(*given)) return given;
  refuse(name, "this must be a date like 2024, 2024-03 or 2024-03-05");
  return std::nullopt;
}

std::optional<Error> Parameters::error() const {
  if (error_) return error_;
  for (size_t i = 0; i < query_.size(); ++i) {
    if (!taken_[i]) return Error{ErrorCode::kUsage, "unknown parameter", query_[i].first};
  }
  return std::nullopt;
}

}  // namespace quoth
