#include "base/word_list.h"

#include <gtest/gtest.h>

namespace quoth {
namespace {

TEST(WordList, ReadsOneEntryALine) {
  const auto words = parse_word_set("# a comment\nThe\n\nIn short\n#no\nLast");
  EXPECT_EQ(words.size(), 3u);
  EXPECT_TRUE(words.contains("The"));
  EXPECT_TRUE(words.contains("In short"));
  EXPECT_TRUE(words.contains("Last"));
}

TEST(WordList, ReadsKeysAndValues) {
  const auto map = parse_word_map("# KEY VALUE\nMr title\nvice president role\nalone\n");
  EXPECT_EQ(map.size(), 2u);
  EXPECT_EQ(map.at("Mr"), "title");
  EXPECT_EQ(map.at("vice president"), "role");
}

TEST(WordList, TheFirstOfTwoEntriesCounts) {
  EXPECT_EQ(parse_word_map("St either\nSt title\n").at("St"), "either");
}

TEST(WordList, EmptyData) {
  EXPECT_TRUE(parse_word_set("").empty());
  EXPECT_TRUE(parse_word_map("# nothing\n").empty());
}

}  // namespace
}  // namespace quoth
