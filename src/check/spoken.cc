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

// Fills words and indices from the words of `all` that are kept; `begins` tells those with which a
// quotation begins anew.
void gather(Spoken& out, const std::vector<uint32_t>& kept, const std::vector<bool>& begins) {
  out.words = {};
  out.indices = kept;
  const auto behind = [&](uint32_t index) {
    return index + 1 < out.all.words.size() ? out.all.words[index + 1].before : out.all.after;
  };
  for (size_t k = 0; k < kept.size(); ++k) {
    const bool resumes = k == 0 || kept[k - 1] + 1 != kept[k] || begins[kept[k]];
    QuoteWord word = out.all.words[kept[k]];
    if (resumes && k > 0) word.before = behind(kept[k - 1]);
    out.words.words.push_back(word);
    out.words.resumes.push_back(resumes);
  }
  if (!kept.empty()) out.words.after = behind(kept.back());
}

}  // namespace

Spoken find_spoken(std::string_view text, const Tokens& tokens) {
  Spoken out;
  out.all = quote_words(text);
  out.levels.reserve(out.all.words.size());
  Levels levels(tokens.tokens);
  std::vector<uint32_t> kept;
  std::vector<bool> begins(out.all.words.size(), false);
  for (uint32_t i = 0; i < out.all.words.size(); ++i) {
    const uint8_t level = levels.at(out.all.words[i].span.begin);
    out.levels.push_back(level);
    if (level == 0) continue;
    begins[i] = levels.take_closed();
    kept.push_back(i);
  }
  gather(out, kept, begins);
  return out;
}

void drop_titles(Spoken& spoken, const std::function<bool(ByteSpan)>& is_said) {
  const auto& words = spoken.words.words;
  std::vector<uint32_t> kept;
  std::vector<bool> begins(spoken.all.words.size(), false);
  for (size_t k = 0; k < words.size();) {
    size_t end = k + 1;
    while (end < words.size() && !spoken.words.resumes[end]) ++end;
    const ByteSpan run{words[k].span.begin, words[end - 1].span.end};
    begins[spoken.indices[k]] = true;
    if (end - k > kMaxTitleWords || is_said(run)) {
      kept.insert(kept.end(), spoken.indices.begin() + static_cast<std::ptrdiff_t>(k),
                  spoken.indices.begin() + static_cast<std::ptrdiff_t>(end));
    }
    k = end;
  }
  if (kept.size() < words.size()) gather(spoken, kept, begins);
}

}  // namespace quoth
