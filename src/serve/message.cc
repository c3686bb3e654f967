#include "serve/message.h"

#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "write/json_text.h"

namespace quoth {
namespace {

constexpr std::array<std::string_view, 7> kMethods = {"GET",   "HEAD",   "POST",   "PUT",
                                                      "PATCH", "DELETE", "OPTIONS"};
constexpr size_t kMaxParameters = 64;

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool is_clean(std::string_view text) {
  const bool controls =
      std::any_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; });
  return !controls && !find_invalid_utf8(text);
}

// Undoes the percent-encoding (RFC 3986), in a query with "+" for a blank.
Result<std::string> decode_part(std::string_view part, bool plus_is_blank) {
  std::string out;
  for (size_t i = 0; i < part.size(); ++i) {
    if (part[i] == '%') {
      const int high = i + 2 < part.size() ? hex_value(part[i + 1]) : -1;
      const int low = i + 2 < part.size() ? hex_value(part[i + 2]) : -1;
      if (high < 0 || low < 0) return fail(ErrorCode::kUsage, "a % without two digits in the URL");
      out += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      out += plus_is_blank && part[i] == '+' ? ' ' : part[i];
    }
  }
  return out;
}

Result<std::vector<std::string>> parse_path(std::string_view path) {
  std::vector<std::string> segments;
  path.remove_prefix(1);
  while (!path.empty()) {
    const size_t slash = std::min(path.find('/'), path.size());
    auto segment = decode_part(path.substr(0, slash), false);
    if (!segment) return tl::unexpected(segment.error());
    if (segment->empty() || *segment == "." || *segment == ".." || !is_clean(*segment)) {
      return fail(ErrorCode::kUsage, "not a path of this server");
    }
    segments.push_back(*std::move(segment));
    if (slash + 1 == path.size()) return fail(ErrorCode::kUsage, "not a path of this server");
    path.remove_prefix(std::min(slash + 1, path.size()));
  }
  return segments;
}

Result<Fields> parse_query(std::string_view query) {
  Fields fields;
  while (!query.empty()) {
    const size_t end = std::min(query.find('&'), query.size());
    const std::string_view pair = query.substr(0, end);
    query.remove_prefix(std::min(end + 1, query.size()));
    if (pair.empty()) continue;
    const size_t equals = std::min(pair.find('='), pair.size());
    auto key = decode_part(pair.substr(0, equals), true);
    auto value = decode_part(pair.substr(std::min(equals + 1, pair.size())), true);
    if (!key) return tl::unexpected(key.error());
    if (!value) return tl::unexpected(value.error());
    if (!is_clean(*key) || !is_clean(*value)) {
      return fail(ErrorCode::kUsage, "the query is not UTF-8 or holds control characters");
    }
    if (fields.size() == kMaxParameters) return fail(ErrorCode::kUsage, "too many parameters");
    fields.emplace_back(*std::move(key), *std::move(value));
  }
  return fields;
}

}  // namespace

std::string_view name(Method method) {
  const auto i = static_cast<size_t>(method);
  return i < kMethods.size() ? kMethods[i] : "";
}

Method method_of(std::string_view name) {
  const auto found = std::find(kMethods.begin(), kMethods.end(), name);
  return static_cast<Method>(found - kMethods.begin());
}

std::optional<std::string_view> find_field(const Fields& fields, std::string_view name) {
  for (const Field& field : fields) {
    if (field.first == name) return field.second;
  }
  return std::nullopt;
}

Result<Target> parse_target(std::string_view target) {
  const bool visible = std::all_of(target.begin(), target.end(),
                                   [](unsigned char c) { return c > 0x20 && c < 0x7f; });
  if (!target.starts_with('/') || !visible || target.find('#') != std::string_view::npos) {
    return fail(ErrorCode::kUsage, "not a path that begins with /, in ASCII, without #");
  }
  const size_t mark = std::min(target.find('?'), target.size());
  auto path = parse_path(target.substr(0, mark));
  if (!path) return tl::unexpected(path.error());
  auto query = parse_query(target.substr(std::min(mark + 1, target.size())));
  if (!query) return tl::unexpected(query.error());
  return Target{*std::move(path), *std::move(query)};
}

Response error_response(const Error& error) {
  std::string body;
  JsonWriter outer(body, '{');
  outer.key("error");
  JsonWriter inner(body, '{');
  inner.field("code", name(error.code));
  inner.field("message", error.message);
  inner.field("where", error.where);
  inner.close();
  outer.close();
  Response response = json_response(std::move(body) + '\n');
  response.status = http_status(error.code);
  return response;
}

Response json_response(std::string json) {
  return {200,
          {{"content-type", "application/json"}, {"cache-control", "no-store"}},
          std::move(json),
          {}};
}

}  // namespace quoth
