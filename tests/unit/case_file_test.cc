#include "case_file.h"

#include <gtest/gtest.h>

namespace quoth::cases {
namespace {

constexpr std::string_view kFile =
    "# Theme\n\n## One & two\n\nWhy.\n\n```text\na\\u{A0}b\nc\n```\n\n```dump\n¶ a b\n```\n\n"
    "## Empty\n\nWhy not.\n\n```text\n```\n\n```dump\n```\n";

std::string error_of(std::string_view file) {
  const auto cases = parse_cases(file);
  if (cases) return "no error";
  EXPECT_EQ(cases.error().code, ErrorCode::kInvalidDocument);
  return cases.error().where + ": " + cases.error().message;
}

TEST(CaseFile, ReadsHeadingTextAndDump) {
  const auto cases = parse_cases(kFile);
  ASSERT_TRUE(cases.has_value());
  ASSERT_EQ(cases->size(), 2u);
  EXPECT_EQ((*cases)[0].heading, "One & two");
  EXPECT_EQ((*cases)[0].text,
            "a\xC2\xA0"
            "b\nc");
  EXPECT_EQ((*cases)[0].expected, "¶ a b\n");
  EXPECT_EQ((*cases)[0].line, 3);
  EXPECT_EQ((*cases)[1].text, "");
  EXPECT_EQ((*cases)[1].expected, "");
}

TEST(CaseFile, ReplacesTheDumpOfOneCase) {
  const auto cases = parse_cases(kFile);
  ASSERT_TRUE(cases.has_value());
  const std::string file = replace_dump(kFile, (*cases)[0], "¶ a\xC2\xAD\nb\n");
  const auto again = parse_cases(file);
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ((*again)[0].expected, "¶ a\xC2\xAD\nb\n");
  EXPECT_EQ((*again)[1].heading, "Empty");
  EXPECT_NE(file.find("¶ a\\u{AD}\nb\n```"), std::string::npos);
  EXPECT_EQ(replace_dump(kFile, (*cases)[0], "¶ a b\n"), kFile);
}

TEST(CaseFile, RefusesWhatIsNotComplete) {
  EXPECT_EQ(error_of("# Theme\n"), "line 1: the file has no case");
  EXPECT_EQ(error_of("## A\n\n```text\n```\n\n```dump\n```\n"),
            "line 1: the case does not say why");
  EXPECT_EQ(error_of("## A\nWhy.\n```dump\n```\n"), "line 3: expected ```text");
  EXPECT_EQ(error_of("## A\nWhy.\n```text\n```\n## B\n"), "line 5: expected ```dump");
  EXPECT_EQ(error_of("## A\nWhy.\n```text\na\n"), "line 4: the block is not closed");
  EXPECT_EQ(error_of("## A\nWhy.\n```text\n\\x\n```\n"), "line 5: unknown escape \\x");
  EXPECT_EQ(error_of("## —\nWhy.\n```text\n```\n```dump\n```\n"),
            "line 1: the heading has no letter");
  const std::string one = "## A b\nWhy.\n```text\n```\n```dump\n```\n";
  EXPECT_EQ(error_of(one + "## A, b\nWhy.\n```text\n```\n```dump\n```\n"),
            "line 7: two cases are called A, b");
}

TEST(CaseFile, EscapesWhatCannotBeSeen) {
  EXPECT_EQ(escape("a b \n\\\r\t\xC2\xA0\xE2\x80\x8D"
                   "é🚀 "),
            "a b\\u{20}\n\\\\\\r\\t\\u{A0}\\u{200D}é🚀\\u{20}");
  const auto back = unescape("a b\\u{20}\n\\\\\\r\\t\\u{A0}\\u{200D}é🚀\\u{20}");
  ASSERT_TRUE(back.has_value());
  EXPECT_EQ(*back,
            "a b \n\\\r\t\xC2\xA0\xE2\x80\x8D"
            "é🚀 ");
  EXPECT_EQ(unescape("\\n").value(), "\n");
}

TEST(CaseFile, RefusesEscapesOfNoCharacter) {
  for (const std::string_view bad :
       {"\\", "\\x", "\\u", "\\u{", "\\u{}", "\\u{12", "\\u{xyz}", "\\u{D800}", "\\u{110000}"}) {
    EXPECT_FALSE(unescape(bad).has_value()) << bad;
  }
}

TEST(CaseFile, NamesTests) {
  EXPECT_EQ(test_name("One & two: the 3rd."), "One_two_the_3rd");
  EXPECT_EQ(test_name("  “—” "), "");
}

}  // namespace
}  // namespace quoth::cases
