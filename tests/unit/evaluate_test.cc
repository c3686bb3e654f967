#include <gtest/gtest.h>

#include "evaluate/parse.h"
#include "evaluate/python_text.h"
#include "evaluate/report.h"
#include "evaluate/score.h"
#include "evaluate/words.h"

namespace quoth {
namespace {

// "Ana Ruiz said it rained. Ken Osei denied it." with one statement of each.
const char kGold[] =
    R"({"id": "a", "text": "Ana Ruiz said it rained. Ken Osei denied it.", "sentences": [[0, 24], [25, 44]],
 "attributions": [{"source": [[0, 8]], "cue": [[9, 13]], "content": [[14, 23]]},
 {"source": [[25, 33]], "cue": [[34, 40]], "content": [[41, 43]], "replies_to": 0}]})";

std::string one_line(std::string text) {
  std::erase(text, '\n');
  return text;
}

std::vector<GoldDocument> gold() { return parse_gold(one_line(kGold), "gold.jsonl").value(); }

Scores scores_of(const std::string& prediction, const GoldFrames* frames = nullptr) {
  const auto p = parse_predictions(one_line(prediction), "p.jsonl", FrameFields::kRead);
  EXPECT_TRUE(p.has_value());
  return score(gold(), *p, frames);
}

TEST(Words, AreRunsOfLettersWithInnerMarks) {
  const Words w("Don’t pay $3.5m, “Ana”!");
  // Don’t | pay | $ | 3.5m | Ana
  EXPECT_EQ(w.of({0, 23}), (WordRange{0, 5}));
  EXPECT_EQ(w.of({16, 18}), (WordRange{4, 4}));  // ' “' touches no word
  EXPECT_EQ(w.of({18, 19}), (WordRange{4, 5}));  // one letter of Ana
  EXPECT_EQ(w.set_of({{0, 2}, {3, 7}, {6, 8}}), (WordSet{0, 1}));
}

TEST(Words, AreFoldedAsPythonFolds) {
  EXPECT_EQ(folded_words("The STRAẞE, 2½ miles_off"),
            (std::vector<std::string>{"the", "strasse", "2½", "miles_off"}));
}

TEST(Words, OverlapIsIntersectionOverUnion) {
  EXPECT_EQ(overlap({1, 2, 3}, {2, 3, 4}), 0.5);
  EXPECT_EQ(overlap({}, {}), 0.0);
  EXPECT_EQ(overlap({1}, {1}), 1.0);
}

TEST(Score, CountsWhatIsRight) {
  // The first statement with another source, the second not at all, and one that is not there.
  const Scores s = scores_of(
      R"({"id": "a", "attributions": [{"source": [[25, 33]], "cue": [[9, 13]], "content": [[14, 23]]},
 {"source": [], "cue": [], "content": [[0, 3]]}]})");
  EXPECT_EQ(s.exact[0], (Counts{1, 1, 2}));
  EXPECT_EQ(s.exact[1], (Counts{1, 1, 2}));
  EXPECT_EQ(s.exact[2], (Counts{1, 2, 2}));
  EXPECT_EQ(s.token[2], (Counts{2, 3, 3}));
  EXPECT_EQ(s.found[0], (Counts{1, 2, 2}));
  EXPECT_EQ(s.right[0], (Counts{0, 2, 2}));
  ASSERT_EQ(s.errors.size(), 3u);
  EXPECT_EQ(s.errors[0].kind, "wrong source");
  EXPECT_EQ(s.errors[1].kind, "missed");
  EXPECT_EQ(s.errors[2].kind, "spurious");
}

TEST(Score, HalfTheWordsAreEnoughForFoundAtAHalf) {
  const Scores s = scores_of(R"({"id": "a", "attributions": [{"content": [[17, 23]]}]})");
  EXPECT_EQ(s.found[0], (Counts{1, 1, 2}));  // "rained" of "it rained"
  EXPECT_EQ(s.found[1], (Counts{0, 1, 2}));
}

TEST(Score, ACueCountsWhereThereIsNoContent) {
  const Scores s = scores_of(R"({"id": "a", "attributions": [{"cue": [[14, 23]]}]})");
  EXPECT_EQ(s.found[0], (Counts{1, 1, 2}));
}

