#include "extract/channel_facts.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>

#include "base/word_list.h"
#include "extract/frame_input.h"
#include "nn/frame_heads.h"
#include "quoth/record.h"

namespace quoth {

extern const std::string_view channel_words_data;  // generated from data/channel_words.txt

namespace {

constexpr size_t kHints = kChannels - 1;
constexpr uint32_t kLede = 80, kAfter = 8;
constexpr size_t kPlaces = 9;
using Counts = std::array<float, kHints>;

static_assert(kFrameFacts == (kPlaces + 2) * kHints + kFormFacts + 1);

Counts& operator+=(Counts& a, const Counts& b) {
  for (size_t c = 0; c < kHints; ++c) a[c] += b[c];
  return a;
}

// Bits of the channels that each listed word hints at.
std::unordered_map<std::string_view, uint16_t> read_hints() {
  std::unordered_map<std::string_view, uint16_t> out;
  for (const auto& [word, list] : parse_word_map(channel_words_data)) {
    for (size_t c = 0; c < kHints; ++c) {
      const std::string_view channel = name(static_cast<Channel>(c));
      for (size_t at = 0; at <= list.size();) {
        const size_t end = std::min(list.find(',', at), list.size());
        if (list.substr(at, end - at) == channel) out[word] |= static_cast<uint16_t>(1u << c);
        at = end + 1;
      }
    }
  }
  return out;
}

// Hints before each token of a section, summed from its start.
class HintSums {
 public:
  HintSums(TokenRange section, const Tokens& tokens, std::string_view text) : section_(section) {
    static const auto hints = read_hints();
    sums_.resize(section.size() + 1);
    for (uint32_t t = section.begin; t < section.end; ++t) {
      const size_t i = t - section.begin;
      sums_[i + 1] = sums_[i];
      const ByteSpan span = tokens.tokens[t].span;
      std::string word(text.substr(span.begin, span.size()));
      for (char& c : word) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
      const auto found = hints.find(word);
      if (found == hints.end()) continue;
      for (size_t c = 0; c < kHints; ++c) {
        if (found->second >> c & 1) sums_[i + 1][c] += 1;
      }
    }
  }

  Counts in(uint32_t begin, uint32_t end) const {
    Counts out{};
    begin = std::clamp(begin, section_.begin, section_.end);
    end = std::clamp(end, section_.begin, section_.end);
    if (begin >= end) return out;
    for (size_t c = 0; c < kHints; ++c) {
      out[c] = sums_[end - section_.begin][c] - sums_[begin - section_.begin][c];
    }
    return out;
  }
  Counts in(TokenRange r) const { return in(r.begin, r.end); }

 private:
  TokenRange section_;
  std::vector<Counts> sums_;
};

class Sentences {
 public:
  explicit Sentences(const Tokens& tokens) : sentences_(tokens.sentences) {}

  size_t of(uint32_t token) const {
    const auto after = std::partition_point(sentences_.begin(), sentences_.end(),
                                            [&](const TokenRange& s) { return s.begin <= token; });
    return static_cast<size_t>(after - sentences_.begin()) - 1;
  }
  TokenRange at(size_t i) const { return sentences_[std::min(i, sentences_.size() - 1)]; }
  size_t size() const { return sentences_.size(); }

 private:
  const std::vector<TokenRange>& sentences_;
};

std::array<Counts, kPlaces> hints_around(const Attribution& a, const HintSums& sums,
                                         const Sentences& sentences, TokenRange section) {
  const TokenRange anchor = anchor_of(a);
  const size_t first = sentences.of(anchor.begin), last = sentences.of(anchor.end - 1);
  const uint32_t begin = sentences.at(first).begin, end = sentences.at(last).end;
  std::array<Counts, kPlaces> out{};
  Counts content{};
  for (const TokenRange& r : a.content) content += sums.in(r);
  out[0] = sums.in(begin, end);
  for (size_t c = 0; c < kHints; ++c) out[0][c] = std::max(out[0][c] - content[c], 0.0f);
  if (a.cue) out[1] = sums.in(*a.cue);
  if (a.source) out[2] = sums.in(*a.source);
  out[3] = sums.in(anchor.end, anchor.end + kAfter);
  out[4] = sums.in(sentences.at(first < 1 ? 0 : first - 1).begin, begin);
  out[5] = sums.in(sentences.at(first < 4 ? 0 : first - 4).begin, begin);
  if (last + 1 < sentences.size()) out[6] = sums.in(sentences.at(last + 1));
  out[7] = sums.in(section.begin, section.begin + kLede);
  out[8] = sums.in(section);
  for (float& x : out[8]) x = x / static_cast<float>(section.size()) * 300.0f;
  return out;
}

}  // namespace

std::vector<float> channel_facts(std::span<const Attribution> attributions,
                                 const std::vector<uint32_t>& speakers,
                                 const std::vector<float>& facts, TokenRange section,
                                 const Tokens& tokens, std::string_view text) {
  const HintSums sums(section, tokens, text);
  const Sentences sentences(tokens);
  struct Pool {
    Counts own{}, before{};
    float n = 0;
  };
  std::map<uint32_t, Pool> pools;
  std::vector<std::array<Counts, kPlaces>> rows;
  for (size_t i = 0; i < attributions.size(); ++i) {
    rows.push_back(hints_around(attributions[i], sums, sentences, section));
    Pool& pool = pools[speakers[i]];
    pool.own += rows.back()[0];
    pool.before += rows.back()[5];
    ++pool.n;
  }
  std::vector<float> out;
  out.reserve(rows.size() * kFrameFacts);
  for (size_t i = 0; i < rows.size(); ++i) {
    for (const Counts& counts : rows[i]) {
      for (const float x : counts) out.push_back(std::min(x, 3.0f));
    }
    const Pool& pool = pools[speakers[i]];
    for (const float x : pool.own) out.push_back(std::min(x, 5.0f));
    for (const float x : pool.before) out.push_back(std::min(x, 5.0f));
    out.insert(out.end(), facts.begin() + static_cast<ptrdiff_t>(i * kFormFacts),
               facts.begin() + static_cast<ptrdiff_t>((i + 1) * kFormFacts));
    out.push_back(pool.n);
  }
  return out;
}

}  // namespace quoth
