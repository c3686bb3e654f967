#include "extract/speaker_channels.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <vector>

namespace quoth {
namespace {

constexpr int kRounds = 2;
constexpr float kFloor = 0.02f;  // of a mean, so that no statement is outvoted for certain

ChannelScores softmax(ChannelScores scores) {
  const float most = *std::max_element(scores.begin(), scores.end());
  float total = 0;
  for (float& s : scores) total += s = std::exp(s - most);
  for (float& s : scores) s /= total;
  return scores;
}

// Statements by speakers; those without are left out.
std::vector<std::vector<size_t>> by_speakers(std::span<const Statement> statements) {
  std::map<std::vector<uint32_t>, std::vector<size_t>> groups;
  for (size_t i = 0; i < statements.size(); ++i) {
    std::vector<uint32_t> who;
    for (const Speaker& s : statements[i].speakers) {
      if (s.entity) who.push_back(*s.entity);
    }
    if (!who.empty()) groups[who].push_back(i);
  }
  std::vector<std::vector<size_t>> out;
  for (auto& [who, members] : groups) out.push_back(std::move(members));
  return out;
}

ChannelScores mean_of(const std::vector<size_t>& members,
                      const std::vector<ChannelScores>& probabilities) {
  ChannelScores mean{};
  for (const size_t i : members) {
    for (size_t c = 0; c < kChannels; ++c) mean[c] += probabilities[i][c];
  }
  for (float& m : mean) m /= static_cast<float>(members.size());
  return mean;
}

}  // namespace

void settle_channels(std::span<Statement> statements, std::span<const ChannelScores> scores) {
  statements = statements.first(std::min(statements.size(), scores.size()));
  std::vector<ChannelScores> probabilities;
  for (size_t i = 0; i < statements.size(); ++i) probabilities.push_back(softmax(scores[i]));
  for (const auto& members : by_speakers(statements)) {
    for (int round = 0; round < kRounds && members.size() > 1; ++round) {
      const ChannelScores mean = mean_of(members, probabilities);
      for (const size_t i : members) {
        ChannelScores score = scores[i];
        for (size_t c = 0; c < kChannels; ++c) score[c] += std::log(mean[c] + kFloor);
        probabilities[i] = softmax(score);
      }
    }
  }
  for (size_t i = 0; i < statements.size(); ++i) {
    const ChannelScores& p = probabilities[i];
    const auto best = static_cast<size_t>(std::max_element(p.begin(), p.end()) - p.begin());
    statements[i].channel.reset();
    if (best > 0) statements[i].channel = static_cast<Channel>(best - 1);
  }
}

}  // namespace quoth
