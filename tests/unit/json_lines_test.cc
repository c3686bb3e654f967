#include "read/json_lines.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <fstream>
#include <string>

#include "support/reader_fixture.h"

namespace quoth {
namespace {

using namespace std::string_literals;
using testing_support::Lines;

class JsonLinesTest : public testing_support::ReaderTest {};

TEST_F(JsonLinesTest, ReadsEveryFieldOfALine) {
  EXPECT_EQ(
      read_jsonl(R"({"id": "a1", "text": "“Hi.” \ud83d\ude80", "url": "https://example.org/1",)"
                 R"( "title": "Quay", "publisher": "The Tern", "published": "2018-03-26"})"),
      Lines{"a1 = “Hi.” 🚀 url=https://example.org/1 title=Quay publisher=The Tern "
            "published=2018-03-26"});
  EXPECT_EQ(
      read_jsonl(R"({"published":null,"url":null,"text":"","title":"","x":[{"id":9}],"id":"b"})"),
      Lines{"b = "});
  EXPECT_EQ(read_jsonl(R"({"text": "first", "id": "a", "te\u0078t": "last", "id": "b"})"),
            Lines{"b = last"});
}

TEST_F(JsonLinesTest, GivesALineWithoutAnIdItsPlace) {
  EXPECT_EQ(
      read_jsonl(
          "{\"text\": \"a\"}\n\n{\"text\": \"b\", \"id\": null}\n{\"text\": \"c\", \"id\": \"\"}"),
      (Lines{"D/a.jsonl:1 = a", "D/a.jsonl:3 = b", "D/a.jsonl:4 = c"}));
  EXPECT_EQ(read_jsonl(R"({"id": 12 , "text": "a"})"), Lines{"12 = a"});
  EXPECT_EQ(read_jsonl(R"({"id": -123456789012345678901234567890, "text": "a"})"),
            Lines{"-123456789012345678901234567890 = a"});
}

TEST_F(JsonLinesTest, AcceptsAMarkAndAnyLineEnd) {
  EXPECT_EQ(read_jsonl("\xEF\xBB\xBF{\"text\": \"a\"}\r\n \t\r\n{\"text\": \"b\\r\\n\"}\r\n"),
            (Lines{"D/a.jsonl:1 = a", "D/a.jsonl:3 = b\r\n"}));
  EXPECT_EQ(read_jsonl(""), Lines{});
  EXPECT_EQ(read_jsonl("\n\r\n"), Lines{});
  EXPECT_EQ(read_jsonl("\xEF\xBB\xBF"), Lines{});
}

TEST_F(JsonLinesTest, ABadLineFailsAloneWithItsPlace) {
  EXPECT_EQ(
      read_jsonl("{\"text\": \"a\"}\n\n\n\n\n\n{\"id\": \"x\", \"text\": }\n{\"text\": \"b\"}\n"),
      (Lines{"D/a.jsonl:1 = a",
             "D/a.jsonl:7 ! invalid_json at D/a.jsonl:7: invalid JSON at byte 20 of the line: "
             "expected a value",
             "D/a.jsonl:8 = b"}));
}

struct BadLine {
  std::string line, expected;  // `expected` after "D/a.jsonl:1 ! "
};

TEST_F(JsonLinesTest, TellsTheFaultOfALine) {
  const std::string at = " at D/a.jsonl:1: ", json = "invalid_json" + at + "invalid JSON at byte ",
                    document = "invalid_document" + at, binary = "binary_input" + at;
  const BadLine cases[] = {
      {R"({"text": "a")", json + "12 of the line: ends too early"},
      {R"({"text": "a",})", json + "13 of the line: expected a key"},
      {R"({"text": "a"} {})", json + "14 of the line: expected the end"},
      {R"({"text": "a", "x": tru})", json + "22 of the line: expected a value"},
      {R"({"text": "\ud83d"})", json + "10 of the line: unpaired surrogate"},
      {R"({"text": "a", "x": "\udc00"})", json + "20 of the line: unpaired surrogate"},
      {"{\"text\": \"a\tb\"}", json + "11 of the line: control character in a string"},
      {"prose", json + "0 of the line: expected a value"},
      {R"({"title": "a"})", document + "no \"text\""},
      {R"({"text": null})", document + "\"text\" is not a string"},
      {R"({"text": ["a"]})", document + "\"text\" is not a string"},
      {R"({"text": "a", "url": 7})", document + "\"url\" is not a string"},
      {R"({"text": "a", "id": 1.5})", document + "\"id\" is neither a string nor an integer"},
      {R"({"text": "a", "id": 1e3})", document + "\"id\" is neither a string nor an integer"},
      {R"({"text": "a", "id": true})", document + "\"id\" is neither a string nor an integer"},
      {R"({"text": "a", "id": {}})", document + "\"id\" is neither a string nor an integer"},
      {R"(["text", "a"])", document + "not an object"},
      {R"("text")", document + "not an object"},
      {"null", document + "not an object"},
      {R"({"text": "a\u0000b"})", binary + "NUL character in \"text\""},
      {R"({"text": "a", "id": "\u0000"})", binary + "NUL character in \"id\""},
      {"{\"text\": \"a\0b\"}"s, binary + "NUL character at byte 11 of the line"},
      {"{\"text\": \"caf\xE9\"}", "invalid_utf8" + at + "invalid UTF-8 at byte 13 of the line"},
  };
  for (const BadLine& c : cases) {
    EXPECT_EQ(read_jsonl(c.line), Lines{"D/a.jsonl:1 ! " + c.expected}) << c.line;
  }
}

TEST_F(JsonLinesTest, AFailedDocumentKeepsTheIdThatItCameWith) {
  const std::string no_text = " ! invalid_document at D/a.jsonl:1: no \"text\"";
  EXPECT_EQ(read_jsonl(R"({"id": "a1"})"), Lines{"a1" + no_text});
  EXPECT_EQ(read_jsonl(R"({"url": 7, "text": "a", "id": 12})"),
            Lines{"12 ! invalid_document at D/a.jsonl:1: \"url\" is not a string"});
}

TEST_F(JsonLinesTest, SkipsALineThatIsTooLong) {
  const std::string fits = R"({"text": "12345"})";
  ASSERT_EQ(fits.size(), 17u);
  const std::string longer = R"({"text": "123456"})", much_longer(300'000, 'x');
  const auto too_large = [](int line) {
    const std::string where = "D/a.jsonl:" + std::to_string(line);
    return where + " ! too_large at " + where + ": larger than the limit of 17 bytes";
  };
  const Lines expected{"D/a.jsonl:1 = 12345", too_large(2),          "D/a.jsonl:3 = 12345",
                       too_large(4),          "D/a.jsonl:5 = 12345", too_large(6)};
  for (const std::string end : {"\n", "\r\n"}) {
    EXPECT_EQ(read_jsonl(fits + end + longer + end + fits + end + much_longer + end + fits + end +
                             much_longer,
                         17),
              expected);
  }
}

// Lines and their ends across the bounds of what is read at once.
TEST_F(JsonLinesTest, ReadsOnInChunks) {
  const std::string line = "{\"text\": \"" + std::string(65536 - 1 - 12, 'x') + "\"}\r";
  ASSERT_EQ(line.size(), 65536u);
  const std::string article = "D/a.jsonl:1 = " + std::string(65536 - 1 - 12, 'x');
  EXPECT_EQ(read_jsonl(line + '\n', 65535), Lines{article});
  EXPECT_EQ(read_jsonl(line + '\n', 65534),
            Lines{"D/a.jsonl:1 ! too_large at D/a.jsonl:1: larger than the limit of 65534 bytes"});
  std::string bytes;
  Lines expected;
  for (int i = 0; i < 20'000; ++i) {
    const std::string number = std::to_string(i);
    bytes += "{\"id\": " + number + ", \"text\": \"t" + number + "\"}\n";
    expected.push_back(number + " = t" + number);
  }
  EXPECT_EQ(read_jsonl(bytes), expected);
}

TEST_F(JsonLinesTest, ALineOf200MegabytesTakesNoMemory) {
  const std::string file = write("a.jsonl", "{\"text\": \"before\"}\n{\"text\": \"");
  ASSERT_EQ(truncate(file.c_str(), 200 << 20), 0);  // a hole: no space is taken on the disk
  std::ofstream(file, std::ios::app) << "\"}\n{\"text\": \"after\"}\n";
  rusage before, after;
  getrusage(RUSAGE_SELF, &before);
  EXPECT_EQ(read({file}, 1 << 20),
            (Lines{"D/a.jsonl:1 = before",
                   "D/a.jsonl:2 ! too_large at D/a.jsonl:2: larger than the limit of 1048576 bytes",
                   "D/a.jsonl:3 = after"}));
  getrusage(RUSAGE_SELF, &after);
  EXPECT_LT(after.ru_maxrss - before.ru_maxrss, 16 << 10);  // KiB
}

}  // namespace
}  // namespace quoth
