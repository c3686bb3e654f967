#include "text/abbreviations.h"

#include "base/utf8.h"
#include "base/word_list.h"
#include "text/chars.h"

namespace quoth {

extern const std::string_view abbreviations_data;
extern const std::string_view sentence_openers_data;

namespace {

// "J", "J.K", "Ph.D" is listed: letters, each but the last followed by a full stop.
bool is_initials(std::string_view word) {
  size_t pos = 0;
  bool capital = false;
  while (pos < word.size()) {
    const CodePoint c = decode_utf8(word, pos);
    if (c.size == 0 || !is_letter(c.value)) return false;
    capital |= is_upper(c.value);
    pos += c.size;
    if (pos == word.size()) return capital || word.size() > c.size;
    if (word[pos] != '.') return false;
    ++pos;
  }
  return false;
}

}  // namespace

Abbreviation abbreviation_type(std::string_view word) {
  static const auto types = parse_word_map(abbreviations_data);
  if (const auto it = types.find(word); it != types.end()) {
    switch (it->second[0]) {
      case 't': return Abbreviation::kTitle;
      case 'n': return Abbreviation::kNumber;
      case 'i': return Abbreviation::kInner;
      default: return Abbreviation::kEither;
    }
  }
  return is_initials(word) ? Abbreviation::kInitial : Abbreviation::kNone;
}

bool is_sentence_opener(std::string_view word) {
  static const auto words = parse_word_set(sentence_openers_data);
  return words.contains(word);
}

}  // namespace quoth
