#include "serve/json_body.h"

#include <simdjson.h>

#include <algorithm>
#include <cmath>

#include "serve/parameters.h"

namespace quoth {
namespace {

using simdjson::dom::element;

bool contains(const std::vector<std::string_view>& keys, std::string_view key) {
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

tl::unexpected<Error> wrong(std::string_view key, std::string message) {
  return fail(ErrorCode::kUsage, std::move(message), "body: " + std::string(key));
}

Result<int64_t> read_number(std::string_view key, element value) {
  double number = 0;  // 4.0 is whole too (JSON Schema, 6.1.1)
  if (value.get(number) != simdjson::SUCCESS || number < 1 || number > kMaxNumber ||
      number != std::floor(number)) {
    return wrong(key, "this must be a whole number from 1");
  }
  return static_cast<int64_t>(number);
}

Result<std::vector<int64_t>> read_numbers(std::string_view key, element value, bool is_list) {
  std::vector<int64_t> numbers;
  const auto add = [&](element one) {
    const auto number = read_number(key, one);
    if (number) numbers.push_back(*number);
    return number.has_value();
  };
  simdjson::dom::array array;
  if (!is_list) {
    if (!add(value)) return wrong(key, "this must be a whole number from 1");
    return numbers;
  }
  if (value.get(array) != simdjson::SUCCESS) return wrong(key, "this must be a list of numbers");
  for (const element item : array) {
    if (!add(item)) return wrong(key, "this must be a list of whole numbers from 1");
  }
  return numbers;
}

Result<std::vector<std::string>> read_texts(std::string_view key, element value) {
  std::vector<std::string> texts;
  simdjson::dom::array array;
  if (value.get(array) != simdjson::SUCCESS) return wrong(key, "this must be a list of strings");
  for (const element item : array) {
    std::string_view text;
    if (item.get(text) != simdjson::SUCCESS) return wrong(key, "this must be a list of strings");
    texts.emplace_back(text);
  }
  return texts;
}

}  // namespace

Result<JsonBody> JsonBody::parse(std::string_view body, const BodyKeys& keys) {
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
    const bool is_list = contains(keys.number_lists, key);
    const bool is_number = contains(keys.numbers, key);
    const bool is_text_list = contains(keys.text_lists, key);
    if (!is_list && !is_number && !is_text_list && !contains(keys.texts, key))
      return wrong(key, "unknown key");
    for (const Member& earlier : out.members_) {
      if (earlier.key == key) return wrong(key, "this key comes twice");
    }
    if (value.is_null()) continue;
    Member member{.key = std::string(key)};
    std::string_view text;
    if (is_list || is_number) {
      auto numbers = read_numbers(key, value, is_list);
      if (!numbers) return tl::unexpected(numbers.error());
      member.numbers = *std::move(numbers);
    } else if (is_text_list) {
      auto texts = read_texts(key, value);
      if (!texts) return tl::unexpected(texts.error());
      member.texts = *std::move(texts);
    } else if (value.get(text) == simdjson::SUCCESS) {
      member.texts.emplace_back(text);
    } else {
      return wrong(key, "this must be a string");
    }
    out.members_.push_back(std::move(member));
  }
  return out;
}

const JsonBody::Member* JsonBody::find(std::string_view key) const {
  for (const Member& member : members_) {
    if (member.key == key) return &member;
  }
  return nullptr;
}

std::optional<std::string> JsonBody::text(std::string_view key) const {
  const Member* member = find(key);
  if (member == nullptr || member->texts.size() != 1) return std::nullopt;
  return member->texts[0];
}

std::optional<int64_t> JsonBody::number(std::string_view key) const {
  const Member* member = find(key);
  if (member == nullptr || member->numbers.size() != 1) return std::nullopt;
  return member->numbers[0];
}

std::vector<int64_t> JsonBody::numbers(std::string_view key) const {
  const Member* member = find(key);
  return member == nullptr ? std::vector<int64_t>() : member->numbers;
}

std::vector<std::string> JsonBody::texts(std::string_view key) const {
  const Member* member = find(key);
  return member == nullptr ? std::vector<std::string>() : member->texts;
}

}  // namespace quoth
