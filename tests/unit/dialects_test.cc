// Feeds and JSON documents as files among others, and what is left out for its language.
#include <gtest/gtest.h>
#include <zlib.h>

#include <string>
#include <string_view>
#include <vector>

#include "read/reader.h"
#include "read/skip.h"
#include "support/reader_fixture.h"

namespace quoth {
namespace {

using testing_support::dump;
using testing_support::Lines;

const std::string kFeed =
    "<?xml version=\"1.0\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">"
    "<entry><id>urn:1</id><content>One.</content></entry>"
    "<entry><id>urn:2</id><content>Two.</content></entry>"
    "<entry><id>urn:3</id></entry></feed>";
const std::string kQuotes =
    R"({"url": "https://tern.example/1", "lang": "ENGLISH", "quotes": [{"pre": "She said ",)"
    R"( "quote": "No", "post": " and left."}]})"
    "\n"
    R"({"url": "https://tern.example/2", "lang": "ENGLISH", "quotes": []})"
    "\n";

class DialectsTest : public testing_support::ReaderTest {
 protected:
  std::string write_gzip(const std::string& name, const std::string& bytes) const {
    const gzFile file = gzopen(path(name).c_str(), "wb");
    EXPECT_EQ(gzwrite(file, bytes.data(), static_cast<unsigned>(bytes.size())),
              static_cast<int>(bytes.size()));
    gzclose(file);
    return path(name);
  }
};

TEST_F(DialectsTest, FeedsAndDocumentsAreToldByTheirBytes) {
  write("a/1.xml", kFeed);
  write("a/2.json",
        "[\n  {\"maintext\": \"Three.\"},\n  {\"id\": \"x\", \"text\": \"Four.\"}\n]\n");
  write("a/3.json", "{\n  \"headline\": \"Basin\",\n  \"body_text\": \"Five.\"\n}\n");
  write("a/4.txt", "Six.");
  write_gzip("a/5.gqg.json.gz", kQuotes);
  write("a/6.xml", "<rss><channel></channel></rss>");
  write("a/7.json", "{\n \"text\": \"open");
  EXPECT_EQ(read({path("a")}),
            (Lines{"urn:1 = One.", "urn:2 = Two.", "urn:3 - no_article", "D/a/2.json#1 = Three.",
                   "x = Four.", "D/a/3.json = Five. title=Basin", "D/a/4.txt = Six.",
                   "D/a/5.gqg.json.gz:1 = She said “No” and left. url=https://tern.example/1 "
                   "language=en",
                   "D/a/5.gqg.json.gz:2 - no_article",
                   "D/a/7.json ! invalid_json at D/a/7.json: invalid JSON at byte 16 of the file: "
                   "ends too early"}));
}

TEST_F(DialectsTest, AFeedIsResumedInItsMiddle) {
  const std::string file = write("a.xml", kFeed);
  Reader reader({file}, {});
  reader.resume_at({file, 1, 0});
  EXPECT_EQ(dump(*reader.next()), "urn:2 = Two.");
  EXPECT_EQ(reader.place().number, 1u);
  EXPECT_EQ(dump(*reader.next()), "urn:3 - no_article");
  EXPECT_FALSE(reader.next().has_value());
}

TEST_F(DialectsTest, AFileOverTheLimitFails) {
  const std::string file = write("a.xml", kFeed);
  EXPECT_EQ(read({file}, kFeed.size()).size(), 3u);
  EXPECT_EQ(read({file}, kFeed.size() - 1),
            Lines{"D/a.xml ! too_large at D/a.xml: larger than the limit of " +
                  std::to_string(kFeed.size() - 1) + " bytes"});
}

TEST_F(DialectsTest, SourceMapsLeadToTheFile) {
  const std::string bytes =
      "\xEF\xBB\xBF{\"text\": \"One.\"}\n\n{\"title\": \"t\", \"text\": \"a\\n“b” said\"}\n";
  const std::string file = write("a.jsonl", bytes);
  Reader reader({file}, {.source_map = true});
  reader.next();
  const auto article = std::get<Article>(*reader.next());
  const auto begin = static_cast<uint32_t>(article.text.find("“b”"));
  const SourceSpan span = article.source_map.to_source({begin, begin + 7});
  EXPECT_EQ(bytes.substr(span.begin, span.end - span.begin), "“b”");

  const std::string text = write("a.txt", "\xEF\xBB\xBF“One,” he said.");
  const auto plain = std::get<Article>(*Reader({text}, {.source_map = true}).next());
  EXPECT_EQ(plain.source_map.to_source({0, 3}), (SourceSpan{3, 6}));

  Reader without({file}, {});
  EXPECT_TRUE(std::get<Article>(*without.next()).source_map.empty());
  Reader compressed({write_gzip("a.jsonl.gz", bytes)}, {.source_map = true});
  EXPECT_TRUE(std::get<Article>(*compressed.next()).source_map.empty());
}

constexpr std::string_view kGerman =
    "Der Stadtrat von Ostermoor beriet am Dienstag über den Haushalt für das kommende Jahr. „Es "
    "wird knapp, aber wir schaffen das“, sagte Bürgermeisterin Hanne Lübbers nach der Sitzung vor "
    "Journalisten. Die Opposition warf ihr vor, die Zahlen zu spät vorgelegt zu haben.";

TEST(SkipByLanguage, SkipsWhatIsSurelyNotEnglish) {
  const auto skipped = [](std::string_view text, const std::string& declared,
                          const std::string& wanted = "en") {
    const Article article{.id = "a", .text = std::string(text), .language = declared};
    const auto item = skip_by_language(article, {.language = wanted});
    return item == std::optional(SkippedInput{"a", SkipReason::kNotEnglish});
  };
  EXPECT_TRUE(skipped(kGerman, ""));
  EXPECT_TRUE(skipped(kGerman, "de-AT"));
  EXPECT_TRUE(skipped(kGerman, "en"));
  EXPECT_FALSE(skipped(kGerman, "", "any"));
  EXPECT_TRUE(skipped("Guten Tag.", "de"));
  EXPECT_FALSE(skipped("Guten Tag.", "en-GB"));
  EXPECT_FALSE(skipped("Guten Tag.", ""));
  EXPECT_FALSE(skipped("", ""));
  EXPECT_FALSE(
      skipped("The council met on Tuesday to vote on the budget for next year. Its members "
              "had talked about the harbour for a week, and nobody thought that they would "
              "agree before the summer, said people who know them well.",
              "de"));
}

}  // namespace
}  // namespace quoth
