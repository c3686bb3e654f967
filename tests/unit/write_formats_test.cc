// The parts of the formats that tests/write/consumers_test.py reads as a whole.
#include <gtest/gtest.h>

#include <random>

#include "write/brat.h"
#include "write/facts.h"
#include "write/markup.h"
#include "write/nested_marks.h"
#include "write/output_sequence.h"
#include "write/quote_context.h"
#include "write/tei.h"
#include "write/uuid.h"

namespace quoth {
namespace {

Statement statement(std::vector<ByteSpan> content, std::vector<ByteSpan> source = {},
                    std::vector<ByteSpan> cue = {}) {
  Statement s;
  s.content = std::move(content);
  s.source = std::move(source);
  s.cue = std::move(cue);
  return s;
}

std::string dump_marks(const std::vector<Statement>& statements,
                       const std::vector<ByteSpan>& paragraphs) {
  std::string out;
  for (const Mark& m : nest_marks(select(statements, 0), paragraphs)) {
    out += "csq"[static_cast<size_t>(m.role)] + std::to_string(m.statement + 1) + "[" +
           std::to_string(m.span.begin) + "," + std::to_string(m.span.end) + ")" +
           std::to_string(m.part) + "/" + std::to_string(m.n_parts) + " ";
  }
  return out;
}

TEST(NestedMarks, CutsWhatOverlapsAndCrosses) {
  EXPECT_EQ(dump_marks({}, {{0, 9}}), "");
  EXPECT_EQ(dump_marks({statement({{0, 6}}), statement({{4, 9}})}, {{0, 9}}),
            "c1[0,6)0/1 c2[4,6)0/2 c2[6,9)1/2 ");
  EXPECT_EQ(dump_marks({statement({{1, 8}}, {{2, 3}}, {{8, 9}})}, {{0, 4}, {6, 10}}),
            "c1[1,4)0/2 s1[2,3)0/1 c1[6,8)1/2 q1[8,9)0/1 ");
  EXPECT_EQ(dump_marks({statement({{0, 4}}), statement({{0, 4}})}, {{0, 4}}),
            "c1[0,4)0/1 c2[0,4)0/1 ");
  EXPECT_EQ(dump_marks({statement({{4, 6}})}, {{0, 4}, {6, 10}}), "");
}

TEST(NestedMarks, WalksInDocumentOrder) {
  const std::vector<Statement> statements = {statement({{0, 6}}), statement({{4, 9}})};
  const std::vector<Mark> marks = nest_marks(select(statements, 0), {{0, 10}});
  std::string out;
  size_t next = 0;
  walk_marks(
      {0, 10}, marks, next,
      [&](ByteSpan s) { out += std::to_string(s.begin) + "-" + std::to_string(s.end); },
      [&](const Mark& m) { out += "<" + std::to_string(m.statement + 1) + ">"; },
      [&](const Mark&) { out += "</>"; });
  EXPECT_EQ(out, "<1>0-4<2>4-6</></><2>6-9</>9-10");
  EXPECT_EQ(next, marks.size());
}

size_t occurrences(std::string_view text, std::string_view words) {
  size_t n = 0;
  for (size_t at = text.find(words); at != std::string_view::npos; at = text.find(words, at + 1))
    ++n;
  return n;
}

TEST(QuoteContext, IsUniqueInAnyText) {
  std::mt19937 random(7);
  for (int round = 0; round < 300; ++round) {
    const char* const pieces[] = {"a", "b", "é", "ab ", "Yes, she said. "};
    std::string text;
    std::vector<uint32_t> cuts = {0};
    for (unsigned i = random() % 120 + 1; i > 0; --i) {
      text += pieces[random() % (round % 5 + 1)];
      cuts.push_back(static_cast<uint32_t>(text.size()));
    }
    std::vector<ByteSpan> spans;
    for (int i = 0; i < 5; ++i) {
      const uint32_t a = cuts[random() % cuts.size()], b = cuts[random() % cuts.size()];
      if (a != b) spans.push_back({std::min(a, b), std::max(a, b)});
    }
    const std::vector<ByteSpan> contexts = unique_contexts(text, spans);
    ASSERT_EQ(contexts.size(), spans.size());
    for (size_t i = 0; i < spans.size(); ++i) {
      EXPECT_TRUE(contexts[i].contains(spans[i]));
      const std::string_view words =
          std::string_view(text).substr(contexts[i].begin, contexts[i].size());
      EXPECT_EQ(occurrences(text, words), 1u) << text;
    }
  }
}

TEST(QuoteContext, IsThirtyTwoCodePointsWhereTheyDo) {
  const std::string text = std::string(50, 'x') + "é" + std::string(50, 'y') + "!";
  EXPECT_EQ(unique_contexts(text, {{50, 52}}), (std::vector<ByteSpan>{{18, 84}}));
  EXPECT_EQ(unique_contexts("Yes.", {{0, 4}}), (std::vector<ByteSpan>{{0, 4}}));
  EXPECT_EQ(unique_contexts("", {}), std::vector<ByteSpan>{});
}

std::string markup(std::string_view text) {
  std::string out;
  append_markup(out, text);
  return out;
}

TEST(Markup, EscapesAnyBytes) {
  EXPECT_EQ(markup("a<b & \"c\" 'd' ]]>"), "a&lt;b &amp; &quot;c&quot; &#39;d&#39; ]]&gt;");
  EXPECT_EQ(markup("a\tb\nc\r"), "a\tb\nc&#13;");
  EXPECT_EQ(markup(std::string_view("\0\x01\x1b", 3)), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
  EXPECT_EQ(markup("\xEF\xBF\xBE \xEF\xBF\xBF \xFF é"), "\xEF\xBF\xBD \xEF\xBF\xBD \xEF\xBF\xBD é");
  std::string out;
  append_attribute(out, "k", "\"\t\n<");
  EXPECT_EQ(out, " k=\"&quot;&#9;&#10;&lt;\"");
  EXPECT_EQ(number_ids("d\x01.s1 d\x01.s2", 12), "d12.s1 d12.s2");
}

TEST(Tei, TakesDatesThatExist) {
  for (const char* date : {"2024", "2024-02", "2024-02-29", "2024-03-05T08:30:00",
                           "2024-03-05T08:30:00Z", "2024-03-05T08:30:00.25+01:00"}) {
    EXPECT_TRUE(is_tei_date(date)) << date;
  }
  for (const char* date :
       {"", "24", "2024-13", "2023-02-29", "2024-3-5", "March 2024", "2024-03-05 ",
        "2024-03-05T08:30", "2024-03-05T25:00:00", "2024-03-05T08:30:00+1", "0000", "2024-"}) {
    EXPECT_FALSE(is_tei_date(date)) << date;
  }
}

TEST(Brat, NamesFilesSafely) {
  EXPECT_EQ(safe_stem("news/2024/a 1.txt"), "news_2024_a_1.txt");
  EXPECT_EQ(safe_stem("../../etc/passwd"), "_.._etc_passwd");
  EXPECT_EQ(safe_stem("…"), "___");
  EXPECT_EQ(safe_stem(".."), "document");
  EXPECT_EQ(safe_stem(""), "document");
  EXPECT_EQ(safe_stem(std::string(300, 'a')).size(), 100u);
  FileNames names;
  EXPECT_EQ(names.take("a"), "a");
  EXPECT_EQ(names.take("A"), "A-2");
  EXPECT_EQ(names.take("a-2"), "a-2-2");
  EXPECT_EQ(names.take("a"), "a-3");
}

TEST(Brat, CutsSpansAtLineEnds) {
  Article article;
  article.id = "a";
  article.text = "One\r\ntwo\tx\rthree";
  Record record;
  record.statements = {statement({{0, 16}})};
  const Written written = Writer({.format = Format::kBrat}).document(article, record);
  ASSERT_EQ(written.files.size(), 2u);
  EXPECT_EQ(written.files[0], (WrittenFile{"a", ".txt", "One \ntwo x\nthree"}));
  EXPECT_EQ(written.files[1], (WrittenFile{"a", ".ann",
                                           "T1\tContent 0 3;5 10;11 16\tOne two x three\n"
                                           "A1\tForm T1 indirect\n"
                                           "#1\tAnnotatorNotes T1\ts1; confidence 0.0\n"}));
}

TEST(Uuid, NamesByHash) {
  EXPECT_EQ(uuid_urn(sha256("abc")), "urn:uuid:ba7816bf-8f01-8fea-8141-40de5dae2223");
  EXPECT_EQ(base64(sha256("abc")), "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
  Article article;
  article.text = "abc";
  EXPECT_EQ(DocumentNames(article).document(),
            "ni:///sha-256;ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0");
  for (const char* url : {"javascript:alert(1)", "https://", "https://a b", "http://a\"b", "a"}) {
    article.url = url;
    EXPECT_TRUE(DocumentNames(article).document().starts_with("ni:")) << url;
  }
  article.url = "https://news.example/ü?a=1";
  EXPECT_EQ(DocumentNames(article).document(), article.url);
}

TEST(Facts, GatherWhatTheRecordTells) {
  const std::string text = "Ada told Bo today: yes.";
  const std::vector<Entity> entities = {{"Ada"}, {"Bo", EntityKind::kGroup}};
  Statement s = statement({{19, 22}}, {{0, 3}}, {{4, 8}});
  s.speakers = {{"Ada", {0, 3}, 0u, EntityKind::kPerson, "mayor"}, {"Cy", {}}};
  s.act = Act::kDeny;
  s.channel = Channel::kSocial;
  s.addressee = Addressee{{9, 11}, 1u};
  s.when = When{{12, 17}, ""};
  s.about = {0, 1};
  s.confidence = 0.5f;
  const StatementFacts facts = facts_of(select({s}, 0), entities, text).front();
  EXPECT_EQ(facts.speakers, (std::vector<NameFacts>{{"Ada", "person", "mayor"}, {"Cy", "", ""}}));
  EXPECT_EQ(facts.addressees, (std::vector<NameFacts>{{"Bo", "group", ""}}));
  EXPECT_EQ(facts.properties, (std::vector<Property>{{"form", "indirect", true},
                                                     {"act", "deny", true},
                                                     {"channel", "social", true},
                                                     {"addressee", "Bo", false},
                                                     {"when", "today", false},
                                                     {"about", "Ada; Bo", false}}));
  EXPECT_EQ(speaker_line(facts), "Ada; Cy");
}

TEST(Writer, WritesBytesOfTheInput) {
  Article article;
  article.id = "a";
  article.text = "Yes & no";
  Record record;
  record.statements = {statement({{0, 8}}, {{4, 5}})};
  const Writer writer({.format = Format::kJsonl, .offsets = OffsetUnit::kSource});
  const Written unknown = writer.document(article, record);
  EXPECT_EQ(unknown.n_statements, 0u);
  ASSERT_TRUE(unknown.error.has_value());
  EXPECT_EQ(unknown.error->code, ErrorCode::kNoSourceOffsets);
  EXPECT_TRUE(unknown.bytes.starts_with(
      R"({"id": "a", "error": {"code": "no_source_offsets", "message": "the bytes )"));
  constexpr uint64_t kBase = uint64_t{5} << 32;
  article.source_map = SourceMap(kBase);
  article.source_map.add_verbatim(0, 3, 4);
  article.source_map.add_whole(4, 1, 7, 5);
  article.source_map.add_verbatim(5, 12, 3);
  const Written known = writer.document(article, record);
  EXPECT_FALSE(known.error.has_value());
  EXPECT_NE(known.bytes.find(R"("offsets": "source")"), std::string::npos) << known.bytes;
  EXPECT_NE(known.bytes.find(R"("source": [[21474836487, 21474836492]])"), std::string::npos)
      << known.bytes;
  EXPECT_NE(known.bytes.find(R"("content": [[21474836483, 21474836495]])"), std::string::npos);
}

TEST(Writer, LeavesOutDuplicates) {
  Article article;
  article.id = "b";
  article.text = "Yes";
  article.duplicate_of = "a";
  article.author = "Ada";
  article.language = "en-GB";
  Record record;
  record.statements = {statement({{0, 3}})};
  EXPECT_EQ(Writer({.format = Format::kJsonl}).document(article, record).n_statements, 1u);
  const Written skipped =
      Writer({.format = Format::kJsonl, .duplicates = Duplicates::kSkip}).document(article, record);
  EXPECT_EQ(skipped.n_statements, 0u);
  EXPECT_EQ(skipped.bytes,
            R"({"id": "b", "author": "Ada", "language": "en-GB", "duplicate_of": "a", "sha256": ")"
            R"(85a39ab345d672ff8ca9b9c6876f3adcacf45ee7c1e2dbd2408fd338bd55e07e", "entities": [], )"
            R"("statements": []})"
            "\n");
  EXPECT_EQ(Writer({.format = Format::kCsv, .duplicates = Duplicates::kSkip})
                .document(article, record)
                .bytes,
            "");
}

TEST(Writer, CountsWhatWasSkipped) {
  Totals totals{2, 1, 0, {}};
  totals.n_skipped[static_cast<size_t>(SkipReason::kNotText)] = 2;
  totals.n_skipped[static_cast<size_t>(SkipReason::kNotEnglish)] = 1;
  EXPECT_EQ(OutputSequence({}).end(totals),
            "2 statements in 1 document; 3 skipped (2 not_text, 1 not_english)\n");
}

TEST(Writer, NamesFormatsAndUnits) {
  for (const char* known : {"text", "jsonl", "csv", "tei", "annotation", "jsonld", "brat", "html"})
    EXPECT_EQ(name(*format_of(known)), known);
  EXPECT_FALSE(format_of("xml").has_value());
  for (const char* known : {"codepoints", "utf8", "utf16", "source"})
    EXPECT_EQ(name(*offset_unit_of(known)), known);
  EXPECT_FALSE(offset_unit_of("bytes").has_value());
}

TEST(OutputSequence, MakesACorpusOfSeveralDocumentsOnly) {
  Article article;
  article.id = "a";
  article.text = "Yes";
  const Writer writer({.format = Format::kTei});
  const std::string bytes = writer.document(article, {}).bytes;
  OutputSequence one({.format = Format::kTei}), two({.format = Format::kTei});
  const auto run = [&](OutputSequence& sequence, int n) {
    std::string all = sequence.begin();
    for (int i = 0; i < n; ++i) all += sequence.add(bytes);
    return all += sequence.end({});
  };
  std::string out = run(one, 1);
  EXPECT_EQ(out.find("teiCorpus"), std::string::npos);
  EXPECT_TRUE(out.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TEI xmlns="));
  out = run(two, 2);
  EXPECT_TRUE(out.ends_with("</TEI>\n</teiCorpus>\n"));
  EXPECT_EQ(occurrences(out, "<TEI xmlns="), 2u);
}

}  // namespace
}  // namespace quoth
