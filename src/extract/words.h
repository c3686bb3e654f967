// The tokens of an article with what a resolver asks of each: its lower-case form, what the word
// lists know of it, and which sentence and paragraph it stands in.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "extract/lexicon.h"
#include "text/tokens.h"

namespace quoth {

struct Word {
  std::string lower;  // without a possessive ending
  std::optional<Noun> noun;
  Pronoun pronoun = Pronoun::kNone;
  uint32_t sentence = 0;
  uint32_t paragraph = 0;
  uint8_t possessive = 0;  // bytes of a possessive ending: "Keller’s" 4, "the Kellers’" 3, else 0
  bool capital = false;    // begins with a capital, and the text uses capitals to tell names
  bool function = false;  // is_function_word
  bool headline = false;  // stands in a sentence of capitalised words
};

// Immutable; views of `tokens` and `text`, which must outlive it.
class Words {
 public:
  Words(const Tokens& tokens, std::string_view text);

  uint32_t size() const { return static_cast<uint32_t>(words_.size()); }
  const Word& operator[](uint32_t i) const { return words_[i]; }
  const Token& token(uint32_t i) const { return tokens_.tokens[i]; }
  const Tokens& tokens() const { return tokens_; }
  std::string_view text() const { return text_; }

  std::string_view raw(uint32_t i) const {
    const ByteSpan s = token(i).span;
    return text_.substr(s.begin, s.size());
  }
  // No gap between token i and the one before it.
  bool glued(uint32_t i) const { return i > 0 && token(i - 1).span.end == token(i).span.begin; }
  bool quoted(uint32_t i) const {
    return token(i).quoting != Quoting::kOutside && token(i).quoting != Quoting::kStray;
  }
  bool starts_sentence(uint32_t i) const;
  // Two letters or more, all of them capitals, the possessive ending aside: "FBI", "S.E.C.’s".
  bool is_upper(uint32_t i) const;
  // A possessive ending, or an apostrophe of its own behind a word in s: "the Kellers ’ house".
  bool owns(uint32_t i) const { return words_[i].possessive > 0 || is_apostrophe(i + 1); }
  // An apostrophe behind a word in s that closes no quotation.
  bool is_apostrophe(uint32_t i) const {
    return i > 0 && i < size() && glued(i) && (raw(i) == "’" || raw(i) == "'") &&
           token(i).quoting != Quoting::kClose && words_[i - 1].lower.ends_with('s');
  }

  // Bytes of the tokens; without the possessive ending of the last one if `bare`.
  ByteSpan bytes(TokenRange r, bool bare = false) const;
  // The words, line breaks and runs of white space as one space; bare as in bytes().
  std::string string(TokenRange r, bool bare = true) const;
  // The tokens that a span of bytes touches.
  TokenRange tokens_of(ByteSpan span) const;

  // How often a word stands in the text in small letters, and with a capital inside a sentence.
  uint32_t n_lower(std::string_view lower) const { return count(n_lower_, lower); }
  uint32_t n_capital(std::string_view lower) const { return count(n_capital_, lower); }
  // True where capitals say nothing: all small letters, or all capitals.
  bool caseless() const { return caseless_; }

 private:
  using Counts = std::unordered_map<std::string, uint32_t>;
  static uint32_t count(const Counts& counts, std::string_view word) {
    const auto it = counts.find(std::string(word));
    return it == counts.end() ? 0 : it->second;
  }
  void find_places();
  void find_headlines();
  void judge_casing();
  void guess_names();

  const Tokens& tokens_;
  std::string_view text_;
  std::vector<Word> words_;
  Counts n_lower_, n_capital_;
  bool caseless_ = false;
};

// Lower case of the Latin, Greek and Cyrillic letters that change by simple mapping; a curly
// apostrophe becomes a straight one.
std::string to_lower(std::string_view word);

}  // namespace quoth
