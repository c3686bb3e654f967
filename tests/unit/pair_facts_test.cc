#include "extract/pair_facts.h"

#include <gtest/gtest.h>

#include <string>

namespace quoth {
namespace {

const std::string kText =
    "“Did Ada Brandt sell the crane?” Jonas Olsen asked her. “I sold no crane,” Brandt told Olsen. "
    "She said the harbour was poor.";

ByteSpan find(std::string_view words) {
  const size_t at = kText.find(words);
  return {static_cast<uint32_t>(at), static_cast<uint32_t>(at + words.size())};
}

Statement statement(std::string_view source, std::string_view cue, std::string_view content,
                    std::string name, uint32_t entity) {
  Statement s;
  s.source = {find(source)};
  s.cue = {find(cue)};
  s.content = {find(content)};
  s.speakers = {Speaker{std::move(name), find(source), entity}};
  return s;
}

std::vector<Statement> statements() {
  std::vector<Statement> s = {
      statement("Jonas Olsen", "asked", "“Did Ada Brandt sell the crane?”", "Jonas Olsen", 0),
      statement("Brandt told", "told", "“I sold no crane,”", "Ada Brandt", 1),
      statement("She", "said", "the harbour was poor", "Ada Brandt", 1)};
  s[0].addressee = Addressee{find("her"), 1};
  s[1].addressee = Addressee{find("Olsen. "), 0};
  return s;
}

using Facts = std::array<float, kPairFacts>;

TEST(PairFacts, AnAnswerToAQuestion) {
  const auto s = statements();
  const float away = static_cast<float>(find("told").begin - find("asked").begin) / 1200;
  // The speaker is named in the question, whose speaker the answer is told to; "crane" is in both.
  EXPECT_EQ(PairFacts(s, 3, kText)(1, 0, 0),
            (Facts{0, 1, 1, 0, 0.2f, 1, 0, 0, 1, 1, 0, 1, 0, away, 1, 0}));
}

TEST(PairFacts, StatementsOfOneSpeaker) {
  const auto s = statements();
  const float away = static_cast<float>(find("said").begin - find("told").begin) / 1200;
  EXPECT_EQ(PairFacts(s, 3, kText)(2, 1, 0),
            (Facts{1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, away, 0, 0}));
}

TEST(PairFacts, StatementsInStatementsAndThoseBetween) {
  auto s = statements();
  s[2].within = 0;
  s[2].addressee = Addressee{find("her"), 1};
  s[2].speakers = {Speaker{"Jonas Olsen", {}, 0}};
  s[0].speakers = {};
  const float away = static_cast<float>(find("said").begin - find("asked").begin) / 1200;
  EXPECT_EQ(PairFacts(s, 3, kText)(2, 0, 2),
            (Facts{0, 1, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 1, away, 0, 0.4f}));
  s[1].within = 0;
  EXPECT_EQ(PairFacts(s, 3, kText)(2, 1, 9)[7], 1);
  EXPECT_EQ(PairFacts(s, 3, kText)(2, 1, 9)[15], 1);
}

}  // namespace
}  // namespace quoth
