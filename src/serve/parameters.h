// The parameters of a query, read and checked by name.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "serve/message.h"

namespace quoth {

// The largest whole number that every reader of JSON keeps exactly (RFC 8259, 6): 2^53 - 1.
constexpr int64_t kMaxNumber = 9007199254740991;

constexpr size_t kMaxTextLength = 2000;  // of a text, in characters
constexpr size_t kMaxValues = 20;        // of a parameter that may be repeated

// Takes each parameter that a handler knows, then asks whether all were right:
//
//   Parameters p(request.target.query);
//   const auto words = p.text("q");
//   const auto limit = p.number("limit", 1, 200).value_or(20);
//   if (const auto wrong = p.error()) return error_response(*wrong);
//
// Wrong is a value that is none of its kind, a parameter that is given twice and may not be, and
// one that nobody took. The first that is wrong is told (kUsage; `where` is its name).
class Parameters {
 public:
  explicit Parameters(const Fields& query);

  // Nothing if it is not given. A text may be given empty, which is nothing too.
  std::optional<std::string> text(std::string_view name);
  std::vector<std::string> texts(std::string_view name);  // may be repeated
  std::optional<int64_t> number(std::string_view name, int64_t least, int64_t most);
  std::optional<double> fraction(std::string_view name);  // from 0 to 1
  std::optional<std::string> choice(std::string_view name,
                                    std::initializer_list<std::string_view> choices);
  std::vector<std::string> choices(std::string_view name,  // may be repeated
                                   std::initializer_list<std::string_view> choices);
  std::optional<bool> flag(std::string_view name);         // true, false, 1 or 0
  std::optional<std::string> date(std::string_view name);  // 2024, 2024-03 or 2024-03-05

  std::optional<Error> error() const;

 private:
  std::optional<std::string> one(std::string_view name);  // which may be empty
  std::vector<std::string> given(std::string_view name);
  void check_length(std::string_view name, std::string_view value);
  void refuse(std::string_view name, std::string message);

  const Fields& query_;
  std::vector<bool> taken_;
  std::optional<Error> error_;
};

}  // namespace quoth
