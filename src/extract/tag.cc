#include "extract/tag.h"

#include <algorithm>
#include <cmath>

namespace quoth {
namespace {

constexpr float kForbidden = -1e4f;
constexpr uint32_t kOutside = 0;

constexpr uint32_t begin_tag(uint32_t role) { return 1 + 2 * role; }
constexpr uint32_t inside_tag(uint32_t role) { return 2 + 2 * role; }

using TagScores = std::array<float, kTags>;
using Matrix = std::array<TagScores, kTags>;  // [before][after]

Matrix transition_scores(const Heads& heads, uint32_t layer) {
  Matrix m;
  for (uint32_t a = 0; a < kTags; ++a) {
    for (uint32_t b = 0; b < kTags; ++b) m[a][b] = heads.transitions(layer)[a * kTags + b];
  }
  for (uint32_t role = 0; role < kRoles; ++role) {
    for (uint32_t a = 0; a < kTags; ++a) {
      if (a != begin_tag(role) && a != inside_tag(role)) m[a][inside_tag(role)] += kForbidden;
    }
  }
  return m;
}

std::vector<uint8_t> viterbi(const std::vector<TagScores>& emissions, const Matrix& transitions) {
  const size_t n = emissions.size();
  std::vector<uint8_t> tags(n);
  if (n == 0) return tags;
  std::vector<std::array<uint8_t, kTags>> back(n);
  TagScores score = emissions[0];
  for (uint32_t role = 0; role < kRoles; ++role) score[inside_tag(role)] += kForbidden;
  for (size_t t = 1; t < n; ++t) {
    TagScores next;
    for (uint32_t b = 0; b < kTags; ++b) {
      uint8_t from = 0;
      float best = score[0] + transitions[0][b];
      for (uint8_t a = 1; a < kTags; ++a) {
        const float s = score[a] + transitions[a][b];
        if (s > best) {
          best = s;
          from = a;
        }
      }
      next[b] = best + emissions[t][b];
      back[t][b] = from;
    }
    score = next;
  }
  tags[n - 1] = static_cast<uint8_t>(std::max_element(score.begin(), score.end()) - score.begin());
  for (size_t t = n - 1; t > 0; --t) tags[t - 1] = back[t][tags[t]];
  return tags;
}

// Marginal probability of each role (B and I together) and each token, by forward-backward in the
// linear domain, scaled at every step (Rabiner 1989).
std::vector<std::array<float, kRoles>> role_marginals(const std::vector<TagScores>& emissions,
                                                      const Matrix& transitions) {
  const size_t n = emissions.size();
  std::vector<std::array<float, kRoles>> out(n);
  Matrix weight;
  for (uint32_t a = 0; a < kTags; ++a) {
    for (uint32_t b = 0; b < kTags; ++b) weight[a][b] = std::exp(transitions[a][b]);
  }
  std::vector<TagScores> local(n), forward(n);
  const auto normalize = [](TagScores& v) {
    float sum = 0;
    for (const float x : v) sum += x;
    for (float& x : v) x /= sum;
  };
  for (size_t t = 0; t < n; ++t) {
    const float top = *std::max_element(emissions[t].begin(), emissions[t].end());
    for (uint32_t b = 0; b < kTags; ++b) {
      local[t][b] = std::exp(std::max(emissions[t][b] - top, -60.0f));
      float in = t == 0 ? 1.0f : 0.0f;
      if (t > 0)
        for (uint32_t a = 0; a < kTags; ++a) in += forward[t - 1][a] * weight[a][b];
      forward[t][b] = in * local[t][b];
    }
    normalize(forward[t]);
  }
  TagScores backward;
  backward.fill(1.0f);
  for (size_t t = n; t-- > 0;) {
    TagScores both;
    for (uint32_t b = 0; b < kTags; ++b) both[b] = forward[t][b] * backward[b];
    normalize(both);
    for (uint32_t r = 0; r < kRoles; ++r) out[t][r] = both[begin_tag(r)] + both[inside_tag(r)];
    TagScores before{};
    for (uint32_t a = 0; a < kTags; ++a) {
      for (uint32_t b = 0; b < kTags; ++b) before[a] += weight[a][b] * local[t][b] * backward[b];
    }
    normalize(before);
    backward = before;
  }
  return out;
}

LayerSpans collect(const std::vector<uint8_t>& tags, uint32_t offset,
                   const std::vector<std::array<float, kRoles>>& marginals) {
  LayerSpans spans;
  for (uint32_t i = 0; i < tags.size();) {
    uint32_t j = i + 1;
    if (tags[i] != kOutside) {
      const uint32_t role = (tags[i] - 1u) / 2;
      while (j < tags.size() && tags[j] == inside_tag(role)) ++j;
      double sum = 0;
      for (uint32_t t = i; t < j; ++t) sum += std::log(std::max(marginals[t][role], 1e-6f));
      spans.roles[role].push_back({{offset + i, offset + j}, static_cast<float>(sum / (j - i))});
    }
    i = j;
  }
  return spans;
}

std::string_view role_name(size_t role) {
  constexpr std::string_view kNames[] = {"source", "cue", "content"};
  return kNames[role];
}

}  // namespace

Spans tag(const Encoded& encoded, const Heads& heads,
          const std::array<float, kTagLayers>& outside_bias) {
  const size_t n = encoded.tokens.size();
  Spans spans;
  std::vector<bool> in_content(n, false);
  for (uint32_t layer = 0; layer < kTagLayers; ++layer) {
    std::vector<TagScores> emissions(n);
    for (size_t t = 0; t < n; ++t) {
      std::copy_n(&encoded.emissions[t * kEmissions + layer * kTags], kTags, emissions[t].begin());
      emissions[t][kOutside] += outside_bias[layer];
      if (layer > 0 && !in_content[t])
        for (uint32_t b = 1; b < kTags; ++b) emissions[t][b] = kForbidden;
    }
    const Matrix transitions = transition_scores(heads, layer);
    const std::vector<uint8_t> tags = viterbi(emissions, transitions);
    spans[layer] = collect(tags, encoded.tokens.begin, role_marginals(emissions, transitions));
    for (size_t t = 0; t < n; ++t) in_content[t] = tags[t] >= begin_tag(2);
  }
  return spans;
}

TaggedSpan source_through(const Encoded& encoded, const Heads& heads, uint32_t layer,
                          uint32_t token) {
  constexpr uint32_t kAround = 24;
  constexpr auto kSource = static_cast<uint32_t>(Role::kSource);
  const TokenRange all = encoded.tokens;
  const uint32_t begin = token - std::min(token - all.begin, kAround);
  const uint32_t end = std::min(all.end, token + 1 + kAround);
  std::vector<TagScores> emissions(end - begin);
  for (uint32_t t = begin; t < end; ++t) {
    std::copy_n(&encoded.emissions[size_t{t - all.begin} * kEmissions + layer * kTags], kTags,
                emissions[t - begin].begin());
  }
  const Matrix transitions = transition_scores(heads, layer);
  const auto marginals = role_marginals(emissions, transitions);
  for (uint32_t tag = 0; tag < kTags; ++tag) {
    if (tag != begin_tag(kSource) && tag != inside_tag(kSource))
      emissions[token - begin][tag] += kForbidden;
  }
  const LayerSpans spans = collect(viterbi(emissions, transitions), begin, marginals);
  const auto& sources = spans[Role::kSource];
  return *std::find_if(sources.begin(), sources.end(), [&](const TaggedSpan& s) {
    return s.tokens.begin <= token && token < s.tokens.end;
  });
}

std::string to_dump(const Spans& spans, const Tokens& tokens, std::string_view text) {
  std::string out;
  for (size_t layer = 0; layer < spans.size(); ++layer) {
    for (size_t role = 0; role < kRoles; ++role) {
      for (const TaggedSpan& s : spans[layer].roles[role]) {
        const ByteSpan bytes{tokens.tokens[s.tokens.begin].span.begin,
                             tokens.tokens[s.tokens.end - 1].span.end};
        out += std::to_string(layer) + ' ' + std::string(role_name(role)) + ' ' +
               std::string(text.substr(bytes.begin, bytes.size())) + '\n';
      }
    }
  }
  return out;
}

}  // namespace quoth
