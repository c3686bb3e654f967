#include "read/feed.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "read/dates.h"
#include "read/page_parts.h"
#include "read/url.h"
#include "support/reader_fixture.h"

namespace quoth {
namespace {

using namespace std::string_literals;
using testing_support::dump;
using testing_support::Lines;

Lines parse(std::string_view xml, const DocumentLimits& limits = {}) {
  return dump(read_feed(xml, "f.xml", limits));
}

// The pages' bytes between <article> and its end, of the others the dump.
Lines bodies(std::string_view xml) {
  Lines lines;
  for (const ReadItem& item : read_feed(xml, "f.xml")) {
    std::string line = dump(item);
    if (const auto* page = std::get_if<Page>(&item)) {
      const size_t begin = page->bytes.find("<article>") + 9;
      line = page->bytes.substr(begin, page->bytes.find("</article>") - begin);
    }
    lines.push_back(line);
  }
  return lines;
}

std::string rss(const std::string& items) {
  return "<?xml version=\"1.0\"?><rss version=\"2.0\" "
         "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" "
         "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
         "xmlns:media=\"http://search.yahoo.com/mrss/\"><channel><title>The Ellin Tern</title>"
         "<link>https://tern.example/news/</link><language>en-gb</language>"
         "<image><title>Logo</title><link>https://tern.example/logo</link></image>" +
         items + "</channel></rss>";
}

std::string atom(const std::string& entries, const std::string& attributes = "") {
  return "<feed xmlns=\"http://www.w3.org/2005/Atom\"" + attributes +
         "><title>The Ellin Tern</title><link rel=\"self\" href=\"https://tern.example/atom\"/>"
         "<link href=\"https://tern.example/\"/><author><name>Staff</name></author>" +
         entries + "</feed>";
}

const std::string kLong =
    "The north basin will close for eight months from September, the harbour authority said on "
    "Monday, after divers found cracks in a lock gate that was rebuilt four years ago.";

TEST(Feed, ReadsRss2) {
  EXPECT_EQ(
      parse(
          rss("<item><guid isPermaLink=\"false\">tern-9</guid><title>Fish &amp;amp; chips</title>"
              "<link>9.html?a=1&amp;b=2</link><dc:creator>Jo Fenwick</dc:creator>"
              "<pubDate>Tue, 5 Mar 2024 08:30:00 +0100</pubDate><description>Teaser</description>"
              "<media:content url=\"x\"><media:title>Picture</media:title></media:content>"
              "<media:description>A lock</media:description>"
              "<content:encoded><![CDATA[<p>Hi &amp; <b>bye</b>.</p>]]></content:encoded></item>")),
      Lines{
          "tern-9 @ <!DOCTYPE html><html lang=\"en-gb\"><head><meta charset=\"utf-8\"><title>Fish "
          "&amp; chips</title></head><body><article><p>Hi &amp; <b>bye</b>.</p></article></body>"
          "</html> charset=utf-8 url=https://tern.example/news/9.html?a=1&b=2 title=Fish & chips "
          "publisher=The Ellin Tern author=Jo Fenwick published=2024-03-05T08:30:00+01:00 "
          "language=en-gb"});
}

TEST(Feed, ReadsATeaserOfSomeLength) {
  EXPECT_EQ(parse(rss("<item><link>/1</link><author>jo@tern.example (Jo Fenwick)</author>"
                      "<description>" +
                      kLong +
                      "</description></item>"
                      "<item><link>/2</link><description>Basin to close</description></item>"
                      "<item><title>Only a title</title></item>")),
            (Lines{"https://tern.example/1 = " + kLong +
                       " url=https://tern.example/1 publisher=The Ellin Tern author=Jo Fenwick "
                       "language=en-gb",
                   "https://tern.example/2 - no_article", "f.xml#3 - no_article"}));
  EXPECT_EQ(bodies(rss("<item><description>&lt;p&gt;" + kLong + "&lt;/p&gt;</description></item>")),
            Lines{"<p>" + kLong + "</p>"});
  // Markup that says little is little, however long it is.
  EXPECT_EQ(bodies(rss("<item><guid>a</guid><description>&lt;img alt='' src='" + kLong +
                       "'&gt;Hi</description></item>")),
            Lines{"a - no_article"});
}

TEST(Feed, ReadsRss1) {
  EXPECT_EQ(parse("<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" "
                  "xmlns=\"http://purl.org/rss/1.0/\" xmlns:d=\"http://purl.org/dc/elements/1.1/\" "
                  "xmlns:c=\"http://purl.org/rss/1.0/modules/content/\">"
                  "<channel rdf:about=\"https://tern.example/\"><title>The Tern</title>"
                  "<d:language>en</d:language></channel>"
                  "<item rdf:about=\"https://tern.example/9\"><title>Basin</title>"
                  "<link>https://tern.example/9</link><d:date>2024-03-05T08:30:00Z</d:date>"
                  "<d:creator>Jo Fenwick</d:creator><d:creator>Ada Quill</d:creator>"
                  "<c:encoded>The basin.</c:encoded></item></rdf:RDF>"),
            Lines{"https://tern.example/9 = The basin. url=https://tern.example/9 title=Basin "
                  "publisher=The Tern author=Jo Fenwick; Ada Quill published=2024-03-05T08:30:00Z "
                  "language=en"});
}

TEST(Feed, ReadsAtom) {
  EXPECT_EQ(
      parse(atom("<entry><id>urn:9</id><title type=\"html\">&lt;b>Basin&lt;/b> to close</title>"
                 "<link rel=\"enclosure\" href=\"a.mp3\"/><link rel=\"alternate\" href=\"../9\"/>"
                 "<author><name>Jo Fenwick</name><email>jo@tern.example</email></author>"
                 "<author><name>Ada Quill</name></author><updated>2024-03-06T00:00:00Z</updated>"
                 "<published>2024-03-05T08:30:00.5-05:00</published>"
                 "<summary>Teaser</summary><content>3 &lt; 4 &amp; so on</content>"
                 "<source><title>Elsewhere</title><id>urn:0</id></source></entry>"
                 "<entry xml:lang=\"de\"><id>urn:10</id><updated>2024-03-06T00:00:00Z</updated>"
                 "<content type=\"text\">Hallo</content></entry>",
                 " xml:lang=\"en\" xml:base=\"https://tern.example/a/b/\"")),
      (Lines{"urn:9 = 3 < 4 & so on url=https://tern.example/a/9 title=Basin to close "
             "publisher=The Ellin Tern author=Jo Fenwick; Ada Quill "
             "published=2024-03-05T08:30:00-05:00 language=en",
             "urn:10 = Hallo publisher=The Ellin Tern author=Staff "
             "published=2024-03-06T00:00:00Z language=de"}));
}

TEST(Feed, ReadsEveryTypeOfAtomContent) {
  const auto content = [](const std::string& element) {
    return bodies(atom("<entry><id>a</id>" + element + "</entry>")).at(0);
  };
  const std::string fields = " publisher=The Ellin Tern author=Staff";
  EXPECT_EQ(content("<content type=\"html\">&lt;p&gt;A &amp;amp; b&lt;/p&gt;</content>"),
            "<p>A &amp; b</p>");
  EXPECT_EQ(content("<content type=\"html\"><![CDATA[<p>A]]>&lt;br&gt;<![CDATA[b</p>]]></content>"),
            "<p>A<br>b</p>");
  EXPECT_EQ(content("<content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\"><p "
                    "class=\"a&amp;b\">3 &lt; 4<br/>x</p></div></content>"),
            "<div><p class=\"a&amp;b\">3 &lt; 4<br>x</p></div>");
  EXPECT_EQ(content("<content type=\"xhtml\"><h:div xmlns:h=\"http://www.w3.org/1999/xhtml\"><h:p>A"
                    "</h:p></h:div></content>"),
            "<div><p>A</p></div>");
  EXPECT_EQ(content("<content type=\"text/html\" mode=\"escaped\">&lt;i>A&lt;/i></content>"),
            "<i>A</i>");
  EXPECT_EQ(content("<content type=\"text\">&lt;p> is a tag</content>"),
            "a = <p> is a tag" + fields);
  EXPECT_EQ(content("<content type=\"html\">No markup</content>"), "a = No markup" + fields);
  EXPECT_EQ(content("<content type=\"image/png\">aGVsbG8=</content>"), "a - no_article");
  EXPECT_EQ(content("<content src=\"https://tern.example/9\"/>"), "a - no_article");
}

TEST(Feed, ReadsWhatIsNotDeclared) {
  // Prefixes by custom, entities of HTML, markup that was not escaped.
  EXPECT_EQ(bodies("<rss><channel><item><content:encoded>&lt;p>caf&eacute;&nbsp;&mdash; "
                   "&lt;/p></content:encoded></item><item><title>x</title><description>" +
                   kLong + "<b>now</b><br/></description></item></channel></rss>"),
            (Lines{"<p>caf&eacute;&nbsp;&mdash; </p>", kLong + "<b>now</b><br>"}));
  EXPECT_EQ(parse("<rss><channel><item><title>A&nbsp;b &hellip; &quot;</title><description>" +
                  kLong + "</description></item></channel></rss>"),
            Lines{"f.xml#1 = " + kLong + " title=A b … \""});
  EXPECT_EQ(bodies("<!DOCTYPE rss [<!ENTITY who \"Jo\">]><rss><channel><item><content:encoded>Hi "
                   "&who;</content:encoded></item></channel></rss>"),
            Lines{"f.xml#1 = Hi Jo"});
}

TEST(Feed, ReadsItsEncoding) {
  const auto feed = [](const std::string& encoding, const std::string& text) {
    return bodies("<?xml version=\"1.0\"" +
                  (encoding.empty() ? "" : " encoding=\"" + encoding + '"') +
                  "?><rss><channel><item><content:encoded>" + text +
                  "</content:encoded></item></channel></rss>")
        .at(0);
  };
  EXPECT_EQ(feed("", "café"), "f.xml#1 = café");
  EXPECT_EQ(feed("iso-8859-1", "caf\xE9"), "f.xml#1 = café");
  EXPECT_EQ(feed("windows-1252",
                 "\x93"
                 "Hi\x94"),
            "f.xml#1 = “Hi”");
  EXPECT_EQ(feed("koi8-r", "\xF0\xF2"), "f.xml#1 = ПР");
  EXPECT_EQ(feed("windows-1252", "“café”"), "f.xml#1 = “café”");  // is UTF-8 for all that
  EXPECT_EQ(feed("utf-8", "caf\xE9"), "f.xml#1 = café");
  EXPECT_EQ(feed("x-none", "caf\xE9"),
            "f.xml ! unknown_encoding at f.xml: the encoding that the feed declares is not known");
  std::string wide = "\xFF\xFE";
  for (const char c :
       "<rss><channel><item><content:encoded>Hi</content:encoded></item></channel>"
       "</rss>"s) {
    wide += c;
    wide += '\0';
  }
  EXPECT_EQ(bodies(wide), Lines{"f.xml#1 = Hi"});
}

TEST(Feed, KeepsTheEntriesBeforeAFault) {
  EXPECT_EQ(bodies("<rss><channel><item><content:encoded>A</content:encoded></item><item></b>"),
            (Lines{"f.xml#1 = A",
                   "f.xml ! invalid_xml at f.xml: invalid XML at byte 71 of the file: "
                   "mismatched tag"}));
  EXPECT_EQ(parse(""), Lines{"f.xml ! invalid_xml at f.xml: invalid XML at byte 0 of the file: no "
                             "element found"});
  EXPECT_EQ(parse("<urlset><url/></urlset>"),
            Lines{"f.xml ! invalid_document at f.xml: XML, but no feed"});
  EXPECT_EQ(parse(rss("")), Lines{});
}

TEST(Feed, KeepsToItsLimits) {
  const std::string item = "<item><content:encoded>A</content:encoded></item>";
  EXPECT_EQ(bodies(rss(item + item + item)).size(), 3u);
  const Lines some = dump(read_feed(rss(item + item + item), "f", {.max_items = 2}));
  ASSERT_EQ(some.size(), 3u);
  EXPECT_NE(some[2].find("f ! too_large at f: more than the limit of 2 documents"), some[2].npos);
  EXPECT_EQ(parse(rss(item), {.max_bytes = 20}),
            Lines{"f.xml ! too_large at f.xml: larger than the limit of 20 bytes"});
  std::string deep = "<rss><channel><item><description>";
  for (int i = 0; i < 1'000'000; ++i) deep += "<b>";
  const Lines nested = parse(deep);
  ASSERT_EQ(nested.size(), 1u);
  EXPECT_EQ(nested[0],
            "f.xml ! too_large at f.xml: elements nested too deeply at byte 792 of the file");
}

TEST(Feed, EntitiesDoNotGrow) {
  std::string laughs =
      "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a \"" + std::string(100, 'a') + "\">";
  for (char c = 'b'; c <= 'j'; ++c) {
    laughs += "<!ENTITY "s + c + " \"";
    for (int i = 0; i < 10; ++i) laughs += "&"s + static_cast<char>(c - 1) + ';';
    laughs += "\">";
  }
  laughs += "]><rss><channel><item><content:encoded>&j;</content:encoded></item></channel></rss>";
  const Lines lines = parse(laughs);
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_EQ(lines[0],
            "f.xml ! too_large at f.xml: entities grow to many times the size of the feed");
}

TEST(Feed, LoadsNothing) {
  const Lines lines = parse(
      "<?xml version=\"1.0\"?><!DOCTYPE rss SYSTEM \"file:///etc/hostname\" [<!ENTITY x SYSTEM "
      "\"file:///etc/passwd\">]><rss><channel><item><title>&x;</title><content:encoded>[&x;]"
      "</content:encoded></item></channel></rss>");
  EXPECT_EQ(lines, Lines{"f.xml#1 = []"});
}

TEST(Dates, BecomeIso) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"2024-03-05T08:30:00.250Z", "2024-03-05T08:30:00Z"},
      {"2024-03-05 08:30:00", "2024-03-05T08:30:00"},
      {"2024-03-05T08:30+01:00", "2024-03-05T08:30:00+01:00"},
      {"2024-03-05", "2024-03-05"},
      {"20240305", "2024-03-05"},
      {"20240305T083000Z", "2024-03-05T08:30:00Z"},
      {"20240305083000", "2024-03-05T08:30:00"},
      {"Tue, 05 Mar 2024 08:30:00 GMT", "2024-03-05T08:30:00Z"},
      {"Tue, 5 Mar 24 08:30 EST", "2024-03-05T08:30:00-05:00"},
      {"5 March 1998 8:30:00 -0000", "1998-03-05T08:30:00Z"},
      {"Thu, 01 Sept 2022 23:59:60 +0530", "2022-09-01T23:59:60+05:30"},
      {"Tue, 5 Mar 2024", "2024-03-05"},
      {"29 Feb 2024 00:00:00 Z", "2024-02-29T00:00:00Z"},
      {"", ""},
      {"yesterday", ""},
      {"2024-13-01", ""},
      {"2024-00-10", ""},
      {"31 Apr 2024", ""},
      {"2024-03-05T25:00:00Z", ""},
      {"2024-03", ""},
      {"99999999999999999999", ""}};
  for (const auto& [given, iso] : cases) EXPECT_EQ(to_iso_date(given), iso) << given;
}

