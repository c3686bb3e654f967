// Letters without what makes no difference between two spellings of a name.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace quoth {

// A word of a name: folded, and how it was printed.
struct FoldedWord {
  std::string text;        // "obrien"; of a hyphenated word "keller-brandt"
  bool initials = false;   // "T.", "J.F.", or one letter alone
  bool bracketed = false;  // in brackets or quotation marks, as a nickname is
};

// Letters and digits, case folded and without diacritics (Unicode NFKD, and data/letter_folds.txt
// for letters that do not decompose); hyphens inside words are kept, apostrophes and full stops
// dropped; "&" is "and". Initials written together are one word each ("J.F." -> "j", "f"). Any
// bytes will do. At most kMostWords words are returned, and one more to show that there were.
constexpr size_t kMostWords = 16;
std::vector<FoldedWord> fold_name(std::string_view printed);

}  // namespace quoth
