#include "extract/names.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/word_list.h"
#include "text/abbreviations.h"

namespace quoth {

extern const std::string_view titles_data;
extern const std::string_view name_particles_data;
extern const std::string_view organisation_words_data;

namespace {

// A run of capitalised words.
struct Run {
  TokenRange tokens;
  bool describes = false;      // stands before a noun, or owns one: "Labour" in "Labour leader"
  bool prepositional = false;  // "Harbour Board" in "chief of the Harbour Board"
};

class NameFinder {
 public:
  NameFinder(TokenRange phrase, const Tokens& tokens, std::string_view text)
      : phrase_(phrase), tokens_(tokens.tokens), text_(text) {}

  std::vector<Speaker> run() {
    find_runs();
    std::vector<TokenRange> names = joint_names();
    if (names.empty()) {
      if (const Run* best = best_run()) names = {best->tokens};
    }
    if (names.empty()) {
      const TokenRange plain = without_article();
      if (!plain.empty()) names = {plain};
    }
    std::vector<Speaker> speakers;
    for (const TokenRange& name : names) speakers.push_back(speaker(name));
    return speakers;
  }

 private:
  std::string_view word(uint32_t i) const {
    return text_.substr(tokens_[i].span.begin, tokens_[i].span.size());
  }

  bool is_capitalised(uint32_t i) const {
    const Casing c = tokens_[i].casing;
    return tokens_[i].is_word &&
           (c == Casing::kTitle || c == Casing::kUpper || c == Casing::kMixed);
  }

  bool glued(uint32_t i) const {
    return i > phrase_.begin && tokens_[i - 1].span.end == tokens_[i].span.begin;
  }

  static bool is_article(std::string_view w) {
    return w == "the" || w == "a" || w == "an" || w == "The" || w == "A" || w == "An";
  }

  static std::string_view without_stop(std::string_view w) {
    return !w.empty() && w.back() == '.' ? w.substr(0, w.size() - 1) : w;
  }

  static bool is_title(std::string_view w) {
    static const auto titles = parse_word_set(titles_data);
    return titles.contains(without_stop(w));
  }

  static bool is_particle(std::string_view w) {
    static const auto particles = parse_word_set(name_particles_data);
    return particles.contains(w);
  }

  static size_t possessive_size(std::string_view w) {
    for (const std::string_view end : {"’s", "'s", "’", "'"}) {
      if (w.size() > end.size() && w.substr(w.size() - end.size()) == end) return end.size();
    }
    return 0;
  }

  // Whether token i goes on the run that ended before it: a capitalised word, a small word between
  // two of them, the parts of a hyphened name, or a nickname in quotation marks.
  bool continues(uint32_t i) const {
    if (is_capitalised(i)) return !is_possessive(i - 1);
    if (i + 1 >= phrase_.end) return false;
    if (is_particle(word(i))) {
      return is_capitalised(i + 1) ||
             (is_particle(word(i + 1)) && i + 2 < phrase_.end && is_capitalised(i + 2));
    }
    if (word(i) == "-" || word(i) == "&") return glued(i) == glued(i + 1) && tokens_[i + 1].is_word;
    if (tokens_[i].is_quote_mark && tokens_[i].quoting == Quoting::kOpen) {
      return i + 3 < phrase_.end && is_capitalised(i + 1) &&
             tokens_[i + 2].quoting == Quoting::kClose && is_capitalised(i + 3);
    }
    return tokens_[i].is_quote_mark && tokens_[i].quoting == Quoting::kClose && i >= 2 &&
           is_capitalised(i + 1) && tokens_[i - 2].quoting == Quoting::kOpen;
  }

  bool is_possessive(uint32_t i) const { return possessive_size(word(i)) > 0; }

  void find_runs() {
    for (uint32_t i = phrase_.begin; i < phrase_.end;) {
      if (!is_capitalised(i) || (i == phrase_.begin && is_sentence_opener(word(i)))) {
        ++i;
        continue;
      }
      uint32_t end = i + 1;
      while (end < phrase_.end &&
             (continues(end) || (word(end - 1) == "-" && tokens_[end].is_word))) {
        ++end;
      }
      const uint32_t begin = after_titles(i, end);
      if (begin < end) runs_.push_back({{begin, end}, describes(end), follows_preposition(i)});
      i = end;
    }
  }

  // Past the titles of a person's name, wherever they stand before it: "Fisheries Minister Ines
  // Duarte". The name of a body keeps them.
  uint32_t after_titles(uint32_t begin, uint32_t end) const {
    static const auto bodies = parse_word_set(organisation_words_data);
    if (bodies.contains(without_stop(word(end - 1)))) return begin;
    for (uint32_t i = end; i > begin; --i) {
      if (is_title(word(i - 1))) return i;
    }
    return begin;
  }

  // A run before `end` describes what follows: "Labour leader", "Clinton’s campaign".
  bool describes(uint32_t end) const {
    if (is_possessive(end - 1) && end < phrase_.end) return true;
    if (end >= phrase_.end || !tokens_[end].is_word || tokens_[end].casing != Casing::kLower) {
      return false;
    }
    static constexpr std::array<std::string_view, 23> kFunction = {
        "and",     "or",     "of",    "in",  "at", "on",    "for",  "from",
        "with",    "who",    "which", "to",  "as", "that",  "also", "himself",
        "herself", "itself", "both",  "but", "by", "whose", "then"};
    return std::find(kFunction.begin(), kFunction.end(), word(end)) == kFunction.end();
  }

