#include "people/folding.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>

#include <unordered_map>

#include "base/utf8.h"
#include "base/word_list.h"
#include "text/chars.h"

namespace quoth {

extern const std::string_view letter_folds_data;  // generated from data/letter_folds.txt

namespace {

const std::unordered_map<char32_t, std::string_view>& letter_folds() {
  static const auto folds = [] {
    std::unordered_map<char32_t, std::string_view> map;
    for (const auto& [letter, fold] : parse_word_map(letter_folds_data)) {
      map.emplace(decode_utf8(letter, 0).value, fold);
    }
    return map;
  }();
  return folds;
}

// Appends the base letters of a letter or digit.
void append_folded(std::string& out, char32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    return;
  }
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfkd = icu::Normalizer2::getNFKDInstance(status);
  const auto fold = [&](char32_t d) {
    const auto lower = static_cast<char32_t>(u_foldCase(static_cast<UChar32>(d), 0));
    const auto it = letter_folds().find(lower);
    if (it != letter_folds().end()) out += it->second;
    else if (is_word_char(lower)) append_utf8(out, lower);
  };
  icu::UnicodeString parts;
  if (U_FAILURE(status) || !nfkd->getDecomposition(static_cast<UChar32>(c), parts)) return fold(c);
  for (int32_t i = 0; i < parts.length(); i = parts.moveIndex32(i, 1)) {
    const auto d = static_cast<char32_t>(parts.char32At(i));
    if (!is_mark(d)) fold(d);
  }
}

bool is_apostrophe(char32_t c) { return c == '\'' || c == 0x2019 || c == 0x2018 || c == 0x02BC; }
bool is_hyphen(char32_t c) { return c == '-' || c == 0x2010 || c == 0x2011 || c == 0x2013; }
bool opens(char32_t c) { return c == '(' || c == '[' || c == 0x201C || c == 0xAB; }
bool closes(char32_t c) { return c == ')' || c == ']' || c == 0x201D || c == 0xBB; }

class Folder {
 public:
  explicit Folder(std::string_view text) : text_(text) {}

  std::vector<FoldedWord> run() {
    while (pos_ < text_.size() && words_.size() <= kMostWords) step();
    finish();
    return std::move(words_);
  }

 private:
  void step() {
    const CodePoint p = decode_utf8(text_, pos_);
    const size_t next = pos_ + std::max(p.size, 1u);
    const char32_t c = p.size == 0 ? ' ' : p.value;
    if (is_word_char(c) || is_mark(c)) {
      if (!is_mark(c)) append_folded(word_, c), ++letters_;
    } else if (c == '.') {
      dot(next);
    } else if (is_hyphen(c) && letters_ > 0 && word_follows(next)) {
      word_ += '-';
      hyphen_ = true;
    } else if (!(is_apostrophe(c) && letters_ > 0 && word_follows(next)) && !is_invisible(c)) {
      finish();
      if (c == '&') word_ = "and", letters_ = 3, finish();
      if (opens(c)) bracketed_ = true;
      if (closes(c)) bracketed_ = false;
      if (c == '"') bracketed_ = !bracketed_;
    }
    pos_ = next;
  }

  // "J.F." is two words; "St." and "Ph.D" are one.
  void dot(size_t next) {
    if (letters_ == 1 && !dotted_) {
      initial_ = true;
      finish();
    } else if (letters_ > 0 && word_follows(next)) {
      dotted_ = true;
    } else {
      finish();
    }
  }

  bool word_follows(size_t at) const {
    return at < text_.size() && is_word_char(decode_utf8(text_, at).value);
  }

  void finish() {
    if (!word_.empty()) {
      words_.push_back({std::move(word_), initial_ || (letters_ == 1 && !hyphen_), bracketed_});
    }
    word_.clear();
    letters_ = 0;
    initial_ = hyphen_ = dotted_ = false;
  }

  std::string_view text_;
  size_t pos_ = 0;
  std::vector<FoldedWord> words_;
  std::string word_;
  size_t letters_ = 0;
  bool initial_ = false, hyphen_ = false, dotted_ = false, bracketed_ = false;
};

}  // namespace

std::vector<FoldedWord> fold_name(std::string_view printed) { return Folder(printed).run(); }

}  // namespace quoth
