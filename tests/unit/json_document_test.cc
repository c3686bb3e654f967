#include "read/json_document.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "read/gdelt_quotes.h"
#include "read/json_check.h"
#include "read/json_lines.h"
#include "support/reader_fixture.h"

namespace quoth {
namespace {

using namespace std::string_literals;
using testing_support::dump;
using testing_support::Lines;

std::string parse_line(std::string_view line) {
  JsonLineParser parser;
  return dump(parser.parse(line, "f:1"));
}

Lines parse(std::string_view json, const DocumentLimits& limits = {}) {
  return dump(read_json_document(json, "f.json", limits));
}

TEST(NewsJson, ReadsOursWithAuthorAndLanguage) {
  EXPECT_EQ(parse_line(R"({"id": "a", "text": "Hi.", "author": "Jo Fenwick", "language": "en_GB",)"
                       R"( "publisher": "Ellin Tern", "published": "2024-03-05"})"),
            "a = Hi. publisher=Ellin Tern author=Jo Fenwick published=2024-03-05 language=en-GB");
  EXPECT_EQ(parse_line(R"({"text": "Hi.", "author": ["Jo Fenwick", "", {"name": "Ada Quill"}]})"),
            "f:1 = Hi. author=Jo Fenwick; Ada Quill");
  EXPECT_EQ(parse_line(R"({"text": "Hi.", "section": "Local news"})"),
            "f:1 = Hi. section=Local news");
  EXPECT_EQ(parse_line(R"({"text": "Hi.", "section": 7})"), "f:1 = Hi.");
  EXPECT_EQ(parse_line(R"({"articleBody": "Hi.", "articleSection": ["Sport", "Rowing"]})"),
            "f:1 = Hi. section=Sport");
  EXPECT_EQ(parse_line(R"({"content_text": "Hi.", "sectionName": "UK news"})"),
            "f:1 = Hi. section=UK news");
  EXPECT_EQ(parse_line(R"({"text": "Hi.", "author": null, "language": null})"), "f:1 = Hi.");
  EXPECT_EQ(parse_line(R"({"text": "Hi.", "author": 7})"),
            "f:1 ! invalid_document at f:1: \"author\" is not a string");
  EXPECT_EQ(parse_line(R"({"text": "Hi.", "language": ["en"]})"),
            "f:1 ! invalid_document at f:1: \"language\" is not a string");
  EXPECT_EQ(parse_line("{\"text\": \"Hi.\", \"author\": [\"a\\u0000b\"]}"),
            "f:1 ! binary_input at f:1: NUL character in \"author\"");
}

TEST(NewsJson, TextOfOursComesBeforeAnyOther) {
  EXPECT_EQ(parse_line(R"({"maintext": "b", "text": "a", "quotes": [], "title": "t"})"),
            "f:1 = a title=t");
  EXPECT_EQ(parse_line(R"({"text": "a", "maintext": "b", "headline": "h"})"), "f:1 = a title=h");
  EXPECT_EQ(parse_line(R"({"text": null, "maintext": "b"})"), "f:1 = b");
}

TEST(NewsJson, ReadsNewsPlease) {
  EXPECT_EQ(
      parse_line(
          R"({"authors": ["Jo Fenwick", "Ada Quill"], "date_download": "2024-03-06 01:02:03",)"
          R"( "date_publish": "2024-03-05 08:30:00", "description": "A gate cracked.",)"
          R"( "filename": "x.json", "image_url": null, "language": "en",)"
          R"( "maintext": "The basin will close.", "source_domain": "tern.example",)"
          R"( "title": "Basin to close", "url": "https://tern.example/9"})"),
      "f:1 = The basin will close. url=https://tern.example/9 title=Basin to close "
      "publisher=tern.example author=Jo Fenwick; Ada Quill published=2024-03-05T08:30:00 "
      "language=en");
  EXPECT_EQ(parse_line(R"({"maintext": null, "title": "Basin to close", "authors": []})"),
            "f:1 - no_article");
  EXPECT_EQ(parse_line(R"({"maintext": " \n", "url": 7})"), "f:1 - no_article");
}

TEST(NewsJson, ReadsNinjs) {
  EXPECT_EQ(parse(R"({
  "uri": "https://wire.example/9",
  "type": "text",
  "versioncreated": "2024-03-05T08:30:00+01:00",
  "language": "en-US",
  "byline": "By Jo Fenwick",
  "headline": "Basin to close",
  "provider": {"literal": "W", "name": "Ellin Wire"},
  "body_text": "The basin will close.",
  "body_xhtml": "<p>The basin will close.</p>",
  "subject": [{"name": "harbours"}]
})"),
            Lines{"https://wire.example/9 = The basin will close. url=https://wire.example/9 "
                  "title=Basin to close publisher=Ellin Wire author=By Jo Fenwick "
                  "published=2024-03-05T08:30:00+01:00 language=en-US"});
  EXPECT_EQ(
      parse(
          R"({"uri": "urn:ellin:9", "headlines": [{"role": "main", "value": "Basin"},)"
          R"({"value": "Other"}], "bylines": [{"byline": "Jo Fenwick"}, {"byline": "Ada Quill"}],)"
          R"("bodies": [{"role": "main", "contenttype": "text/html", "value": "<p>A &amp; b</p>"},)"
          R"({"contenttype": "text/plain", "value": "A & b"}]})"),
      Lines{"urn:ellin:9 = A & b title=Basin author=Jo Fenwick; Ada Quill"});
}

TEST(NewsJson, MarkupBecomesAPage) {
  EXPECT_EQ(
      parse(
          R"({"uri": "urn:9", "headline": "Fish & chips", "language": "en", "byline": "Jo \"J\"",)"
          R"( "body_xhtml": "<p>Hi.</p>", "versioncreated": "2024-03-05T08:30:00Z"})"),
      Lines{"urn:9 @ <!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">"
            "<title>Fish &amp; chips</title></head><body><article><p>Hi.</p></article></body>"
            "</html> charset=utf-8 title=Fish & chips author=Jo \"J\" "
            "published=2024-03-05T08:30:00Z language=en"});
  EXPECT_EQ(parse(R"({"content_html": " <!doctype HTML><p>Hi.", "id": "9"})"),
            Lines{"9 @  <!doctype HTML><p>Hi. charset=utf-8"});
}

TEST(NewsJson, ReadsSchemaOrg) {
  EXPECT_EQ(parse(R"({"@context": "https://schema.org", "@type": "NewsArticle",
    "headline": "Basin to close", "datePublished": "2024-03-05", "inLanguage": "en",
    "author": [{"@type": "Person", "name": "Jo Fenwick", "url": "https://x"}, "Ada Quill"],
    "publisher": {"@type": "Organization", "logo": {"url": "https://l"}, "name": "The Tern"},
    "mainEntityOfPage": {"@type": "WebPage", "@id": "https://tern.example/9"},
    "articleBody": "The basin will close."})"),
            Lines{"f.json = The basin will close. url=https://tern.example/9 title=Basin to close "
                  "publisher=The Tern author=Jo Fenwick; Ada Quill published=2024-03-05 "
                  "language=en"});
  EXPECT_EQ(parse(R"({"@graph": [{"@type": "WebSite", "url": "https://tern.example"},
                                 {"@type": "NewsArticle", "articleBody": "The basin.",
                                  "url": "https://tern.example/9"}]})"),
            Lines{"f.json#2 = The basin. url=https://tern.example/9"});
}

