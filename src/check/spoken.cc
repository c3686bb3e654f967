#include "check/spoken.h"

#include <utility>

namespace quoth {
namespace {

// Walks the tokens beside the words: what each word stands in, and where a quotation begins anew.
class Levels {
 public:
  explicit Levels(const std::vector<Token>& tokens) : tokens_(tokens) {}

  // Of a word that begins at `begin`; words must come in order.
  uint8_t at(uint32_t begin) {
    for (; next_ < tokens_.size() && tokens_[next_].span.end <= begin; ++next_) {
      const Token& token = tokens_[next_];
      if (token.quote_level == 1 && token.quoting == Quoting::kClose) closed_ = true;
    }
    if (next_ == tokens_.size()) return 0;
    if (tokens_[next_].quoting == Quoting::kNested) return 2;
    return tokens_[next_].quoting == Quoting::kInside ? 1 : 0;
  }
  // Whether an outermost quotation has ended since this was asked last.
  bool take_closed() { return std::exchange(closed_, false); }

 private:
  const std::vector<Token>& tokens_;
  size_t next_ = 0;
  bool closed_ = false;
};

}  // namespace

Spoken find_spoken(std::string_view text, const Tokens& tokens) {
  Spoken out;
  out.all = quote_words(text);
  out.levels.reserve(out.all.words.size());
  Levels levels(tokens.tokens);
  for (uint32_t i = 0; i < out.all.words.size(); ++i) {
    const uint8_t level = levels.at(out.all.words[i].span.begin);
    out.levels.push_back(level);
    if (level == 0) continue;
    const bool resumes = levels.take_closed() || out.indices.empty() || out.indices.back() + 1 != i;
    QuoteWord word = out.all.words[i];
    if (resumes && !out.indices.empty()) word.before = out.all.words[out.indices.back() + 1].before;
    out.words.words.push_back(word);
    out.words.resumes.push_back(resumes);
    out.indices.push_back(i);
  }
  if (!out.indices.empty()) {
    const size_t behind = out.indices.back() + 1;
    out.words.after = behind < out.all.words.size() ? out.all.words[behind].before : out.all.after;
  }
  return out;
}

}  // namespace quoth
