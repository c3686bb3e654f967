#include "store/quote_groups.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "support/record_builder.h"

namespace quoth {
namespace {

constexpr const char* kWords = "“The quay will open in May, and nobody will lose a berth,”";

bool same(std::string_view a, std::string_view b) {
  return same_quote(quote_words(a), quote_words(b));
}

TEST(SameQuote, Variants) {
  EXPECT_TRUE(same(kWords, kWords));
  EXPECT_TRUE(same(kWords, "‘THE QUAY WILL OPEN IN MAY — and nobody will lose a berth.’"));
  EXPECT_TRUE(same(kWords, "“The quay will open in June, and nobody will lose a berth”"));
  EXPECT_TRUE(same(kWords, "“The quay will open … and nobody will lose a berth”"));
  EXPECT_TRUE(same(kWords, "“and nobody will lose a berth”"));
  EXPECT_FALSE(same(kWords, "“The quay will close at night, as it always did before the war”"));
  EXPECT_FALSE(same(kWords, "“The quay will open”"));  // too short to be sure
}

TEST(SameQuote, APieceOfALongOneIsNotTheWhole) {
  EXPECT_FALSE(
      same("the quay will open in May",
           "the quay will open in May, the lights will be paid for by the town, and whoever "
           "has a berth now will have one then"));
}

TEST(SameQuote, OtherWordsBetween) {
  EXPECT_FALSE(
      same("we want peace for all of our people",
           "we do not know whether what they want is peace or for that matter war, all that "
           "some of us ask is that our own people are safe"));
}

TEST(QuoteKeys, SixWordsInCommonAreFound) {
  const auto keys = quote_keys(quote_words("nine ten the quay will open in may eleven twelve"));
  const auto others =
      quote_keys(quote_words("one two three four the quay will open in may five six"));
  std::vector<int64_t> both;
  std::set_intersection(keys.begin(), keys.end(), others.begin(), others.end(),
                        std::back_inserter(both));
  EXPECT_GE(both.size(), 1u);
  std::string longest;
  for (int i = 0; i < 500; ++i) longest += "w" + std::to_string(i) + ' ';
  EXPECT_EQ(quote_keys(quote_words(longest)).size(), kMostQuoteKeys);
}

TEST(WordsInMarks, OfMixedStatements) {
  EXPECT_EQ(words_in_marks("They had “won big” and would \"never look back\"", false),
            "won big … never look back");
  EXPECT_EQ(words_in_marks("“We won,”", true), "“We won,”");
  EXPECT_EQ(words_in_marks("an “open end", false), "");
}

// One quotation in five variants, and another one.
std::vector<TestArticle> printings() {
  const TestEntity maria{"Maria Keller"}, ines{"Ines Duarte"};
  return {
      {"p1", "2024-03-05", "The Post", {maria}, {{1, kWords}}},
      {"p2",
       "2024-03-04",
       "The Herald",
       {maria},
       {{1, "“The quay will open in May and nobody will lose a berth.”"}}},
      {"p3",
       "2024-03-06",
       "The Star",
       {maria},
       {{1, "“The quay will open in June, and nobody will lose a berth,”"}}},
      {"p4",
       "2024-03-07",
       "The Post",
       {maria},
       {{1, "“The quay will open … and nobody will lose a berth,”"}}},
      {"p5",
       "2024-03-08",
       "The Mail",
       {ines},
       {{1, "the quay “will open in May, and nobody will lose a berth”", "", {}, 0, "mixed"}}},
      {"p6",
       "2024-03-08",
       "The Mail",
       {ines},
       {{1, "“Nobody asked the fishermen what they think of it,”"}}},
  };
}

class QuoteGroups : public ::testing::Test {
 protected:
  Database db = *Database::in_memory();
  RecordBuilder record{db};

  void add(const std::vector<TestArticle>& articles) {
    QuoteGrouper grouper = *QuoteGrouper::open(db);
    for (const TestArticle& a : articles) ASSERT_TRUE(grouper.add(record.add(a)));
  }
  std::vector<QuoteGroup> groups(const QuoteGroupFilter& filter) {
    std::vector<QuoteGroup> out;
    EXPECT_TRUE(list_quote_groups(db, filter, [&](const QuoteGroup& g) {
      out.push_back(g);
      return true;
    }));
    return out;
  }
};

TEST_F(QuoteGroups, WhoPrintedWhatFirst) {
  add(printings());
  const std::vector<QuoteGroup> found = groups({});
  ASSERT_EQ(found.size(), 1u);
  const QuoteGroup& g = found[0];
  EXPECT_EQ(g.n_articles, 5);
  EXPECT_EQ(g.n_wordings, 4);
  EXPECT_TRUE(g.several_speakers);
  std::vector<std::string> seen;
  for (const QuotePrinting& p : g.printings)
    seen.push_back(p.article + ' ' + std::string(p.wording));
  EXPECT_EQ(seen, (std::vector<std::string>{"p2 first", "p1 same", "p3 altered", "p4 elided",
                                            "p5 same"}));
  EXPECT_EQ(g.printings[2].edits, (std::vector<WordingEdit>{{"May", "June"}}));
  EXPECT_EQ(g.printings[4].person_name, "Ines Duarte");
}

TEST_F(QuoteGroups, OrderOfIngestMakesNoDifference) {
  std::vector<TestArticle> articles = printings();
  std::sort(articles.begin(), articles.end(),
            [](const auto& a, const auto& b) { return a.id < b.id; });
  int n = 0;
  do {
    Database other = *Database::in_memory();
    RecordBuilder builder(other);
    QuoteGrouper grouper = *QuoteGrouper::open(other);
    for (const TestArticle& a : articles) ASSERT_TRUE(grouper.add(builder.add(a)));
    ASSERT_EQ(*other.scalar("SELECT count(DISTINCT group_id) FROM quotes"), 2);
  } while (++n < 24 &&
           std::next_permutation(articles.begin(), articles.end(),
                                 [](const auto& a, const auto& b) { return a.id < b.id; }));
}

TEST_F(QuoteGroups, Filters) {
  add(printings());
  EXPECT_EQ(groups({.min_articles = 1}).size(), 2u);
  EXPECT_EQ(groups({.min_articles = 6}).size(), 0u);
  EXPECT_EQ(groups({.min_articles = 1, .limit = 1}).size(), 1u);
  EXPECT_EQ(groups({.min_articles = 1, .differing = true}).size(), 1u);
  const int64_t ines = record.person_of("p6", 1);
  EXPECT_EQ(groups({.person = ines, .min_articles = 1}).size(), 2u);
}

TEST_F(QuoteGroups, OfOneStatement) {
  add(printings());
  const int64_t statement = record.scalar(
      "SELECT s.id FROM statements AS s JOIN articles AS a ON a.id = s.article_id WHERE a.sha256 = "
      "'p3'");
  const Result<QuoteGroup> group = read_quote_group(db, statement);
  ASSERT_TRUE(group);
  EXPECT_EQ(group->printings.size(), 5u);
  EXPECT_EQ(group->id, group->printings[0].statement);
  EXPECT_EQ(read_quote_group(db, 999).error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace quoth
