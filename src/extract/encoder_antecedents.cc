// What the encoder says of antecedents, in the resolver's terms.
#include <algorithm>
#include <cmath>

#include "extract/chain_resolver.h"

namespace quoth {
namespace {

// By how much a description must rather stand for a named one than for none; fitted on dev.
constexpr float kDescriptionMargin = 0;

// Log of the summed exponentials; CoreferenceScores::kNone of nothing.
float log_sum(const std::vector<float>& x) {
  if (x.empty()) return CoreferenceScores::kNone;
  const float top = *std::max_element(x.begin(), x.end());
  double sum = 0;
  for (const float v : x) sum += std::exp(static_cast<double>(v - top));
  return top + static_cast<float>(std::log(sum));
}

// Whether one of that name may be called by that noun.
bool may_be(const Noun& noun, NameKind kind) {
  if (noun.plural || kind == NameKind::kPlace) return false;
  if (noun.is_person) {
    return kind == NameKind::kPerson || kind == NameKind::kLikely || kind == NameKind::kUnknown;
  }
  if (noun.kind == EntityKind::kDocument) return kind == NameKind::kDocument;
  return noun.kind == EntityKind::kOrganisation &&
         (kind == NameKind::kBody || kind == NameKind::kUnknown);
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

std::optional<uint32_t> ChainResolver::by_encoder(uint32_t i) {
  const Mention& m = m_.mentions[i];
  if (scores_ == nullptr || !m.source_of) return std::nullopt;
  const auto noun = description_noun(m.part);
  if (!noun) return std::nullopt;
  std::optional<uint32_t> best;
  float best_score = scores_->none(i) + kDescriptionMargin;
  for (uint32_t c = 0; c < m_.clusters.size(); ++c) {
    const NameCluster& names = m_.clusters[c];
    if (!may_be(*noun, names.kind)) continue;
    if (noun->gender != Gender::kUnknown && names.gender != Gender::kUnknown &&
        noun->gender != names.gender)
      continue;
    std::vector<float> parts;
    for (const uint32_t k : names_of_[c]) parts.push_back(scores_->score(i, k));
    const float score = log_sum(parts);
    if (score <= best_score) continue;
    best = c;
    best_score = score;
  }
  if (!best) return std::nullopt;
  return chain_of_cluster(*best);
}

}  // namespace quoth
