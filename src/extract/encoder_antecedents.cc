// What the encoder says of antecedents, in the resolver's terms.
#include <algorithm>
#include <cmath>

#include "extract/chain_resolver.h"

namespace quoth {
namespace {

// Log of the summed exponentials; CoreferenceScores::kNone of nothing.
float log_sum(const std::vector<float>& x) {
  if (x.empty()) return CoreferenceScores::kNone;
  const float top = *std::max_element(x.begin(), x.end());
  double sum = 0;
  for (const float v : x) sum += std::exp(static_cast<double>(v - top));
  return top + static_cast<float>(std::log(sum));
}

}  // namespace

float ChainResolver::encoder_score(uint32_t mention, uint32_t chain) const {
  const Chain& c = chains_[chain];
  std::vector<float> parts;
  const auto add = [&](uint32_t candidate) {
    if (candidate == mention) return;
    const float s = scores_->score(mention, candidate);
    if (s > CoreferenceScores::kNone) parts.push_back(s);
  };
  if (c.cluster) {
    for (const uint32_t i : names_of_[*c.cluster]) add(i);
  }
  for (const uint32_t i : c.mentions) {
    if (m_.mentions[i].part.type == MentionType::kDescription) add(i);
  }
  return log_sum(parts);
}

void ChainResolver::add_encoder_scores(CandidateTrace& seen) const {
  constexpr float kLeast = -12;
  if (scores_ == nullptr || seen.chains.empty()) return;
  std::vector<float> scores;
  for (const uint32_t id : seen.chains) scores.push_back(encoder_score(seen.mention, id));
  const float all = log_sum(scores);
  for (size_t k = 0; k < scores.size(); ++k) {
    seen.features[k][kEncoderFeature] = std::max(scores[k] - all, kLeast);
  }
}

}  // namespace quoth
