// The JSON object that a request brings.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "quoth/error.h"

namespace quoth {

// The keys that a body may have, by what their values are.
struct BodyKeys {
  std::vector<std::string_view> texts = {};         // strings
  std::vector<std::string_view> numbers = {};       // whole numbers from 1
  std::vector<std::string_view> number_lists = {};  // lists of those
  std::vector<std::string_view> text_lists = {};    // lists of strings
};

// A flat object, read whole, so that a body is checked before anything of it is used.
class JsonBody {
 public:
  // Fails with kInvalidJson (`where` is "body"), and with kUsage for a key that is not among `keys`
  // or comes twice, or a value of another kind. null is as if the key were not there.
  static Result<JsonBody> parse(std::string_view body, const BodyKeys& keys);

  std::optional<std::string> text(std::string_view key) const;
  std::string text_or_empty(std::string_view key) const { return text(key).value_or(""); }
  std::optional<int64_t> number(std::string_view key) const;
  std::vector<int64_t> numbers(std::string_view key) const;  // of a list
  std::vector<std::string> texts(std::string_view key) const;

 private:
  struct Member {
    std::string key;
    std::vector<std::string> texts = {};
    std::vector<int64_t> numbers = {};
  };
  const Member* find(std::string_view key) const;

  std::vector<Member> members_;
};

}  // namespace quoth