TEST(Score, SpansAreCutAtGoldSentences) {
  const Scores s = scores_of(R"({"id": "a", "attributions": [{"content": [[14, 43]]}]})");
  EXPECT_EQ(s.exact[2], (Counts{1, 2, 2}));  // "it rained" | "Ken Osei denied it"
}

TEST(Score, LinksAreFollowedThroughThePairs) {
  const std::string found =
      R"({"id": "a", "statements": [{"id": "s7", "content": [[14, 23]]},
 {"id": "s9", "content": [[41, 43]], "replies_to": "s7"}, {"id": "s1", "content": [[0, 3]], "replies_to": "s7"}]})";
  const Scores s = scores_of(found);
  EXPECT_EQ(s.links[1], (Counts{1, 2, 1}));
  EXPECT_EQ(s.links[0], Counts());  // the gold marks no `within`
}

TEST(Score, AGoldLinkOfMinusOneIsToAStatementThatNoGoldOneIsPairedWith) {
  const auto marked_gold = parse_gold(
      R"({"id": "a", "text": "It rained.", "attributions": [{"content": [[0, 9]], "within": -1}]})",
      "g");
  const auto links_of = [&](const std::string& prediction) {
    return score(*marked_gold, *parse_predictions(prediction, "p", FrameFields::kIgnore), nullptr)
        .links[0];
  };
  EXPECT_EQ(links_of(R"({"id": "a", "statements": [{"content": [[0, 9]], "within": "s8"}]})"),
            (Counts{1, 1, 1}));
  EXPECT_EQ(links_of(R"({"id": "a", "statements": [{"content": [[0, 9]], "id": 4, "within": 4}]})"),
            (Counts{0, 1, 1}));
}

TEST(Score, EqualOverlapsPairInOrder) {
  // Both predictions cover "it rained" alike: the first is found, the second is one too many.
  const Scores s = scores_of(
      R"({"id": "a", "attributions": [{"content": [[14, 23]]}, {"content": [[14, 16], [17, 23]]}]})");
  EXPECT_EQ(s.found[0], (Counts{1, 2, 2}));
  ASSERT_EQ(s.errors.size(), 3u);
  EXPECT_EQ(s.errors[0].predicted, 0u);  // wrong source: none
  EXPECT_EQ(s.errors[2].predicted, 1u);  // spurious
}

TEST(Score, FramesCompareNamesWithoutTitlesAndCase) {
  const GoldFrames frames = parse_frames(
                                "a\t0\tAna Ruiz\tperson\tassert\t-\tpress\ton Monday\n"
                                "a\t1\tKen Osei | Dana Wirth\tperson\tdeny\t-\t-\t-\n",
                                "f.tsv")
                                .value();
  const Scores s = scores_of(
      R"({"id": "a", "attributions": [{"content": [[14, 23]], "act": "assert", "channel": "press",
 "speakers": [{"name": "Dr. ANA RUIZ’s", "kind": "person"}], "when": {"text": "Monday"}},
 {"content": [[41, 43]], "speakers": [{"name": "Osei"}]}]})",
      &frames);
  EXPECT_EQ(s.said, (Counts{1, 2, 2}));
  EXPECT_EQ(s.surname, (Counts{1, 2, 2}));
  EXPECT_EQ(s.speaker, (Hits{1, 2}));
  EXPECT_EQ(s.kind, (Hits{1, 2}));
  EXPECT_EQ(s.act, (Hits{1, 2}));
  EXPECT_EQ(s.channel, (Hits{2, 2}));
  EXPECT_EQ(s.when, (Counts{1, 1, 2}));
  ASSERT_EQ(s.errors.size(), 3u);  // the sources are missing as well
  EXPECT_EQ(s.errors[2].kind, "wrong speaker: ['Osei'] for ['Ken Osei', 'Dana Wirth']");
}

TEST(Score, StatementsInMemoryCountTheSame) {
  Statement s;
  s.source = {{0, 8}};
  s.cue = {{9, 13}};
  s.content = {{14, 23}};
  const Scores in_memory = score(gold(), predictions_of(gold(), {{"a", {{}, {s}}}}), nullptr);
  EXPECT_EQ(in_memory.right[0], (Counts{1, 1, 2}));
}

