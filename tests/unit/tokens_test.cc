// The features of tokens that a dump does not show, and the invariants that validate() checks.
#include "text/tokens.h"

#include <gtest/gtest.h>

#include <map>

#include "text/tokenizer.h"

namespace quoth {
namespace {

// One letter a token: the casing - l T U m, the quoting . i n < > ~ and the place . S P D.
std::string casing_of(const std::string& text) {
  std::string out;
  for (const Token& t : tokenize(text).tokens) out += "-lTUm"[static_cast<int>(t.casing)];
  return out;
}

std::string quoting_of(const std::string& text) {
  std::string out;
  for (const Token& t : tokenize(text).tokens) out += ".in<>~"[static_cast<int>(t.quoting)];
  return out;
}

std::string place_of(const std::string& text) {
  std::string out;
  for (const Token& t : tokenize(text).tokens) out += ".SPD"[static_cast<int>(t.place)];
  return out;
}

TEST(Tokens, Casing) {
  EXPECT_EQ(casing_of("the Mayor NASA eBay McLane 24 ."), "lTUmm--");
  EXPECT_EQ(casing_of("I A a J. U.S. Mr. p.m."), "TTlTUTl");
  EXPECT_EQ(casing_of("O’Neil d'Arcy Ana’s 3D 3rd F16 Élan ÉLAN ǅ"), "mmTUlUTUT");
  EXPECT_EQ(casing_of("東京 محمد 🚀 —"), "----");
}

TEST(Tokens, QuotingOfWordsAndMarks) {
  EXPECT_EQ(quoting_of("She said “we won” twice."), "..<ii>..");
  EXPECT_EQ(quoting_of("“He said ‘no’ to me,” she said."), "<ii<n>iii>...");
  EXPECT_EQ(quoting_of("A 24\" frame."), "..~..");
}

TEST(Tokens, ApostrophesTakeTheStateOfTheirSurroundings) {
  EXPECT_EQ(quoting_of("the dogs' dinner"), "....");
  EXPECT_EQ(quoting_of("“the dogs' dinner”"), "<iiii>");
  EXPECT_EQ(quoting_of("“he said ‘the dogs’ own dinner,’ he did”"), "<ii<nnnnnn>ii>");
}

TEST(Tokens, LevelsOfMarks) {
  std::vector<int> levels;
  for (const Token& t : tokenize("“He said ‘call it “home” now’ once.”").tokens) {
    if (t.is_quote_mark) levels.push_back(t.quote_level);
  }
  EXPECT_EQ(levels, (std::vector<int>{1, 2, 3, 3, 2, 1}));
}

TEST(Tokens, Places) {
  EXPECT_EQ(place_of("One. Two three. Four.\n\nFive. Six."), "P.S..S.P.S.");
  EXPECT_EQ(place_of("BERLIN (AP) — It rained. It poured."), "DDDDDS..S..");
}

TEST(Tokens, EmptyTexts) {
  for (const std::string text : {"", " ", "\n\n", "\xEF\xBB\xBF", "\xC2\xAD"}) {
    const Tokens tokens = tokenize(text);
    EXPECT_TRUE(tokens.tokens.empty());
    EXPECT_TRUE(tokens.sentences.empty());
    EXPECT_TRUE(tokens.paragraphs.empty());
    EXPECT_TRUE(tokens.validate(text.size()));
    EXPECT_EQ(to_dump(tokens, text), "");
  }
}

TEST(Tokens, SpansOfAWord) {
  const std::string text = " Ana’s 🚀.";
  const Tokens tokens = tokenize(text);
  ASSERT_EQ(tokens.tokens.size(), 3u);
  EXPECT_EQ(tokens.tokens[0].span, (ByteSpan{1, 8}));
  EXPECT_EQ(tokens.tokens[1].span, (ByteSpan{9, 13}));
  EXPECT_EQ(tokens.tokens[2].span, (ByteSpan{13, 14}));
  EXPECT_EQ(tokens.sentences, std::vector<TokenRange>({{0, 3}}));
  EXPECT_EQ(tokens.paragraphs, std::vector<TokenRange>({{0, 3}}));
}

Tokens valid() {
  Tokens tokens = tokenize("One. Two.\n\nThree.");
  EXPECT_TRUE(tokens.validate(17));
  return tokens;
}

TEST(TokensValidate, RefusesSpansOutOfTheText) { EXPECT_FALSE(valid().validate(16)); }

TEST(TokensValidate, RefusesEmptyAndOverlappingTokens) {
  Tokens empty = valid();
  empty.tokens[1].span.end = empty.tokens[1].span.begin;
  EXPECT_FALSE(empty.validate(17));
  Tokens overlapping = valid();
  overlapping.tokens[1].span.begin -= 1;
  EXPECT_FALSE(overlapping.validate(17));
}

TEST(TokensValidate, RefusesSentencesThatDoNotPartition) {
  Tokens gap = valid();
  gap.sentences.erase(gap.sentences.begin());
  EXPECT_FALSE(gap.validate(17));
  Tokens shorter = valid();
  shorter.sentences.pop_back();
  EXPECT_FALSE(shorter.validate(17));
}

TEST(TokensValidate, RefusesASentenceOverTwoParagraphs) {
  Tokens crossing = valid();
  crossing.sentences = {{0, 2}, {2, 6}};
  EXPECT_FALSE(crossing.validate(17));
}

}  // namespace
}  // namespace quoth
