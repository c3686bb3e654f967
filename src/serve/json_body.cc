#include "serve/json_body.h"

#include <simdjson.h>

#include <algorithm>

namespace quoth {
namespace {

using simdjson::dom::element;

bool contains(const std::vector<std::string_view>& keys, std::string_view key) {
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

tl::unexpected<Error> wrong(std::string_view key, std::string message) {
  return fail(ErrorCode::kUsage, std::move(message), "body: " + std::string(key));
}

Result<std::vector<std::string>> read_values(std::string_view key, element value, bool is_list) {
  std::string_view text;
  if (!is_list) {
    if (value.get(text) != simdjson::SUCCESS) return wrong(key, "this must be a string");
    return std::vector<std::string>{std::string(text)};
  }
  simdjson::dom::array array;
  if (value.get(array) != simdjson::SUCCESS) return wrong(key, "this must be a list of strings");
  std::vector<std::string> values;
  for (const element item : array) {
    if (item.get(text) != simdjson::SUCCESS) return wrong(key, "this must be a list of strings");
    values.emplace_back(text);
  }
  return values;
}

}  // namespace

Result<JsonBody> JsonBody::parse(std::string_view body, const std::vector<std::string_view>& keys,
                                 const std::vector<std::string_view>& list_keys) {
  constexpr size_t kMaxDepth = 16;
  simdjson::dom::parser parser(std::max<size_t>(body.size(), 64));
  if (parser.allocate(std::max<size_t>(body.size(), 64), kMaxDepth) != simdjson::SUCCESS) {
    return fail(ErrorCode::kTooLarge, "the body is too large", "body");
  }
  element document;
  if (const auto error = parser.parse(body.data(), body.size()).get(document)) {
    return fail(ErrorCode::kInvalidJson,
                std::string("not valid JSON: ") + simdjson::error_message(error), "body");
  }
  simdjson::dom::object object;
  if (document.get(object) != simdjson::SUCCESS) {
    return fail(ErrorCode::kUsage, "the body must be a JSON object", "body");
  }
  JsonBody out;
  for (const auto [key, value] : object) {
    const bool is_list = contains(list_keys, key);
    if (!is_list && !contains(keys, key)) return wrong(key, "unknown key");
    for (const Member& earlier : out.members_) {
      if (earlier.key == key) return wrong(key, "this key comes twice");
    }
    if (value.is_null()) continue;
    auto values = read_values(key, value, is_list);
    if (!values) return tl::unexpected(values.error());
    out.members_.push_back({std::string(key), *std::move(values)});
  }
  return out;
}

std::optional<std::string> JsonBody::text(std::string_view key) const {
  for (const Member& member : members_) {
    if (member.key == key && member.values.size() == 1) return member.values[0];
  }
  return std::nullopt;
}

std::vector<std::string> JsonBody::list(std::string_view key) const {
  for (const Member& member : members_) {
    if (member.key == key) return member.values;
  }
  return {};
}

}  // namespace quoth