  uint32_t n_words(const Run& r) const {
    uint32_t n = 0;
    for (uint32_t i = r.tokens.begin; i < r.tokens.end; ++i) n += tokens_[i].is_word;
    return n;
  }

  // "Ken Osei and Dana Wirth, both lawyers": names joined by "and" and commas only, from the first
  // name on. Names of one word count where the phrase holds nothing else: "Osei and Wirth".
  std::vector<TokenRange> joint_names() const {
    std::vector<TokenRange> names;
    bool joined_by_and = false, short_name = false;
    for (const Run& r : runs_) {
      if (!names.empty() && !are_joined(names.back().end, r.tokens.begin, joined_by_and)) break;
      if (r.describes) return {};
      short_name |= n_words(r) < 2;
      names.push_back(r.tokens);
    }
    if (names.size() < 2 || !joined_by_and) return {};
    const bool alone = names.front().begin == phrase_.begin && names.back().end == phrase_.end;
    return short_name && !alone ? std::vector<TokenRange>() : names;
  }

  // Whether only "and", commas and titles stand between two names; notes an "and".
  bool are_joined(uint32_t begin, uint32_t end, bool& joined_by_and) const {
    bool and_seen = false;
    for (uint32_t i = begin; i < end; ++i) {
      and_seen |= word(i) == "and";
      if (word(i) != "and" && word(i) != "," && !is_title(word(i))) return false;
    }
    joined_by_and |= and_seen;
    return true;
  }

  // The first of the longest runs that neither describe a noun nor follow a preposition. One word
  // with a capital at the start of a sentence may be no name at all ("Residents of the street").
  const Run* best_run() const {
    const Run* best = nullptr;
    for (const Run& r : runs_) {
      if (r.describes || r.prepositional || is_doubtful(r)) continue;
      if (best == nullptr || n_words(r) > n_words(*best)) best = &r;
    }
    return best;
  }

  bool is_doubtful(const Run& r) const {
    const Token& first = tokens_[r.tokens.begin];
    return r.tokens.size() == 1 && r.tokens.begin == phrase_.begin && r.tokens.end < phrase_.end &&
           (first.place == TokenPlace::kSentenceStart ||
            first.place == TokenPlace::kParagraphStart) &&
           first.casing == Casing::kTitle && tokens_[r.tokens.end].is_word;
  }

  // Whether a preposition governs token i: right before it, but for articles and titles, or before
  // a run that it is joined to by "and" or a possessive.
  bool follows_preposition(uint32_t i) const {
    while (i > phrase_.begin && (is_article(word(i - 1)) || is_title(word(i - 1)))) --i;
    if (i == phrase_.begin) return false;
    const bool joined = !runs_.empty() && runs_.back().tokens.end + (word(i - 1) == "and") == i;
    if (joined) return runs_.back().prepositional;
    static constexpr std::array<std::string_view, 24> kPrepositions = {
        "of",     "in",     "at",    "for",    "from",   "with",   "on",     "to",
        "by",     "near",   "under", "over",   "about",  "inside", "within", "outside",
        "behind", "across", "among", "around", "beside", "after",  "before", "against"};
    return std::find(kPrepositions.begin(), kPrepositions.end(), word(i - 1)) !=
           kPrepositions.end();
  }

  // The phrase without leading article, outer punctuation, and a clause that says how the source
  // spoke: "a senior official, speaking on condition of anonymity".
  TokenRange without_article() const {
    static constexpr std::array<std::string_view, 7> kClauses = {
        "who", "whose", "which", "speaking", "citing", "quoting", "writing"};
    TokenRange r = phrase_;
    for (uint32_t i = r.begin + 1; i + 1 < r.end; ++i) {
      if (word(i) == "," &&
          std::find(kClauses.begin(), kClauses.end(), word(i + 1)) != kClauses.end()) {
        r.end = i;
      }
    }
    while (!r.empty() && !tokens_[r.begin].is_word) ++r.begin;
    while (!r.empty() && !tokens_[r.end - 1].is_word) --r.end;
    if (r.size() > 1 && is_article(word(r.begin))) ++r.begin;
    return r;
  }

  Speaker speaker(TokenRange r) const {
    ByteSpan span{tokens_[r.begin].span.begin, tokens_[r.end - 1].span.end};
    span.end -= static_cast<uint32_t>(possessive_size(word(r.end - 1)));
    std::string name;
    for (const char c : text_.substr(span.begin, span.size())) {
      const bool space = c == '\n' || c == '\r' || c == '\t';
      if (!space) name += c;
      else if (!name.empty() && name.back() != ' ') name += ' ';
    }
    return {name, span};
  }

  TokenRange phrase_;
  const std::vector<Token>& tokens_;
  std::string_view text_;
  std::vector<Run> runs_;
};

}  // namespace

std::vector<Speaker> speakers_of(TokenRange source, const Tokens& tokens, std::string_view text) {
  return NameFinder(source, tokens, text).run();
}

}  // namespace quoth
