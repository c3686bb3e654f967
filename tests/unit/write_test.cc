#include <gtest/gtest.h>

#include "write/escape.h"
#include "write/line_filler.h"
#include "write/offsets.h"
#include "write/output_sequence.h"
#include "write/selection.h"
#include "write/sha256.h"
#include "write/writer.h"

namespace quoth {
namespace {

// The span of the n-th occurrence (from 0) of `words`.
ByteSpan find(std::string_view text, std::string_view words, int n = 0) {
  size_t at = text.find(words);
  for (; n > 0; --n) at = text.find(words, at + 1);
  return {static_cast<uint32_t>(at), static_cast<uint32_t>(at + words.size())};
}

const std::string kText =
    "“The water,” mayor Ines Duarte said, “is not fit to drink.”\n\n"
    "Bo Lind 😀 told reporters that she had claimed\tthe pipes were new.";

Article article_of(std::string id, std::string text, std::string title = "") {
  Article article;
  article.id = std::move(id);
  article.text = std::move(text);
  article.title = std::move(title);
  return article;
}

Article harbour() { return article_of("a1", kText, "Water"); }

Record harbour_record() {
  const std::string_view t = kText;
  const ByteSpan ines = find(t, "Ines Duarte"), bo = find(t, "Bo Lind");
  Entity mayor{"Ines Duarte", EntityKind::kPerson};
  mayor.roles = {"mayor"};
  mayor.pronouns = {"she"};
  mayor.mentions = {ines, find(t, "she")};
  Statement first;
  first.form = Form::kDirect;
  first.source = {find(t, "mayor Ines Duarte")};
  first.cue = {find(t, "said")};
  first.content = {find(t, "“The water,”"), find(t, "“is not fit to drink.”")};
  first.speakers = {{"Ines Duarte", ines, 0, EntityKind::kPerson, "mayor"}};
  first.confidence = 0.97f;
  Statement second;
  second.source = {bo};
  second.cue = {find(t, "told")};
  second.content = {find(t, "that she had claimed\tthe pipes were new")};
  second.speakers = {{"Bo Lind", bo}};
  second.act = Act::kAccuse;
  second.channel = Channel::kPress;
  second.addressee = Addressee{find(t, "reporters"), std::nullopt};
  second.when = When{find(t, "new"), "2024-03"};
  second.about = {0};
  second.confidence = 0.5f;
  Statement third;
  third.form = Form::kMixed;
  third.cue = {find(t, "claimed")};
  third.content = {find(t, "the pipes were new")};
  third.within = 1;
  third.replies_to = 0;
  third.confidence = 0.12345f;
  return {{mayor}, {first, second, third}};
}

std::string written(WriteOptions options) {
  return Writer(options).document(harbour(), harbour_record()).bytes;
}

TEST(Sha256, MatchesThePublishedDigests) {
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(OffsetMap, CountsInEachUnit) {
  const std::string text = "aé😀b";
  const std::vector<uint32_t> bytes = {8, 0, 7, 1, 3, 7};
  const auto all = [&](OffsetUnit unit) {
    const OffsetMap map(text, bytes, unit);
    return std::vector<uint64_t>{map.at(0), map.at(1), map.at(3), map.at(7), map.at(8)};
  };
  EXPECT_EQ(all(OffsetUnit::kUtf8), (std::vector<uint64_t>{0, 1, 3, 7, 8}));
  EXPECT_EQ(all(OffsetUnit::kCodePoints), (std::vector<uint64_t>{0, 1, 2, 3, 4}));
  EXPECT_EQ(all(OffsetUnit::kUtf16), (std::vector<uint64_t>{0, 1, 2, 4, 5}));
}

std::string json(std::string_view text) {
  std::string out;
  append_json_string(out, text);
  return out;
}

TEST(Escape, WritesJsonStrings) {
  EXPECT_EQ(json(""), R"("")");
  EXPECT_EQ(json("a\"b\\c/d"), R"("a\"b\\c/d")");
  EXPECT_EQ(json("\b\f\n\r\t"), R"("\b\f\n\r\t")");
  EXPECT_EQ(json(std::string_view("\0\x01\x1f\x7f", 4)), "\"\\u0000\\u0001\\u001f\x7f\"");
  EXPECT_EQ(json("é😀\xE2\x80\xA8"), "\"é😀\xE2\x80\xA8\"");
}

TEST(Escape, ReplacesBytesThatAreNoUtf8) {
  EXPECT_EQ(json("caf\xE9.txt"), "\"caf\xEF\xBF\xBD.txt\"");
  EXPECT_EQ(json("\xED\xA0\x80"), "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"");
  EXPECT_EQ(json("x\xF0\x9F\x98"), "\"x\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"");
}

std::string csv(std::string_view text) {
  std::string out;
  append_csv_field(out, text);
  return out;
}

TEST(Escape, WritesCsvFields) {
  EXPECT_EQ(csv(""), "");
  EXPECT_EQ(csv("a b"), "a b");
  EXPECT_EQ(csv("a,b"), "\"a,b\"");
  EXPECT_EQ(csv("say \"hi\""), "\"say \"\"hi\"\"\"");
  EXPECT_EQ(csv("two\nlines\r\n"), "\"two\nlines\r\n\"");
  EXPECT_EQ(csv("=1+2"), "=1+2");
  EXPECT_EQ(csv("\xFF"), "\xEF\xBF\xBD");
}

TEST(Escape, LeavesNothingThatMovesATerminal) {
  EXPECT_EQ(printable("a\x1b[2Jb\nc\x7f é\xC2\x9B"
                      "d"),
            "a\xEF\xBF\xBD[2Jb\xEF\xBF\xBD"
            "c\xEF\xBF\xBD é\xEF\xBF\xBD"
            "d");
}

TEST(Selection, RoundsConfidence) {
  EXPECT_EQ(format_confidence(0), "0.0");
  EXPECT_EQ(format_confidence(1), "1.0");
  EXPECT_EQ(format_confidence(0.97f), "0.97");
  EXPECT_EQ(format_confidence(0.1f), "0.1");
  EXPECT_EQ(format_confidence(0.12345f), "0.123");
  EXPECT_EQ(format_confidence(0.0625f), "0.063");
  EXPECT_EQ(format_confidence(0.005f), "0.005");
  EXPECT_EQ(format_confidence(0.9996f), "1.0");
}

std::string chosen(const std::vector<Statement>& statements, float min_confidence) {
  std::string out;
  for (const Selected& s : select(statements, min_confidence)) {
    out += statement_id(s.index) + "<" + (s.within ? statement_id(*s.within) : "") + " ";
  }
  return out;
}

TEST(Selection, KeepsIdsAndFindsTheNextOuterStatement) {
  std::vector<Statement> statements(4);
  for (Statement& s : statements) s.confidence = 0.9f;
  statements[1].confidence = 0.2f;
  statements[1].within = 0;
  statements[2].within = 1;
  statements[3].within = 2;
  EXPECT_EQ(chosen(statements, 0), "s1< s2<s1 s3<s2 s4<s3 ");
  EXPECT_EQ(chosen(statements, 0.5f), "s1< s3<s1 s4<s3 ");
  EXPECT_EQ(chosen(statements, 0.9f), "s1< s3<s1 s4<s3 ");
  EXPECT_EQ(chosen(statements, 0.901f), "");
}

TEST(Selection, EndsOnALoopOfStatements) {
  std::vector<Statement> statements(3);
  statements[0].within = 1;
  statements[1].within = 0;
  statements[2].within = 0;
  statements[2].confidence = 1;
  EXPECT_EQ(chosen(statements, 0.5f), "s3< ");
}

TEST(Jsonl, WritesTheRecord) {
  EXPECT_EQ(
      written({.format = Format::kJsonl}),
      R"({"id": "a1", "title": "Water", "language": "en", "sha256": ")" + sha256_hex(kText) +
          R"(", "entities": [{"id": "e1", "name": "Ines Duarte", "kind": "person", )"
          R"("roles": ["mayor"], "aliases": [], "pronouns": ["she"], )"
          R"("mentions": [[19, 30], [91, 94]]}], "statements": [)"
          R"({"id": "s1", "form": "direct", "source": [[13, 30]], "cue": [[31, 35]], )"
          R"("content": [[0, 12], [37, 59]], "text": "“The water,” “is not fit to drink.”", )"
          R"("speakers": [{"entity": "e1", "name": "Ines Duarte", "kind": "person", )"
          R"("role": "mayor"}], "within": null, "confidence": 0.97}, )"
          R"({"id": "s2", "form": "indirect", "act": "accuse", "source": [[61, 68]], "cue": [[71, 75]], )"
          R"("content": [[86, 125]], "text": "that she had claimed\tthe pipes were new", )"
          R"("speakers": [{"entity": null, "name": "Bo Lind", "kind": "person"}], )"
          R"("addressee": {"text": "reporters", "span": [76, 85], "entity": null}, )"
          R"("channel": "press", "when": {"text": "new", "span": [122, 125], )"
          R"("date": "2024-03"}, "about": ["e1"], "within": null, "confidence": 0.5}, )"
          R"({"id": "s3", "form": "mixed", "source": [], "cue": [[99, 106]], )"
          R"("content": [[107, 125]], "text": "the pipes were new", )"
          R"("speakers": [], "within": "s2", "replies_to": "s1", "confidence": 0.123}]})"
          "\n");
}

TEST(Jsonl, LinksOnlyToStatementsThatAreWritten) {
  const Article article = article_of("a", "one two");
  Statement one, two;
  one.content = {{0, 3}};
  one.confidence = 0.2f;
  two.content = {{4, 7}};
  two.replies_to = 0;
  two.confidence = 0.9f;
  const Record record{{}, {one, two}};
  const auto with = [&](float least) {
    return Writer({.format = Format::kJsonl, .min_confidence = least})
        .document(article, record)
        .bytes;
  };
  EXPECT_NE(with(0).find(R"("replies_to": "s1")"), std::string::npos);
  EXPECT_EQ(with(0.5f).find("replies_to"), std::string::npos);
}

TEST(Jsonl, WritesOffsetsInTheUnitAskedFor) {
  const std::string utf8 = written({.format = Format::kJsonl, .offsets = OffsetUnit::kUtf8});
  EXPECT_NE(utf8.find(R"("content": [[0, 16], [41, 67]])"), std::string::npos) << utf8;
  const std::string utf16 = written({.format = Format::kJsonl, .offsets = OffsetUnit::kUtf16});
  EXPECT_NE(utf16.find(R"("cue": [[72, 76]])"), std::string::npos) << utf16;
}

TEST(Jsonl, WritesWhatTheInputTold) {
  const Article article{.id = "x",
                        .text = "Hi.\n",
                        .url = "https://news.example/1",
                        .title = "T",
                        .publisher = "P",
                        .section = "S",
                        .published = "2024-03-05"};
  EXPECT_EQ(Writer({.format = Format::kJsonl, .with_text = true}).document(article, {}).bytes,
            R"({"id": "x", "url": "https://news.example/1", "title": "T", "publisher": "P", )"
            R"("section": "S", "published": "2024-03-05", "language": "en", "sha256": ")" +
                sha256_hex("Hi.\n") + R"(", "text": "Hi.\n", "entities": [], "statements": []})" +
                "\n");
}

TEST(Jsonl, WritesAFailedInput) {
  const FailedInput failed{"in.jsonl:7", {ErrorCode::kInvalidJson, "not \"JSON\"", "in.jsonl:7"}};
  EXPECT_EQ(Writer({.format = Format::kJsonl}).failure(failed),
            R"({"id": "in.jsonl:7", "error": {"code": "invalid_json", )"
            R"("message": "not \"JSON\"", "where": "in.jsonl:7"}})"
            "\n");
  EXPECT_EQ(Writer({.format = Format::kCsv}).failure(failed), "");
  EXPECT_EQ(Writer({.format = Format::kText}).failure(failed), "");
}

