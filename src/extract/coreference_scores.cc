#include "extract/coreference_scores.h"

#include <algorithm>
#include <cmath>

namespace quoth {
namespace {

bool is_candidate(const Mention& m) { return m.part.type != MentionType::kPronoun; }
bool is_anaphor(const Mention& m) { return m.part.type != MentionType::kName; }

// Tokens from the span to the token.
int64_t away(TokenRange span, uint32_t token) {
  if (token < span.begin) return static_cast<int64_t>(token) - span.begin;
  return std::max<int64_t>(static_cast<int64_t>(token) - span.end + 1, 0);
}

}  // namespace

CoreferenceScores::CoreferenceScores(const Mentions& mentions, const CoreferenceEvidence& evidence)
    : mentions_(mentions) {
  uint32_t n = 0;
  for (const Mention& m : mentions.mentions) n = std::max(n, m.part.tokens.end);
  row_of_token_.assign(n, -1);
  first_row_.assign(mentions.mentions.size(), 0);
  scores_.resize(mentions.mentions.size());
  std::vector<bool> wanted(n, false);
  for (const Mention& m : mentions.mentions) {
    if (!is_candidate(m)) continue;
    std::fill(wanted.begin() + m.part.tokens.begin, wanted.begin() + m.part.tokens.end, true);
  }
  for (uint32_t t = 0; t < n; ++t) {
    if (wanted[t]) row_of_token_[t] = 0;  // add_section() numbers those that are encoded
  }
  for (const Encoded& section : evidence.sections) add_section(section, evidence);
  for (uint32_t t = 0; t < n; ++t) row_of_token_[t] = -1;
  for (uint32_t r = 0; r < tokens_.size(); ++r) row_of_token_[tokens_[r]] = static_cast<int32_t>(r);
  for (const Encoded& section : evidence.sections) {
    std::vector<uint32_t> anaphors;
    std::vector<std::array<uint32_t, 2>> spans;
    for (uint32_t i = 0; i < mentions.mentions.size(); ++i) {
      const TokenRange r = mentions.mentions[i].part.tokens;
      if (!is_anaphor(mentions.mentions[i]) || !section.tokens.contains(r)) continue;
      anaphors.push_back(i);
      spans.push_back({r.begin - section.tokens.begin, r.end - section.tokens.begin});
    }
    if (anaphors.empty() || section.states.size() == 0) continue;
    evidence.head.queries(section.states.data(), spans, evidence.kernels, evidence.scratch);
    for (size_t k = 0; k < anaphors.size(); ++k) {
      score_anaphor(anaphors[k], evidence.scratch.queries.data() + k * kPointerSize, evidence.head);
    }
  }
}

void CoreferenceScores::add_section(const Encoded& section, const CoreferenceEvidence& evidence) {
  if (section.states.size() == 0) return;
  std::vector<uint32_t> local;
  for (uint32_t t = section.tokens.begin; t < section.tokens.end && t < row_of_token_.size(); ++t) {
    if (row_of_token_[t] < 0) continue;
    local.push_back(t - section.tokens.begin);
    tokens_.push_back(t);
  }
  if (local.empty()) return;
  evidence.head.keys(section.states.data(), local, evidence.kernels, evidence.scratch);
  keys_.insert(keys_.end(), evidence.scratch.keys.data(),
               evidence.scratch.keys.data() + local.size() * kPointerSize);
}

void CoreferenceScores::score_anaphor(uint32_t mention, const float* query,
                                      const CoreferenceHead& head) {
  const TokenRange span = mentions_.mentions[mention].part.tokens;
  const uint32_t from = span.begin - std::min(span.begin, kCoreferenceReach);
  const auto first = std::lower_bound(tokens_.begin(), tokens_.end(), from);
  const auto last = std::lower_bound(first, tokens_.end(), span.end + kCoreferenceReach);
  first_row_[mention] = static_cast<uint32_t>(first - tokens_.begin());
  for (auto it = first; it != last; ++it) {
    const size_t row = it - tokens_.begin();
    scores_[mention].push_back(
        head.score(query, keys_.data() + row * kPointerSize, away(span, *it)));
  }
}

float CoreferenceScores::score(uint32_t anaphor, uint32_t candidate) const {
  const std::vector<float>& scores = scores_[anaphor];
  const TokenRange r = mentions_.mentions[candidate].part.tokens;
  float top = kNone;
  double sum = 0;
  for (uint32_t t = r.begin; t < r.end; ++t) {
    const int64_t k = int64_t{row_of_token_[t]} - first_row_[anaphor];
    if (row_of_token_[t] < 0 || k < 0 || k >= static_cast<int64_t>(scores.size())) continue;
    const float s = scores[k];
    if (s > top) {
      sum = sum * std::exp(static_cast<double>(top - s)) + 1;
      top = s;
    } else {
      sum += std::exp(static_cast<double>(s - top));
    }
  }
  return sum == 0 ? kNone : top + static_cast<float>(std::log(sum));
}

}  // namespace quoth
