#include "extract/replies.h"

#include <algorithm>
#include <set>
#include <string>
#include <unordered_set>

#include "base/word_list.h"

namespace quoth {

extern const std::string_view light_words_data;  // generated from data/light_words.txt

namespace {

constexpr size_t kMaxBack = 200;  // statements; longer articles would take quadratic time

// The words of a statement that pairs are compared by, in small letters.
struct Wording {
  std::set<std::string> said;      // of the content, without light words
  std::set<std::string> named;     // of the content, those that begin with a capital
  std::set<std::string> speakers;  // of the speakers' names, likewise
};

bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         static_cast<unsigned char>(c) >= 0xC3;  // letters beyond ASCII; their later bytes below
}

bool is_later_byte(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// Calls use(word) for each run of letters and digits.
template <typename Use>
void each_word(std::string_view text, const Use& use) {
  for (size_t i = 0; i < text.size();) {
    // Curly quotation marks and dashes begin with E2.
    if (!is_word_byte(text[i]) || static_cast<unsigned char>(text[i]) == 0xE2) {
      ++i;
      while (i < text.size() && is_later_byte(text[i])) ++i;
      continue;
    }
    const size_t begin = i;
    while (i < text.size() && static_cast<unsigned char>(text[i]) != 0xE2 &&
           (is_word_byte(text[i]) || is_later_byte(text[i]))) {
      ++i;
    }
    use(text.substr(begin, i - begin));
  }
}

std::string lower(std::string_view word) {
  std::string out(word);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

bool is_capitalised(std::string_view word) {
  return word.size() > 1 && word[0] >= 'A' && word[0] <= 'Z';
}

Wording wording(const Statement& s, std::string_view text) {
  static const auto light = parse_word_set(light_words_data);
  Wording w;
  for (const ByteSpan& c : s.content) {
    each_word(text.substr(c.begin, c.size()), [&](std::string_view word) {
      std::string small = lower(word);
      if (is_capitalised(word)) w.named.insert(small);
      if (!light.contains(small)) w.said.insert(std::move(small));
    });
  }
  for (const Speaker& p : s.speakers) {
    each_word(p.name, [&](std::string_view word) {
      if (is_capitalised(word)) w.speakers.insert(lower(word));
    });
  }
  return w;
}

size_t common(const std::set<std::string>& a, const std::set<std::string>& b) {
  return static_cast<size_t>(
      std::count_if(a.begin(), a.end(), [&](const std::string& x) { return b.contains(x); }));
}

bool same_speakers(const Statement& a, const Statement& b) {
  return !a.speakers.empty() &&
         std::equal(a.speakers.begin(), a.speakers.end(), b.speakers.begin(), b.speakers.end(),
                    [](const Speaker& x, const Speaker& y) { return x.name == y.name; });
}

// In the order of pair_facts() in training/quoth_training/frame_features.py.
std::array<float, kPairFacts> pair_facts(const std::vector<Statement>& statements,
                                         const std::vector<Wording>& words, uint32_t i,
                                         uint32_t j) {
  const Statement& later = statements[i];
  const Statement& earlier = statements[j];
  const bool same = same_speakers(later, earlier);
  const size_t shared = common(words[i].said, words[j].said);
  const auto flag = [](bool b) { return b ? 1.0f : 0.0f; };
  return {flag(same),
          flag(!same),
          flag(common(words[i].speakers, words[j].named) > 0),
          flag(common(words[j].speakers, words[i].named) > 0),
          static_cast<float>(std::min<size_t>(shared, 5)) / 5.0f,
          flag(shared > 0),
          flag(later.within == j),
          flag(earlier.within == i || (earlier.within && earlier.within == later.within))};
}

}  // namespace

void link_replies(std::vector<Statement>& statements, const std::vector<ReplyKey>& keys,
                  const FrameHeads& heads, std::string_view text) {
  std::vector<Wording> words;
  words.reserve(keys.size());
  for (size_t i = 0; i < keys.size(); ++i) words.push_back(wording(statements[i], text));
  for (uint32_t i = 1; i < keys.size(); ++i) {
    float best = keys[i].none;
    for (uint32_t j = i > kMaxBack ? i - kMaxBack : 0; j < i; ++j) {
      const float score = heads.reply(keys[i], keys[j], i - j, pair_facts(statements, words, i, j));
      if (score <= best) continue;
      best = score;
      statements[i].replies_to = j;
    }
  }
}

}  // namespace quoth