TEST(Csv, WritesARowAStatement) {
  EXPECT_EQ(OutputSequence({.format = Format::kCsv}).begin(),
            "id,statement,form,speaker,source,cue,text,begin,end,within,confidence,url,published,"
            "duplicate_of,section\r\n");
  EXPECT_EQ(written({.format = Format::kCsv}),
            "a1,s1,direct,Ines Duarte,mayor Ines Duarte,said,"
            "\"“The water,” “is not fit to drink.”\",0,59,,0.97,,,,\r\n"
            "a1,s2,indirect,Bo Lind,Bo Lind,told,that she had claimed\tthe pipes were new,"
            "86,125,,0.5,,,,\r\n"
            "a1,s3,mixed,,,claimed,the pipes were new,107,125,s2,0.123,,,,\r\n");
}

TEST(Csv, JoinsSpeakersAndWritesNothingWithoutStatements) {
  Article article = article_of("a,b", "Hm.");
  article.url = "u";
  article.published = "2024";
  article.section = "Sport";
  Statement s;
  s.content = {{0, 2}};
  s.speakers = {{"Ada", {0, 1}}, {"Bo", {1, 2}}};
  EXPECT_EQ(Writer({.format = Format::kCsv}).document(article, {{}, {s}}).bytes,
            "\"a,b\",s1,indirect,Ada; Bo,,,Hm,0,2,,0.0,u,2024,,Sport\r\n");
  EXPECT_EQ(Writer({.format = Format::kCsv}).document(article, {}).bytes, "");
}

