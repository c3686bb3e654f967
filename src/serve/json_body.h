// The JSON object that a request brings.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "quoth/error.h"

namespace quoth {

// A flat object: each value is a string, or, where the handler asks for it, a list of strings. Made
// whole, so that a body is checked before anything of it is used.
class JsonBody {
 public:
  // Fails with kInvalidJson (`where` is "body"), and with kUsage for a key that is not among `keys`
  // or comes twice, or a value of another kind. null is as if the key were not there.
  static Result<JsonBody> parse(std::string_view body, const std::vector<std::string_view>& keys,
                                const std::vector<std::string_view>& list_keys = {});

  std::optional<std::string> text(std::string_view key) const;
  std::string text_or_empty(std::string_view key) const { return text(key).value_or(""); }
  std::vector<std::string> list(std::string_view key) const;

 private:
  struct Member {
    std::string key;
    std::vector<std::string> values;
  };
  std::vector<Member> members_;
};

}  // namespace quoth
