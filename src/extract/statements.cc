#include "extract/statements.h"

#include <algorithm>
#include <cmath>

namespace quoth {
namespace {

uint32_t first_token(const Attribution& a) {
  uint32_t first = a.content.front().begin;
  if (a.source) first = std::min(first, a.source->begin);
  if (a.cue) first = std::min(first, a.cue->begin);
  return first;
}

ByteSpan bytes(TokenRange r, const Tokens& tokens) {
  return {tokens.tokens[r.begin].span.begin, tokens.tokens[r.end - 1].span.end};
}

// Quoted where every word of the content stands in quotation marks, relative to the level that the
// statement itself is made on: inside a quotation, only a nested one counts.
Form form_of(const Attribution& a, const Tokens& tokens) {
  size_t quoted = 0, words = 0;
  for (const TokenRange& r : a.content) {
    for (uint32_t i = r.begin; i < r.end; ++i) {
      const Token& t = tokens.tokens[i];
      if (!t.is_word) continue;
      ++words;
      quoted += a.layer == 0 ? t.quoting == Quoting::kInside || t.quoting == Quoting::kNested
                             : t.quoting == Quoting::kNested;
    }
  }
  if (quoted == 0) return Form::kIndirect;
  return quoted == words ? Form::kDirect : Form::kMixed;
}

float confidence(const Evidence& e, const ConfidenceWeights& w) {
  const float evidence[] = {e.content, e.cue, e.source, e.to_cue, e.to_source};
  float logit = w[0];
  for (size_t i = 0; i < 5; ++i) logit += w[i + 1] * std::log(0.001f - evidence[i]);
  return 1.0f / (1.0f + std::exp(-logit));
}

// The smallest outer statement whose content holds the content of `inner`.
std::optional<uint32_t> holder(const Attribution& inner, const std::vector<Attribution>& all) {
  std::optional<uint32_t> best;
  uint32_t best_size = 0;
  const TokenRange words = inner.content.front();
  for (uint32_t i = 0; i < all.size(); ++i) {
    if (all[i].layer >= inner.layer) continue;
    for (const TokenRange& c : all[i].content) {
      if (!c.overlaps(words) || (best && c.size() >= best_size)) continue;
      best = i;
      best_size = c.size();
    }
  }
  return best;
}

}  // namespace

void sort_in_text_order(std::vector<Attribution>& attributions) {
  std::stable_sort(attributions.begin(), attributions.end(), [](const auto& a, const auto& b) {
    return std::pair(first_token(a), a.layer) < std::pair(first_token(b), b.layer);
  });
}

std::vector<Statement> to_statements(std::vector<Attribution> attributions, const Tokens& tokens,
                                     const ConfidenceWeights& weights) {
  sort_in_text_order(attributions);
  std::vector<Statement> statements;
  statements.reserve(attributions.size());
  for (const Attribution& a : attributions) {
    Statement s;
    s.form = form_of(a, tokens);
    if (a.source) s.source = {bytes(*a.source, tokens)};
    if (a.cue) s.cue = {bytes(*a.cue, tokens)};
    for (const TokenRange& r : a.content) s.content.push_back(bytes(r, tokens));
    if (a.layer > 0) s.within = holder(a, attributions);
    s.confidence = confidence(a.evidence, weights);
    statements.push_back(std::move(s));
  }
  return statements;
}

}  // namespace quoth
