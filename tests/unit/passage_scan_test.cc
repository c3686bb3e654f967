#include "store/passage_scan.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "store/record_writer.h"
#include "store/stored_article.h"
#include "stored_articles.h"

namespace quoth {
namespace {

using Rows = std::vector<int64_t>;

class PassageScanTest : public ::testing::Test {
 protected:
  void add(const StoredArticle& stored) {
    auto writer = RecordWriter::open(db_, "test");
    ASSERT_TRUE(writer);
    ASSERT_TRUE(writer->add(stored));
  }
  void add(const std::string& id, const std::string& text) {
    StoredArticle stored;
    stored.article.id = id;
    stored.article.text = text;
    stored.hashes = hash_article(stored.article);
    add(stored);
  }
  Rows find(const std::string& words, std::vector<std::string> names = {}, size_t limit = 10) {
    const SoughtPassage sought{words, std::move(names)};
    const auto found = scan_passages(db_, {&sought, 1}, limit);
    EXPECT_TRUE(found);
    return found ? found->at(0) : Rows{};
  }

  Database db_ = *Database::in_memory();
};

TEST_F(PassageScanTest, TypographyMakesNoDifference) {
  add("a", "“Don’t—GO to the caf\u00c9,” she said.");
  add("b", "The har\u00adbour of Ellin is old.");
  EXPECT_EQ(find("don't go"), Rows{1});
  EXPECT_EQ(find("to the Caf\u00e9 now"), Rows{1});
  EXPECT_EQ(find("the harbour was lost"), Rows{2});
  EXPECT_EQ(find("nothing like this anywhere"), Rows{});
  EXPECT_EQ(find(""), Rows{});
  EXPECT_EQ(find("…"), Rows{});
}

TEST_F(PassageScanTest, ThoseThatShareMostAreKept) {
  add("a", "We cannot wait for ever.");
  add("b", "We cannot run a lock that may fail.");
  add("c", "We cannot run a lock.");
  EXPECT_EQ(find("We cannot run a lock that may fail"), (Rows{2, 3}));
  EXPECT_EQ(find("We cannot run a lock that may fail", {}, 2), (Rows{2, 3}));
  EXPECT_EQ(find("We cannot run a lock that may fail", {}, 1), Rows{2});
  EXPECT_EQ(find("We cannot run a lock that may fail", {}, 0), Rows{});
}

TEST_F(PassageScanTest, WhatAnyTextsShareIsNotEnough) {
  add("a", "It is of the same kind, in the end.");
  add("b", "We cannot run a lock that may fail in the end.");
  add("c", "We cannot run a lock.");
  // Eleven pairs, of which the articles have two, ten and four.
  EXPECT_EQ(find("We cannot run a lock that may fail in the end now"), Rows{2});
  // Alone, two of eleven are a chance and three are not.
  EXPECT_EQ(find("One two three four five six seven eight nine ten in the"), Rows{});
  EXPECT_EQ(find("One two three four five six seven eight nine of the same kind"), Rows{1});
}

TEST_F(PassageScanTest, OfEqualsTheOneWithTheSpeakerIsKept) {
  add("a", "It was a sad day, the mayor said.");
  add("b", "It was a sad day, Keller said.");
  EXPECT_EQ(find("sad day", {}, 1), Rows{1});
  EXPECT_EQ(find("sad day", {"Maria Keller"}, 1), Rows{2});
  EXPECT_EQ(find("gone", {"Maria Keller"}, 1), Rows{});  // a name alone is nothing
}

TEST_F(PassageScanTest, FewWordsAreFoundApart) {
  add("a", "A sad and long day.");
  EXPECT_EQ(find("sad day"), Rows{1});
  EXPECT_EQ(find("day"), Rows{1});
  EXPECT_EQ(find("sad day for port Ellin"), Rows{});
}

TEST_F(PassageScanTest, ManyPassagesInOnePass) {
  add("a", "The lock is old.");
  add("b", "The quay is old.");
  const SoughtPassage sought[] = {{"the lock is shut"}, {"the quay"}, {"is old"}};
  const auto found = scan_passages(db_, sought, 10);
  ASSERT_TRUE(found);
  EXPECT_EQ(*found, (std::vector<Rows>{{1}, {2}, {1, 2}}));
}

TEST_F(PassageScanTest, AnArticleIsReadBackAsItWas) {
  const StoredArticle stored =
      stored_article("a", "2024-05-03", "The Ellin Post",
                     {{.name = "Maria Keller", .text = "The lock is old", .act = Act::kAccuse},
                      {.name = "Tomas Brandt", .text = "It’s sound", .about = "Maria Keller"}});
  add(stored);
  const auto view = read_article(db_, article_id(stored.hashes.identity));
  ASSERT_TRUE(view);
  EXPECT_EQ(view->article, stored.article);
  EXPECT_EQ(view->record, stored.record);
}

}  // namespace
}  // namespace quoth