TEST(Report, PrintsPercentAndCounts) {
  const Scores s = scores_of(R"({"id": "a", "attributions": [{"content": [[14, 23]]}]})");
  const std::string text = text_report(s);
  EXPECT_EQ(text.substr(0, text.find('\n')),
            "exact  source   P   0.0  R   0.0  F1   0.0   (0/0/2)");
  EXPECT_NE(text.find("found  0.5      P 100.0  R  50.0  F1  66.7   (1/1/2)\n"), std::string::npos);
  EXPECT_NE(
      json_report(s).find(
          R"("found": {"0.5": {"p": 1.0, "r": 0.5, "f1": 0.6666666666666666, "tp": 1, "pred": 1, "gold": 2})"),
      std::string::npos);
  EXPECT_EQ(
      error_report(s, 1, gold(),
                   parse_predictions(R"({"id": "a", "attributions": [{"content": [[14, 23]]}]})",
                                     "p", FrameFields::kIgnore)
                       .value()),
      "\n[wrong source] a\n  gold {'source': 'Ana Ruiz', 'cue': 'said', 'content': 'it rained'}\n"
      "  pred {'source': '', 'cue': '', 'content': 'it rained'}\n");
}

TEST(Report, ShowsAnErrorOfADocumentWhoseIdIsRepeated) {
  const auto twice = parse_gold(
      R"({"id": "a", "text": "It rained.", "attributions": [{"content": [[0, 2]]}, {"content": [[3, 9]]}]})"
      "\n"
      R"({"id": "a", "text": "No.", "attributions": [{"content": [[0, 2]]}]})",
      "g");
  const Predictions none;
  const Scores s = score(*twice, none, nullptr);
  EXPECT_EQ(error_report(s, 9, *twice, none),
            "\n[missed] a\n  gold {'source': '', 'cue': '', 'content': 'No'}\n"
            "\n[missed] a\n  gold {'source': '', 'cue': '', 'content': 'rained'}\n"
            "\n[missed] a\n  gold {'source': '', 'cue': '', 'content': 'No'}\n");
}

TEST(Parse, ListsThatTellNothingFallBackOnStatements) {
  for (const char* nothing : {"[]", "null", "\"\"", "false", "0", "{}"}) {
    const auto p = parse_predictions(std::string("{\"id\": \"a\", \"attributions\": ") + nothing +
                                         ", \"statements\": [{\"cue\": [[0, 2]]}]}",
                                     "p", FrameFields::kIgnore);
    ASSERT_TRUE(p.has_value()) << nothing;
    EXPECT_EQ(p->at("a").size(), 1u) << nothing;
  }
  EXPECT_EQ(
      parse_predictions(R"({"id": "a", "attributions": "s1"})", "p", FrameFields::kIgnore).error(),
      (Error{ErrorCode::kInvalidDocument, "\"attributions\" is not a list", "p:1"}));
}

TEST(Parse, NamesFileAndLineOfWhatIsWrong) {
  EXPECT_EQ(parse_gold("\n{\"id\": 3}", "g.jsonl").error(),
            (Error{ErrorCode::kInvalidDocument, "\"id\" is not a string", "g.jsonl:2"}));
  EXPECT_EQ(parse_gold("{\"id\": \"a\"}", "g.jsonl").error().message, "\"text\" is missing");
  EXPECT_EQ(parse_gold("{", "g.jsonl").error().code, ErrorCode::kInvalidJson);
  EXPECT_EQ(parse_frames("a\tx\t-\t-\t-\t-\t-\t-", "f.tsv").error(),
            (Error{ErrorCode::kInvalidDocument, "the index \"x\" is no number", "f.tsv:1"}));
}

TEST(PythonText, ReprQuotesAsPythonDoes) {
  EXPECT_EQ(python_repr("it's"), "\"it's\"");
  EXPECT_EQ(python_repr("a \"b\""), "'a \"b\"'");
  EXPECT_EQ(python_repr("it's \"b\"\n"), "'it\\'s \"b\"\\n'");
  EXPECT_EQ(python_repr("\xC2\xA0x"), "'\\xa0x'");
  EXPECT_EQ(python_repr(1.0), "1.0");
  EXPECT_EQ(python_repr(2.0 / 3), "0.6666666666666666");
}

TEST(PythonText, SlicesByCodePoints) {
  EXPECT_EQ(python_slice("año 🚀!", 2, 5), "o 🚀");
  EXPECT_EQ(python_slice("abc", -2, 99), "bc");
  EXPECT_EQ(python_slice("abc", 2, 1), "");
}

}  // namespace
}  // namespace quoth
