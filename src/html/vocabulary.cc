#include "html/vocabulary.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/word_list.h"
#include "html/ascii.h"

namespace quoth {

extern const std::string_view markup_words_data;
extern const std::string_view boilerplate_words_data;

namespace {

// The names of the groups in the data files, in the order of the enumerations.
constexpr std::array<std::string_view, kMarkupGroups> kMarkupNames = {
    "article", "content", "text",   "main",      "comment",       "navigation", "sidebar",
    "related", "share",   "footer", "header",    "advertisement", "newsletter", "cookie",
    "byline",  "date",    "tags",   "caption",   "hidden",        "card",       "form",
    "title",   "lead",    "quote",  "biography", "meta",          "print"};
constexpr std::array<std::string_view, kTextGroups> kTextNames = {
    "share", "copyright", "comment", "cookie",  "newsletter",    "more",      "login",
    "tags",  "byline",    "date",    "caption", "advertisement", "navigation"};

using Table = std::unordered_map<std::string_view, uint32_t>;

template <size_t N>
Table make_table(std::string_view data, const std::array<std::string_view, N>& names) {
  Table table;
  for (const auto& [word, name] : parse_word_map(data)) {
    const auto it = std::find(names.begin(), names.end(), name);
    if (it != names.end()) table[word] |= 1u << (it - names.begin());
  }
  return table;
}

uint32_t look_up(const Table& table, std::string_view word) {
  const auto it = table.find(word);
  return it == table.end() ? 0 : it->second;
}

constexpr size_t kMinCompound = 8, kMinPart = 4, kMaxWord = 32;

uint32_t markup_word(const Table& table, std::string_view word) {
  if (word.size() > kMaxWord) return 0;
  if (const uint32_t found = look_up(table, word); found != 0 || word.size() < kMinCompound)
    return found;
  uint32_t found = 0;
  for (size_t size = word.size() - 1; size >= kMinPart && found == 0; --size) {
    found = look_up(table, word.substr(0, size));
  }
  for (size_t size = word.size() - 1; size >= kMinPart; --size) {
    if (const uint32_t end = look_up(table, word.substr(word.size() - size)); end != 0)
      return found | end;
  }
  return found;
}

bool is_word_byte(char c) {
  return is_ascii_letter(c) || is_ascii_digit(c) || static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

uint32_t markup_groups(std::string_view value) {
  static const Table table = make_table(markup_words_data, kMarkupNames);
  uint32_t groups = 0;
  std::string word;
  for (size_t i = 0; i <= value.size(); ++i) {
    const char c = i < value.size() ? value[i] : ' ';
    const bool hump = c >= 'A' && c <= 'Z' && i > 0 && value[i - 1] >= 'a' && value[i - 1] <= 'z';
    if (hump || !is_word_byte(c)) {
      if (!word.empty()) groups |= markup_word(table, word);
      word.clear();
    }
    if (is_word_byte(c)) word += ascii_lower(c);
  }
  return groups;
}

uint32_t text_groups(std::string_view text) {
  static const Table table = make_table(boilerplate_words_data, kTextNames);
  uint32_t groups = 0;
  std::string word;
  for (size_t i = 0; i <= text.size(); ++i) {
    const char c = i < text.size() ? text[i] : ' ';
    if (is_word_byte(c)) {
      word += ascii_lower(c);
    } else if (!word.empty()) {
      groups |= look_up(table, word);
      word.clear();
    }
  }
  return groups;
}

uint32_t MarkupGroups::of(std::string_view value) {
  if (value.empty()) return 0;
  const auto [it, is_new] = seen_.try_emplace(value, 0);
  if (is_new) it->second = markup_groups(value.substr(0, 512));
  return it->second;
}

}  // namespace quoth
