#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "quotes/align.h"
#include "quotes/compare.h"
#include "quotes/index.h"
#include "quotes/words.h"

namespace quoth {
namespace {

std::vector<std::string> spelled(std::string_view text) {
  std::vector<std::string> out;
  for (const QuoteWord& w : quote_words(text).words) {
    std::string word = folded_word(text.substr(w.span.begin, w.span.size()));
    out.push_back(w.bracketed ? word + '*' : word);
  }
  return out;
}

using Words = std::vector<std::string>;

TEST(QuoteWords, TypographyIsGone) {
  EXPECT_EQ(spelled("“Don’t re-open it … [the mayor] said: 3.5%”"),
            (Words{"don't", "re", "open", "it", "the*", "mayor*", "said", "3.5", "%"}));
  EXPECT_EQ(spelled(""), Words{});
  EXPECT_EQ(spelled(" — “” …"), Words{});
  EXPECT_EQ(spelled("``No,'' he said"), (Words{"no", "he", "said"}));
}

TEST(QuoteWords, SpellingsOfOneWordAreEqual) {
  const auto same = [](std::string_view a, std::string_view b) {
    return quote_words(a).words.at(0).exact == quote_words(b).words.at(0).exact;
  };
  EXPECT_TRUE(same("can’t", "can't"));
  EXPECT_TRUE(same("ﬁnd", "find"));
  EXPECT_TRUE(same("caf\u00e9", "cafe\u0301"));
  EXPECT_TRUE(same("U.S.", "US"));
  EXPECT_TRUE(same("har\u00adbour", "harbour"));
  EXPECT_FALSE(same("its", "it's"));
  EXPECT_FALSE(same("US", "us"));
  EXPECT_FALSE(same("café", "cafe"));
  EXPECT_FALSE(same("3.5", "35"));
  EXPECT_FALSE(same("-5", "5"));
}

TEST(QuoteWords, WhatStandsBetween) {
  const QuoteWords w = quote_words("Why? I will . . . go. Mr. Lind");
  ASSERT_EQ(w.words.size(), 6u);
  EXPECT_EQ(w.words[0].before, kNothing);
  EXPECT_EQ(w.words[1].before, kQuestion | kSentenceEnd | kStop);
  EXPECT_EQ(w.words[3].before, kEllipsis | kStop);
  EXPECT_EQ(w.words[4].before, kSentenceEnd | kStop);
  EXPECT_EQ(w.words[5].before, kStop);  // an abbreviation ends no sentence
  EXPECT_EQ(w.after, kNothing);
}

TEST(QuoteWords, Negations) {
  for (const char* word : {"not", "never", "can't", "cannot", "nobody"}) {
    EXPECT_TRUE(is_negation(word)) << word;
  }
  EXPECT_FALSE(is_negation("note"));
  EXPECT_FALSE(is_negation("ant"));
}

TEST(Align, FindsTheStretch) {
  const QuoteWords quote = quote_words("we will win");
  const QuoteWords source = quote_words("and we will not win this");
  const auto a = align(quote.words, source.words, gaps_of(quote));
  ASSERT_TRUE(a);
  EXPECT_EQ(a->cost, 4u);
  EXPECT_EQ(a->n_matched, 3u);
  EXPECT_EQ(a->steps, (std::vector<AlignStep>{{AlignOp::kMatch, 0, 1},
                                              {AlignOp::kMatch, 1, 2},
                                              {AlignOp::kDelete, 2, 3},
                                              {AlignOp::kMatch, 2, 4}}));
}

TEST(Align, WordsAreReplacedAtTheEnds) {
  const QuoteWords quote = quote_words("They will win it");
  const QuoteWords source = quote_words("so we will win that then");
  const auto a = align(quote.words, source.words, gaps_of(quote));
  ASSERT_TRUE(a);
  EXPECT_EQ(a->cost, 10u);
  EXPECT_EQ(a->steps, (std::vector<AlignStep>{{AlignOp::kReplace, 0, 1},
                                              {AlignOp::kMatch, 1, 2},
                                              {AlignOp::kMatch, 2, 3},
                                              {AlignOp::kReplace, 3, 4}}));
}

TEST(Align, AnEllipsisSkipsForNothing) {
  const QuoteWords quote = quote_words("we … win");
  const QuoteWords source = quote_words("we hope that we will win and win");
  const auto a = align(quote.words, source.words, gaps_of(quote));
  ASSERT_TRUE(a);
  EXPECT_EQ(a->cost, 0u);
  EXPECT_EQ(a->steps,
            (std::vector<AlignStep>{
                {AlignOp::kMatch, 0, 3}, {AlignOp::kSkip, 1, 4}, {AlignOp::kMatch, 1, 5}}));
}

TEST(Align, NothingOfNothing) {
  const QuoteWords some = quote_words("we win");
  EXPECT_FALSE(align({}, some.words, {}));
  EXPECT_FALSE(align(some.words, {}, gaps_of(some)));
}

// What compare_quotes() makes of two texts: the wording and the edits as "kind draft|source".
struct Judged {
  Wording wording;
  std::vector<std::string> edits;
  friend bool operator==(const Judged&, const Judged&) = default;
  friend std::ostream& operator<<(std::ostream& out, const Judged& j) {
    out << static_cast<int>(j.wording);
    for (const std::string& e : j.edits) out << " [" << e << ']';
    return out;
  }
};

Judged judge(std::string_view quote, std::string_view source, bool negated_outside = false) {
  const auto c = compare_quotes(quote_words(quote), source_words(quote_words(source)),
                                {.negated_outside = negated_outside, .resumes = {}});
  Judged out{c->wording, {}};
  for (const QuoteEdit& e : c->edits) {
    out.edits.push_back(std::string(quote.substr(e.quote.begin, e.quote.size())) + '|' +
                        std::string(source.substr(e.source.begin, e.source.size())));
  }
  return out;
}

const Judged kIsSame{Wording::kSame, {}};
const Judged kIsElided{Wording::kElided, {}};

TEST(Compare, TypographyIsNoDifference) {
  EXPECT_EQ(judge("we can’t re-open it – yet,", "We can't re open it -- yet."), kIsSame);
  EXPECT_EQ(judge("No, we won", "no we won!"), kIsSame);
  EXPECT_EQ(judge("the water is bad", "“The water,” is bad"), kIsSame);
  EXPECT_EQ(judge("Is it safe,", "Is it safe?"), kIsSame);
}

TEST(Compare, WordsThatDiffer) {
  EXPECT_EQ(judge("We can open it", "We cannot open it"),
            (Judged{Wording::kAltered, {"can|cannot"}}));
  EXPECT_EQ(judge("We will open it", "We will not open it"), (Judged{Wording::kAltered, {"|not"}}));
  EXPECT_EQ(judge("We will not open it", "We will open it"), (Judged{Wording::kAltered, {"not|"}}));
  EXPECT_EQ(judge("We lost 31 boats", "We lost 13 boats"), (Judged{Wording::kAltered, {"31|13"}}));
  EXPECT_EQ(judge("We told us so", "We told US so"), (Judged{Wording::kAltered, {"us|US"}}));
  EXPECT_EQ(judge("Is it safe.", "Is it safe?"), (Judged{Wording::kAltered, {"safe|safe"}}));
  EXPECT_EQ(judge("It is safe?", "It is safe."), (Judged{Wording::kAltered, {"safe|safe"}}));
}

TEST(Compare, ANegationAtTheEdge) {
  EXPECT_EQ(judge("everything is fine", "Not everything is fine"),
            (Judged{Wording::kAltered, {"|Not"}}));
  EXPECT_EQ(judge("everything is fine", "Not everything is fine", true), kIsSame);
  EXPECT_EQ(judge("I will", "I will not go"), (Judged{Wording::kAltered, {"|not"}}));
  EXPECT_EQ(judge("we won", "No, we won"), kIsSame);
}

TEST(Compare, Elisions) {
  EXPECT_EQ(judge("We will … open it", "We will on Monday open it"), kIsElided);
  EXPECT_EQ(judge("We will [...] open it", "We will on Monday open it"), kIsElided);
  EXPECT_EQ(judge("[The board] will open it", "They will open it"), kIsElided);
  EXPECT_EQ(judge("[T]he board will open it", "And the board will open it"), kIsElided);
  EXPECT_EQ(judge("We will open it …", "We will open it on Monday"), kIsElided);
  EXPECT_EQ(judge("We won. … We go home.", "We won. They did not. We go home."), kIsElided);
  EXPECT_EQ(judge("We will … open it", "We will … open it"), kIsSame);
}

TEST(Compare, UnfairElisions) {
  EXPECT_EQ(judge("We will … open it", "We will not ever open it"),
            (Judged{Wording::kAltered, {"|not ever"}}));
  EXPECT_EQ(judge("We will [gladly] open it", "We will not open it"),
            (Judged{Wording::kAltered, {"gladly|not"}}));
  EXPECT_EQ(judge("We will [not] open it", "We will gladly open it"),
            (Judged{Wording::kAltered, {"not|gladly"}}));
  EXPECT_EQ(judge("I trust the board … lied to us", "I trust the board. Its critics lied to us"),
            (Judged{Wording::kAltered, {"|Its critics"}}));
  EXPECT_EQ(judge("The board … is corrupt", "The board thinks that Bo Lind is corrupt"),
            (Judged{Wording::kAltered, {"|thinks that Bo Lind"}}));
  EXPECT_EQ(judge("We will open it", "We will on Monday open it"),
            (Judged{Wording::kAltered, {"|on Monday"}}));
  EXPECT_EQ(judge("We will open it", "We will … open it"),
            (Judged{Wording::kAltered, {"will|will"}}));
  EXPECT_EQ(judge("The board will open it", "[The board] will open it"),
            (Judged{Wording::kAltered, {"The|The", "board|board"}}));
}

TEST(Index, FindsPassages) {
  const QuoteWords first = quote_words("The quay is shut. The quay will open in May.");
  const QuoteWords second = quote_words("Nobody knows when the quay will open again.");
  QuoteIndex index;
  index.add(first.words);
  index.add(second.words);
  index.finish();
  const auto found = index.find(quote_words("quay will open in").words, 0, 4);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].text, 0u);
  EXPECT_EQ(found[0].n_shared, 3u);
  EXPECT_EQ(found[1].text, 1u);
  EXPECT_EQ(found[1].n_shared, 2u);
  EXPECT_TRUE(index.find(quote_words("harbour").words, 0, 4).empty());
  EXPECT_EQ(index.find(quote_words("nobody").words, 0, 4).size(), 1u);
}

}  // namespace
}  // namespace quoth
