#include "extract/speaker_channels.h"

#include <gtest/gtest.h>

#include <optional>
#include <vector>

namespace quoth {
namespace {

constexpr size_t kNone = 0, kInterview = 1 + static_cast<size_t>(Channel::kInterview),
                 kLetter = 1 + static_cast<size_t>(Channel::kLetter);

// `channel` is ahead of all others by `by`.
ChannelScores ahead(size_t channel, float by) {
  ChannelScores s{};
  s[channel] = by;
  return s;
}

std::vector<Statement> said_by(const std::vector<std::vector<uint32_t>>& speakers) {
  std::vector<Statement> out;
  for (const auto& who : speakers) {
    Statement s;
    for (const uint32_t e : who) s.speakers.push_back(Speaker{"", {}, e});
    out.push_back(s);
  }
  return out;
}

std::vector<std::optional<Channel>> channels(const std::vector<Statement>& statements) {
  std::vector<std::optional<Channel>> out;
  for (const Statement& s : statements) out.push_back(s.channel);
  return out;
}

TEST(SpeakerChannels, AStatementAloneHasItsBestChannel) {
  auto s = said_by({{0}, {1}, {}});
  settle_channels(s, std::vector{ahead(kInterview, 1), ahead(kNone, 1), ahead(kLetter, 1)});
  EXPECT_EQ(channels(s), (std::vector<std::optional<Channel>>{Channel::kInterview, std::nullopt,
                                                              Channel::kLetter}));
}

TEST(SpeakerChannels, SureStatementsOfASpeakerTellOfADoubtfulOne) {
  auto s = said_by({{0}, {0}, {0}});
  settle_channels(s, std::vector{ahead(kInterview, 6), ahead(kNone, 0.5), ahead(kInterview, 6)});
  EXPECT_EQ(s[1].channel, Channel::kInterview);
  auto others = said_by({{0}, {1}, {0, 1}});
  settle_channels(others, std::vector{ahead(kInterview, 6), ahead(kNone, 0.5), ahead(kNone, 0.5)});
  EXPECT_EQ(channels(others),
            (std::vector<std::optional<Channel>>{Channel::kInterview, std::nullopt, std::nullopt}));
}

TEST(SpeakerChannels, ASureStatementKeepsItsOwn) {
  auto s = said_by({{0}, {0}, {0}});
  settle_channels(s, std::vector{ahead(kInterview, 6), ahead(kLetter, 9), ahead(kInterview, 6)});
  EXPECT_EQ(s[1].channel, Channel::kLetter);
}

TEST(SpeakerChannels, StatementsWithoutSpeakersTellNothingOfEachOther) {
  auto s = said_by({{}, {}, {}});
  settle_channels(s, std::vector{ahead(kInterview, 6), ahead(kNone, 0.5), ahead(kInterview, 6)});
  EXPECT_EQ(s[1].channel, std::nullopt);
}

}  // namespace
}  // namespace quoth
