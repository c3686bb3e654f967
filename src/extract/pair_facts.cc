#include "extract/pair_facts.h"

#include <algorithm>
#include <unordered_set>

#include "base/word_list.h"

namespace quoth {

extern const std::string_view light_words_data;  // generated from data/light_words.txt

namespace {

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

size_t common(const std::set<std::string>& a, const std::set<std::string>& b) {
  return static_cast<size_t>(
      std::count_if(a.begin(), a.end(), [&](const std::string& x) { return b.contains(x); }));
}

void add_names(std::string_view text, std::set<std::string>& out) {
  each_word(text, [&](std::string_view word) {
    if (is_capitalised(word)) out.insert(lower(word));
  });
}

std::string_view slice(std::string_view text, ByteSpan s) { return text.substr(s.begin, s.size()); }

bool is_pronoun(std::string_view words) {
  constexpr std::string_view kAll[] = {"him", "her", "them", "me", "us"};
  return std::find(std::begin(kAll), std::end(kAll), lower(words)) != std::end(kAll);
}

// One of the last two characters is a question mark.
bool ends_asking(std::string_view words) {
  size_t at = words.size();
  for (int n = 0; at > 0 && n < 2; ++n) {
    do --at;
    while (at > 0 && is_later_byte(words[at]));
  }
  return words.substr(at).find('?') != std::string_view::npos;
}

uint32_t anchor(const Statement& s) {
  return (!s.cue.empty() ? s.cue : !s.source.empty() ? s.source : s.content).front().begin;
}

float flag(bool b) { return b ? 1.0f : 0.0f; }

float share(size_t value, size_t most) {
  return static_cast<float>(std::min(value, most)) / static_cast<float>(most);
}

}  // namespace

PairFacts::PairFacts(const std::vector<Statement>& statements, size_t n, std::string_view text)
    : statements_(statements) {
  words_.reserve(n);
  for (size_t i = 0; i < n; ++i) words_.push_back(wording(statements[i], text));
}

PairFacts::Wording PairFacts::wording(const Statement& s, std::string_view text) {
  static const auto light = parse_word_set(light_words_data);
  Wording w;
  for (const ByteSpan& c : s.content) {
    add_names(slice(text, c), w.named);
    each_word(slice(text, c), [&](std::string_view word) {
      std::string small = lower(word);
      if (!light.contains(small)) w.said.insert(std::move(small));
    });
  }
  for (const Speaker& p : s.speakers) add_names(p.name, w.speakers);
  if (s.addressee) {
    add_names(slice(text, s.addressee->span), w.told);
    w.pronoun = is_pronoun(slice(text, s.addressee->span));
  }
  w.asks = !s.content.empty() && ends_asking(slice(text, s.content.back()));
  w.at = anchor(s);
  return w;
}

bool PairFacts::same_speakers(uint32_t i, uint32_t j) const {
  const auto& a = statements_[i].speakers;
  const auto& b = statements_[j].speakers;
  return !a.empty() &&
         std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const Speaker& x, const Speaker& y) { return x.name == y.name; });
}

std::array<float, kPairFacts> PairFacts::operator()(uint32_t i, uint32_t j, size_t between) const {
  constexpr size_t kNear = 1200;
  const Wording& later = words_[i];
  const Wording& earlier = words_[j];
  const std::optional<uint32_t> inner = statements_[i].within, outer = statements_[j].within;
  const bool same = same_speakers(i, j), next = i - j == 1;
  const size_t shared = common(later.said, earlier.said);
  return {flag(same),
          flag(!same),
          flag(common(later.speakers, earlier.named) > 0),
          flag(common(earlier.speakers, later.named) > 0),
          share(shared, 5),
          flag(shared > 0),
          flag(inner == j),
          flag(outer == i || (outer && outer == inner)),
          flag(earlier.asks),
          flag(earlier.asks && next),
          flag(common(later.speakers, earlier.told) > 0),
          flag(common(earlier.speakers, later.told) > 0),
          flag(later.pronoun && !same),
          share(later.at > earlier.at ? later.at - earlier.at : 0, kNear),
          flag(!same && next),
          share(between, 5)};
}

}  // namespace quoth
