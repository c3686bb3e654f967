#include "write/stands.h"

#include <gtest/gtest.h>

namespace quoth {
namespace {

const std::string kText =
    "Ines Duarte accused the firm of lying. Bo Lind denied it. He spoke at noon. "
    "Critics want one two three four five six seven eight nine ten eleven twelve thirteen "
    "fourteen fifteen sixteen seventeen.";

ByteSpan find(std::string_view words) {
  const size_t at = kText.find(words);
  return {static_cast<uint32_t>(at), static_cast<uint32_t>(at + words.size())};
}

Statement statement(std::string_view source, std::string_view content, std::optional<Act> act,
                    bool named = true) {
  Statement s;
  s.source = {find(source)};
  s.content = {find(content)};
  if (named) s.speakers = {Speaker{std::string(source), find(source)}};
  s.act = act;
  s.confidence = 1;
  return s;
}

std::string stands(const std::vector<Statement>& statements) {
  WriteOptions options;
  options.width = 200;
  options.color = false;
  std::string out;
  append_stands(out, kText, select(statements, 0), options);
  return out;
}

TEST(Stands, NobodyTakesAStand) {
  EXPECT_EQ(stands({}), "");
  EXPECT_EQ(stands({statement("Bo Lind", "at noon", Act::kAssert)}), "");
  EXPECT_EQ(stands({statement("Bo Lind", "at noon", std::nullopt)}), "");
}

TEST(Stands, BySpeakerInTextOrder) {
  Statement denial = statement("Bo Lind", "it", Act::kDeny);
  denial.replies_to = 0;
  EXPECT_EQ(stands({statement("Ines Duarte", "of lying", Act::kAccuse), denial,
                    statement("Ines Duarte", "the firm", Act::kDemand)}),
            "\nWho stands where\n"
            "  Ines Duarte\n"
            "    accused of lying\n"
            "    demanded the firm\n"
            "  Bo Lind\n"
            "    denied it (answers Ines Duarte)\n");
}

TEST(Stands, AnAnswerWithoutAStandIsShown) {
  Statement answer = statement("Bo Lind", "at noon", Act::kAssert);
  answer.replies_to = 0;
  EXPECT_EQ(stands({statement("Ines Duarte", "of lying", Act::kAssert), answer}),
            "\nWho stands where\n"
            "  Bo Lind\n"
            "    answered at noon (answers Ines Duarte)\n");
}

TEST(Stands, WhoseSpeakerIsNotKnownIsLeftOut) {
  EXPECT_EQ(stands({statement("Critics", "one two", Act::kDemand, /*named=*/false)}), "");
}

TEST(Stands, LongWordsAreCut) {
  EXPECT_EQ(stands({statement("Critics",
                              "one two three four five six seven eight nine ten eleven twelve "
                              "thirteen fourteen fifteen sixteen seventeen",
                              Act::kDemand)}),
            "\nWho stands where\n"
            "  Critics\n"
            "    demanded one two three four five six seven eight nine ten eleven twelve thirteen "
            "fourteen fifteen sixteen …\n");
}

}  // namespace
}  // namespace quoth
