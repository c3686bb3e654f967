#include "people/positions.h"

#include <gtest/gtest.h>

namespace quoth {
namespace {

double one(const std::string&) { return 1; }

TEST(Positions, ContentWords) {
  EXPECT_EQ(
      content_words("“We backed Duarte’s plan for the harbour strikes.”", {"duarte", "duartes"}),
      (std::vector<std::string>{"back", "harbour", "plan", "strik"}));
  EXPECT_EQ(content_words("", {}), std::vector<std::string>{});
}

TEST(Positions, Similarity) {
  EXPECT_DOUBLE_EQ(similarity({"a", "b"}, {"b", "c", "d"}, one), 0.5);
  EXPECT_DOUBLE_EQ(similarity({"a"}, {"a", "c", "d"}, one), 1);
  EXPECT_DOUBLE_EQ(similarity({}, {"a"}, one), 0);
  const WordWeight rare = [](const std::string& w) { return w == "quay" ? 3.0 : 1.0; };
  EXPECT_DOUBLE_EQ(similarity({"new", "quay"}, {"old", "quay"}, rare), 0.75);
}

TEST(Positions, Kinds) {
  EXPECT_EQ(move_kind(Act::kSupport, Act::kConcede), "supported, then conceded");
  EXPECT_EQ(move_kind(Act::kDeny, Act::kConcede), "denied, then conceded");
  EXPECT_EQ(move_kind(Act::kCommit, Act::kDeny), "promised, then denied");
  EXPECT_EQ(move_kind(Act::kConcede, Act::kDeny), "");
  EXPECT_EQ(move_kind(Act::kAssert, Act::kAccuse), "");
}

constexpr int64_t kInes = 7, kTom = 8;

TEST(Positions, BackedThenRegretted) {
  const std::vector<Position> positions = {
      {Act::kSupport,
       100,
       {kInes},
       {"ines", "duarte"},
       "Ines Duarte has my full support on the quay"},
      {Act::kAccuse, 110, {kTom}, {"tom"}, "Tom ruined the quay"},
      {Act::kConcede, 200, {kInes}, {"duarte"}, "I should never have lent Duarte my support"},
  };
  const std::vector<Move> moves = find_moves(positions, one);
  ASSERT_EQ(moves.size(), 1u);
  EXPECT_EQ(moves[0].earlier, 0u);
  EXPECT_EQ(moves[0].later, 2u);
  EXPECT_EQ(moves[0].kind, "supported, then conceded");
  EXPECT_EQ(moves[0].about, std::vector<int64_t>{kInes});
}

TEST(Positions, AnotherMatterIsNoMove) {
  const std::vector<Position> positions = {
      {Act::kSupport, 100, {kInes}, {}, "The library budget is a fine piece of work"},
      {Act::kAccuse, 200, {kInes}, {}, "She hid the ferry accident from everybody"},
  };
  EXPECT_TRUE(find_moves(positions, one).empty());
}

TEST(Positions, WithoutAnybodyMoreMustBeAlike) {
  const std::vector<Position> positions = {
      {Act::kDeny, 100, {}, {}, "No money was taken from the fund"},
      {Act::kConcede, 150, {}, {}, "Money was taken from the fund"},
      {Act::kConcede, 160, {}, {}, "The fund paid rent, wages, travel and coffee"},
  };
  const std::vector<Move> moves = find_moves(positions, one);
  ASSERT_EQ(moves.size(), 1u);
  EXPECT_EQ(moves[0].kind, "denied, then conceded");
  EXPECT_EQ(moves[0].later, 1u);
}

TEST(Positions, DatesDecide) {
  EXPECT_TRUE(find_moves({{Act::kDeny, 0, {kInes}, {}, "the same"},
                          {Act::kConcede, 5, {kInes}, {}, "the same"}},
                         one)
                  .empty());
  EXPECT_TRUE(find_moves({{Act::kDeny, 5, {kInes}, {}, "much taken"},
                          {Act::kConcede, 5, {kInes}, {}, "much taken"}},
                         one)
                  .empty());
  std::vector<Position> answered = {{Act::kDeny, 5, {}, {}, "nothing taken"},
                                    {Act::kConcede, 5, {}, {}, "wrong words"}};
  answered[1].answers = 0;
  EXPECT_EQ(find_moves(answered, one).size(), 1u);
}

}  // namespace
}  // namespace quoth