TEST(Text, WritesWhatAReporterReads) {
  EXPECT_EQ(written({.width = 44}),
            "Water\n"
            "a1\n"
            "\n"
            "  Ines Duarte · said · direct\n"
            "    “The water,” […] “is not fit to drink.”\n"
            "    paragraph 1 · 0–12, 37–59\n"
            "\n"
            "  Bo Lind · told · indirect · accuse\n"
            "    that she had claimed the pipes were new\n"
            "    to reporters · press · new (2024-03)\n"
            "    paragraph 2 · 86–125\n"
            "\n"
            "      (no source named) · claimed · mixed\n"
            "        the pipes were new\n"
            "        paragraph 2 · 107–125\n"
            "\n"
            "Who stands where\n"
            "  Bo Lind\n"
            "    accused that she had claimed the pipes\n"
            "    were new\n"
            "\n");
}

TEST(Text, ColoursAndCounts) {
  const Article article = article_of("a.txt", "Fine, \x1b[31m neighbours say.");
  Statement s;
  s.source = {find(article.text, "neighbours")};
  s.content = {{0, 5}};
  const Written out = Writer({.min_confidence = 0, .color = true}).document(article, {{}, {s}});
  EXPECT_EQ(out.bytes,
            "\x1b[1;4ma.txt\x1b[0m\n"
            "\n"
            "  \x1b[1mneighbours\x1b[0m \x1b[2m· indirect\x1b[0m\n"
            "    Fine,\n"
            "    \x1b[2mparagraph 1 · 0–5\x1b[0m\n"
            "\n");
  EXPECT_EQ(out.n_statements, 1u);
}

