#include "read/url.h"

#include <algorithm>
#include <vector>

#include "html/ascii.h"

namespace quoth {
namespace {

bool has_scheme(std::string_view text) {
  const size_t end = text.find_first_of(":/?#");
  if (end == text.npos || end == 0 || text[end] != ':') return false;
  const auto is_letter = [](char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; };
  return is_letter(text[0]) &&
         std::all_of(text.begin(), text.begin() + static_cast<long>(end), [&](char c) {
           return is_letter(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
         });
}

// "/a/./b/../c" -> "/a/c"; begins with a slash.
std::string without_dots(std::string_view path) {
  std::vector<std::string_view> kept;
  bool ends_in_slash = false;
  for (size_t pos = 0; pos < path.size();) {
    const size_t end = std::min(path.find('/', pos + 1), path.size());
    const std::string_view segment = path.substr(pos + 1, end - pos - 1);
    ends_in_slash = segment.empty() || segment == "." || segment == "..";
    if (segment == "..") {
      if (!kept.empty()) kept.pop_back();
    } else if (segment != "." && !(segment.empty() && end == path.size())) {
      kept.push_back(segment);
    }
    pos = end;
  }
  std::string out;
  for (const std::string_view segment : kept) (out += '/') += segment;
  if (ends_in_slash || out.empty()) out += '/';
  return out;
}

}  // namespace

std::string resolve_url(std::string_view reference, std::string_view base) {
  reference = trim_ascii(reference);
  base = trim_ascii(base);
  base = base.substr(0, base.find('#'));
  const bool is_web = base.starts_with("http://") || base.starts_with("https://");
  if (!is_web || has_scheme(reference)) return std::string(reference);
  const size_t authority = base.find("//");
  if (reference.starts_with("//")) return std::string(base.substr(0, authority)).append(reference);
  const size_t path = std::min(base.find_first_of("/?", authority + 2), base.size());
  const size_t query = std::min(base.find('?', path), base.size());
  if (reference.empty() || reference[0] == '#') return std::string(base).append(reference);
  if (reference[0] == '?') return std::string(base.substr(0, query)).append(reference);
  const size_t end = std::min(reference.find_first_of("?#"), reference.size());
  std::string joined;
  if (reference[0] != '/') {
    const std::string_view folder = base.substr(path, query - path);
    joined = folder.substr(0, folder.rfind('/') == folder.npos ? 0 : folder.rfind('/'));
    joined += '/';
  }
  joined += reference.substr(0, end);
  return std::string(base.substr(0, path)) + without_dots(joined).append(reference.substr(end));
}

}  // namespace quoth