TEST(NewsJson, ReadsGdeltQuotes) {
  EXPECT_EQ(
      parse_line(
          R"({"date": "2024-03-05T08:30:00Z", "url": "https://tern.example/9", "title": "Basin",)"
          R"( "lang": "ENGLISH", "quotes": [)"
          R"({"pre": "told reporters. ", "quote": "We cannot run it", "post": ", she said, adding"},)"
          R"({"pre": "", "quote": "Never!", "post": "The mayor left"}, {"quote": ""}, 7]})"),
      "f:1 = told reporters. “We cannot run it”, she said, adding\n\n“Never!” The mayor left "
      "url=https://tern.example/9 title=Basin published=2024-03-05T08:30:00Z language=en");
  EXPECT_EQ(parse_line(R"({"url": "u", "lang": "GERMAN", "quotes": []})"), "f:1 - no_article");
}

TEST(GdeltQuotes, KeepsMarksInPairs) {
  struct Row {
    QuoteInContext quote;
    std::string_view text;
  };
  const Row rows[] = {
      {{"the last of it,” he said. She said ", "No", " and “left"}, "he said. She said “No” and"},
      {{"the “old” gate: ", "No", " to the “new” one"}, "the “old” gate: “No” to the “new” one"},
      {{"of it,\" he said. Then: ", "No", ". \"And"}, "he said. Then: “No”."},
      {{"a \"b\" c ", "No", " d \"e\" f"}, "a \"b\" c “No” d \"e\" f"},
      {{"", "“No”", ""}, "“No”"},
      {{"", "\"No\"", "(he left)"}, "“No”(he left)"},
      {{"x", "So “no” it is", "€5"}, "x “So “no” it is” €5"},
      {{"x", " ", "y"}, ""},
      {{"", "“", ""}, "““”"},
      {{"” ", "No", " “"}, "“No”"},
  };
  for (const Row& row : rows) {
    std::string text;
    append_quote(text, row.quote);
    EXPECT_EQ(text, row.text);
  }
}