TEST(Text, SaysWhenThereIsNothing) {
  Article article = article_of("a", "", "T");
  article.publisher = "P";
  article.published = "2024";
  EXPECT_EQ(Writer({}).document(article, {}).bytes,
            "T\n"
            "a · P · 2024\n"
            "  (no statements)\n"
            "\n");
  EXPECT_EQ(OutputSequence({}).end({0, 1, 0}), "0 statements in 1 document\n");
  EXPECT_EQ(OutputSequence({}).end({1, 2, 1}), "1 statement in 2 documents; 1 input failed\n");
  EXPECT_EQ(OutputSequence({}).end({12, 0, 3}), "12 statements in 0 documents; 3 inputs failed\n");
  EXPECT_EQ(OutputSequence({.format = Format::kJsonl}).end({1, 1, 1}), "");
}

TEST(Text, WritesEachStatementOnceWhateverTheyAreWithin) {
  const Article article = article_of("a", "one two");
  Statement one, two;
  one.content = {{0, 3}};
  one.within = 1;
  two.content = {{4, 7}};
  two.within = 0;
  EXPECT_EQ(Writer({}).document(article, {{}, {one, two}}).bytes,
            "a\n"
            "\n"
            "  (no source named) · indirect\n"
            "    one\n"
            "    paragraph 1 · 0–3\n"
            "\n"
            "      (no source named) · indirect\n"
            "        two\n"
            "        paragraph 1 · 4–7\n"
            "\n");
}

TEST(LineFiller, FillsLines) {
  std::string out;
  LineFiller filler(out, 2, 12, false);
  filler.add(" The harbour \n is\tclosed ");
  filler.end_line();
  filler.end_line();
  filler.add("incomprehensibilities, no");
  filler.end_line();
  EXPECT_EQ(out, "  The\n  harbour is\n  closed\n  incomprehensibilities,\n  no\n");
}

TEST(LineFiller, FillsALineToItsLastColumn) {
  std::string out;
  LineFiller filler(out, 0, 5, false);
  filler.add("ab cd ef");
  filler.end_line();
  EXPECT_EQ(out, "ab cd\nef\n");
}

TEST(LineFiller, MeasuresColumns) {
  EXPECT_EQ(display_width(""), 0u);
  EXPECT_EQ(display_width("né"), 2u);
  EXPECT_EQ(display_width("ne\xCC\x81"), 2u);
  EXPECT_EQ(display_width("漢字"), 4u);
  EXPECT_EQ(display_width("a\xE2\x80\x8D"
                          "b"),
            2u);
  EXPECT_EQ(display_width("\xFF"), 1u);
}

}  // namespace
}  // namespace quoth
