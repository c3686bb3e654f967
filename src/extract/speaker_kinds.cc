#include "extract/speaker_kinds.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace quoth {
namespace {

constexpr size_t kKinds = static_cast<size_t>(EntityKind::kAuthor);  // that can be told
constexpr float kByWords = 2.0f;                                     // fitted on the dev articles

struct Evidence {
  std::array<float, kKinds> sum{};
  size_t n = 0;
};

void add(Evidence& e, const KindScores& scores) {
  const float most = *std::max_element(scores.begin(), scores.end());
  float total = 0;
  for (const float s : scores) total += std::exp(s - most);
  for (size_t k = 0; k < kKinds; ++k) e.sum[k] += scores[k] - most - std::log(total);
  ++e.n;
}

EntityKind settled(EntityKind by_words, const Evidence& e) {
  std::array<float, kKinds> score;
  for (size_t k = 0; k < kKinds; ++k) score[k] = e.sum[k] / static_cast<float>(e.n);
  score[static_cast<size_t>(by_words)] += kByWords;
  return static_cast<EntityKind>(std::max_element(score.begin(), score.end()) - score.begin());
}

}  // namespace

void settle_speaker_kinds(Record& record, std::span<const KindScores> scores) {
  std::vector<Evidence> evidence(record.entities.size());
  for (size_t i = 0; i < std::min(scores.size(), record.statements.size()); ++i) {
    const auto& speakers = record.statements[i].speakers;
    if (speakers.empty() || !speakers.front().entity) continue;
    add(evidence[*speakers.front().entity], scores[i]);
  }
  for (size_t e = 0; e < evidence.size(); ++e) {
    EntityKind& kind = record.entities[e].kind;
    if (evidence[e].n > 0 && kind != EntityKind::kAuthor) kind = settled(kind, evidence[e]);
  }
  for (Statement& s : record.statements) {
    for (Speaker& speaker : s.speakers) {
      if (speaker.entity) speaker.kind = record.entities[*speaker.entity].kind;
    }
  }
}

}  // namespace quoth
