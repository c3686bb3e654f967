#include "serve/router.h"

#include <algorithm>
#include <optional>

namespace quoth {
namespace {

bool is_open(const std::string& segment) { return segment.starts_with('{'); }

std::vector<std::string> split(std::string_view pattern) {
  std::vector<std::string> segments;
  pattern.remove_prefix(1);
  while (!pattern.empty()) {
    const size_t slash = std::min(pattern.find('/'), pattern.size());
    segments.emplace_back(pattern.substr(0, slash));
    pattern.remove_prefix(std::min(slash + 1, pattern.size()));
  }
  return segments;
}

std::optional<PathArguments> fit(const std::vector<std::string>& pattern,
                                 const std::vector<std::string>& path) {
  if (pattern.size() != path.size()) return std::nullopt;
  PathArguments arguments;
  for (size_t i = 0; i < path.size(); ++i) {
    if (is_open(pattern[i])) {
      arguments.push_back(path[i]);
    } else if (pattern[i] != path[i]) {
      return std::nullopt;
    }
  }
  return arguments;
}

}  // namespace

void Router::add(Route route) {
  patterns_.push_back({split(route.pattern)});
  routes_.push_back(std::move(route));
}

Result<Matched> Router::match(Method method, const std::vector<std::string>& path) const {
  const Method wanted = method == Method::kHead ? Method::kGet : method;
  bool known = false;
  for (size_t i = 0; i < routes_.size(); ++i) {
    auto arguments = fit(patterns_[i].segments, path);
    if (!arguments) continue;
    known = true;
    if (routes_[i].method == wanted) return Matched{&routes_[i], *std::move(arguments)};
  }
  if (known) return fail(ErrorCode::kMethodNotAllowed, "this path does not take that method");
  return fail(ErrorCode::kNotFound, "there is nothing here");
}

std::string Router::allowed(const std::vector<std::string>& path) const {
  std::vector<std::string_view> names;
  const auto add = [&](Method method) {
    const std::string_view n = name(method);
    if (std::find(names.begin(), names.end(), n) == names.end()) names.push_back(n);
  };
  for (size_t i = 0; i < routes_.size(); ++i) {
    if (!fit(patterns_[i].segments, path)) continue;
    add(routes_[i].method);
    if (routes_[i].method == Method::kGet) add(Method::kHead);
  }
  std::string out;
  for (const std::string_view n : names) out.append(out.empty() ? "" : ", ").append(n);
  return out;
}

}  // namespace quoth
