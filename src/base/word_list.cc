#include "base/word_list.h"

namespace quoth {
namespace {

template <typename F>
void for_each_entry(std::string_view data, F&& f) {
  while (!data.empty()) {
    const size_t end = data.find('\n');
    const std::string_view line = data.substr(0, end);
    data = end == std::string_view::npos ? std::string_view() : data.substr(end + 1);
    if (!line.empty() && line[0] != '#') f(line);
  }
}

}  // namespace

std::unordered_set<std::string_view> parse_word_set(std::string_view data) {
  std::unordered_set<std::string_view> words;
  for_each_entry(data, [&](std::string_view line) { words.insert(line); });
  return words;
}

std::unordered_map<std::string_view, std::string_view> parse_word_map(std::string_view data) {
  std::unordered_map<std::string_view, std::string_view> map;
  for_each_entry(data, [&](std::string_view line) {
    const size_t space = line.rfind(' ');
    if (space != std::string_view::npos) map.emplace(line.substr(0, space), line.substr(space + 1));
  });
  return map;
}

}  // namespace quoth