TEST(Urls, AreResolved) {
  const std::string_view base = "https://tern.example/news/feed.xml?x#y";
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"a", "https://tern.example/news/a"},
      {" ./a/../b/ ", "https://tern.example/news/b/"},
      {"../../a", "https://tern.example/a"},
      {"..", "https://tern.example/"},
      {"/a?b=/../c#d", "https://tern.example/a?b=/../c#d"},
      {"//x.example/a", "https://x.example/a"},
      {"?b", "https://tern.example/news/feed.xml?b"},
      {"#c", "https://tern.example/news/feed.xml?x#c"},
      {"", "https://tern.example/news/feed.xml?x"},
      {"http://x.example/../a", "http://x.example/../a"},
      {"mailto:jo@tern.example", "mailto:jo@tern.example"},
      {"a/b:c", "https://tern.example/news/a/b:c"}};
  for (const auto& [reference, url] : cases) EXPECT_EQ(resolve_url(reference, base), url);
  EXPECT_EQ(resolve_url("a", "https://tern.example"), "https://tern.example/a");
  EXPECT_EQ(resolve_url("a", ""), "a");
  EXPECT_EQ(resolve_url("a", "urn:x"), "a");
}

TEST(PageParts, PlainLine) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"Fish &amp;amp; chips", "Fish & chips"},
      {"<b>Fish</b>\n &#38; &#x63;hips ", "Fish & chips"},
      {"3 < 4 > 2 & so", "3 < 4 > 2 & so"},
      {"&#0; &#xD800; &#99999999; &#; &x; &amp", "� � � &#; &x; &amp"},
      {"a <b", "a <b"},
      {"<!-- x -->a</p>", "a"}};
  for (const auto& [markup, line] : cases) EXPECT_EQ(plain_line(markup), line);
}

}  // namespace
}  // namespace quoth
