// What the encoder says of antecedents, in the resolver's terms.
#include <algorithm>

#include "extract/chain_resolver.h"

namespace quoth {

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
  return parts.empty() ? CoreferenceScores::kNone : log_sum_exp(parts);
}

void ChainResolver::add_encoder_scores(CandidateTrace& seen) const {
  constexpr float kLeast = -12;
  if (scores_ == nullptr || seen.chains.empty()) return;
  std::vector<float> scores;
  for (const uint32_t id : seen.chains) scores.push_back(encoder_score(seen.mention, id));
  const float all = log_sum_exp(scores);
  for (size_t k = 0; k < scores.size(); ++k) {
    seen.features[k][kEncoderFeature] = std::max(scores[k] - all, kLeast);
  }
}

}  // namespace quoth