TEST(JsonDocument, ReadsArraysAndLists) {
  EXPECT_EQ(
      parse("\xEF\xBB\xBF[{\"text\": \"a\"},\n {\"text\": \"b\", \"id\": \"x\"},\n 7, {}]\n"),
      (Lines{"f.json#1 = a", "x = b", "f.json#3 ! invalid_document at f.json#3: not an object",
             "f.json#4 ! invalid_document at f.json#4: no \"text\""}));
  EXPECT_EQ(parse("[]"), Lines{});
  EXPECT_EQ(parse(R"({"version": "https://jsonfeed.org/version/1.1", "title": "Tern", "items": [
              {"id": "1", "content_text": "a", "authors": [{"name": "Jo"}], "title": "T",
               "date_published": "2024-03-05T08:30:00Z", "url": "https://tern.example/1"},
              {"id": 2, "maintext": "b"}]})"),
            (Lines{"1 = a url=https://tern.example/1 title=T author=Jo "
                   "published=2024-03-05T08:30:00Z",
                   "2 = b"}));
  EXPECT_EQ(parse(R"({"items": [{"text": "b"}], "text": "a"})"), Lines{"f.json = a"});
  EXPECT_EQ(parse(R"({"items": ["b"], "articles": {}})"),
            Lines{"f.json ! invalid_document at f.json: no \"text\""});
}

TEST(JsonDocument, FailsWithTheFault) {
  EXPECT_EQ(
      parse("{\"text\": \"a\",}"),
      Lines{"f.json ! invalid_json at f.json: invalid JSON at byte 13 of the file: expected a "
            "key"});
  EXPECT_EQ(parse("{\"text\": \"\xFF\"}"),
            Lines{"f.json ! invalid_utf8 at f.json: invalid UTF-8 at byte 10 of the file"});
  EXPECT_EQ(parse("{\"text\": \0\"a\"}"s),
            Lines{"f.json ! binary_input at f.json: NUL character at byte 9 of the file"});
  EXPECT_EQ(parse("7"),
            Lines{"f.json ! invalid_document at f.json: neither an object nor an array"});
  EXPECT_EQ(parse(""), Lines{"f.json ! invalid_json at f.json: invalid JSON at byte 0 of the file: "
                             "ends too early"});
}

TEST(JsonDocument, KeepsToItsLimits) {
  EXPECT_EQ(parse("[{\"text\":\"a\"},{\"text\":\"b\"},{\"text\":\"c\"}]", {.max_items = 2}),
            (Lines{"f.json#1 = a", "f.json#2 = b",
                   "f.json#3 ! too_large at f.json#3: more than the limit of 2 documents"}));
  EXPECT_EQ(parse("{\"text\": \"a\"}", {.max_bytes = 12}),
            Lines{"f.json ! too_large at f.json: larger than the limit of 12 bytes"});
  const Lines deep = parse(std::string(1'000'000, '['));
  EXPECT_EQ(deep, Lines{"f.json ! invalid_json at f.json: invalid JSON at byte " +
                        std::to_string(kMaxJsonDepth) + " of the file: nested too deeply"});
  // Nested further than names are looked for.
  EXPECT_EQ(parse(R"({"maintext": "a", "authors": [[[[["Jo"]]]]]})"), Lines{"f.json = a"});
}

TEST(JsonLines, LooksLikeLinesOfOtherDialects) {
  for (const std::string_view line :
       {R"({"maintext": "a"})", R"({"quotes": [{"pre": "text"}]} )", R"({"body_xhtml" : "a"})",
        R"({"text": "a",)", R"({"id": 1, "articleBody": "a"})"}) {
    EXPECT_TRUE(looks_like_json_lines(line, true)) << line;
  }
  for (const std::string_view line :
       {R"({"maintext": "a",)", R"({"quotes": [)", R"({"x": "maintext"})", R"({"maintext", "a"})",
        R"({"mymaintext": 1})", "{", "{}"}) {
    EXPECT_FALSE(looks_like_json_lines(line, true)) << line;
  }
}

// Each character of the text leads back to the bytes that it was written with.
TEST(JsonLines, MapsTheTextToTheBytesOfTheFile) {
  const std::string line =
      R"({"id": "a", "text": "Fish\n“\u00e9\ud83d\ude80” \\ \"b\" end", "title": "t\n"})";
  const uint64_t base = 5'000'000'000;
  JsonLineParser parser;
  const ReadItem item = parser.parse(line, "f:1", base);
  const Article& article = std::get<Article>(item);
  ASSERT_EQ(article.text, "Fish\n“é🚀” \\ \"b\" end");
  const auto source = [&](std::string_view words) {
    const auto at = static_cast<uint32_t>(article.text.find(words));
    const SourceSpan span =
        article.source_map.to_source({at, at + static_cast<uint32_t>(words.size())});
    return line.substr(span.begin - base, span.end - span.begin);
  };
  EXPECT_EQ(source("Fish"), "Fish");
  EXPECT_EQ(source("h\n“"), "h\\n“");
  EXPECT_EQ(source("é"), "\\u00e9");
  EXPECT_EQ(source("🚀”"), "\\ud83d\\ude80”");
  EXPECT_EQ(source("\\"), "\\\\");
  EXPECT_EQ(source("\"b\""), "\\\"b\\\"");
  EXPECT_EQ(source("end"), "end");
  EXPECT_TRUE(std::get<Article>(parser.parse(line, "f:1")).source_map.empty());
  EXPECT_TRUE(std::get<Article>(parser.parse(R"({"text": ""})", "f:1", 0)).source_map.empty());
}

}  // namespace
}  // namespace quoth
