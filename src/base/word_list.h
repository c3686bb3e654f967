// Reads the word lists that are embedded as data: one entry a line, '#' begins a comment line.
#pragma once

#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace quoth {

// Views into `data`, which must outlive the result.
std::unordered_set<std::string_view> parse_word_set(std::string_view data);

// "KEY VALUE" lines; the value is the last field, so a key may hold spaces.
std::unordered_map<std::string_view, std::string_view> parse_word_map(std::string_view data);

}  // namespace quoth
