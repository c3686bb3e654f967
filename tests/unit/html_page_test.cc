// Saved web pages as articles, and every word of them back in the bytes of the page.
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "html/ascii.h"
#include "html/dates.h"
#include "html/encoding.h"
#include "html/entities.h"
#include "html/page.h"

namespace quoth {
namespace {

constexpr std::string_view kHead =
    R"(<!doctype html><html lang="en-gb"><head><meta charset="utf-8">
<title>Ferry to stay in harbour until May | The Lund Gazette</title>
<link rel="canonical" href="https://gazette.example/2031/04/02/ferry?a=1&amp;b=2">
<meta property="og:site_name" content="The Lund Gazette"><meta name=author content="Ana Ruiz">
<meta property="article:published_time" content="2031-04-02T08:00:00+01:00"></head><body>
<nav class="main-nav"><ul><li><a href="/">Home</a></li><li><a href="/n">News</a></li>
<li><a href="/s">Sport</a></li></ul></nav>)";

constexpr std::string_view kBody =
    R"(<main><article class="article-content"><h1>Ferry to stay in harbour until May</h1>
<div class="article-body">
<p>The council said on Monday that &ldquo;no ferry&rdquo; would sail before May, and
the mayor,   Ines&nbsp;Duarte, called the plan &#8220;mad<b>ness</b>&#x201d; at a meeting of the
harbour board.</p>
<p>A spokesman for the company, Tom O&#39;Neil &amp; Sons, said: "We regret it, but the engine
must be
replaced, and the new one<!-- a comment --> will not be here before the end of April."</p>
<blockquote><p>It is not true that we were warned, and nobody who was in the room that evening can
say so.</p></blockquote>
<p>The boats carry some 40,000 people a year, most of them in summer, the council's figures show,
and
the fares pay for the lighthouse as well.<br>
<br>Ms. Duarte said she would ask the region to pay for a bus
that goes around the bay twice a day, caf&eacute; owners having complained of empty tables.</p>
</div></article></main>)";

constexpr std::string_view kTail =
    R"(<section class="comments" id="comments"><h3>2 comments</h3><div class="comment">
<p>Bob: I never liked it.</p></div>
<div class="comment"><p>Eve: Me neither.</p></div></section>
<aside class="related"><h3>Related</h3><ul><li><a href="/a">A bridge too far</a></li><li>
<a href="/b">Fog again</a></li></ul></aside>
<footer class="site-footer">
<p>Copyright 2031 The Lund Gazette. All rights reserved. <a href="/privacy">Privacy</a></p>
</footer></body></html>)";

std::string whole_page() { return std::string(kHead) + std::string(kBody) + std::string(kTail); }

Article read(std::string_view bytes, const PageOptions& options = {}) {
  auto article = read_page(bytes, "p.html", options);
  EXPECT_TRUE(article.has_value());
  if (!article || !*article) return {};
  return std::move(**article);
}

// The visible text of a stretch of UTF-8 HTML without white space, written apart from the reader.
std::string strip(std::string_view html) {
  std::string out;
  for (size_t i = 0; i < html.size();) {
    if (html.substr(i).starts_with("<!--")) {
      i = html.find("-->", i) + 3;
    } else if (html[i] == '<') {
      i = html.find('>', i) + 1;
    } else if (html[i] == '&') {
      const size_t end = html.find(';', i) + 1;
      out += decode_attribute(html.substr(i, end - i));
      i = end;
    } else {
      out += html[i++];
    }
  }
  std::string folded;
  for (const char c : out) {
    if (!is_ascii_space(c)) folded += c;
  }
  return folded;
}

std::string squeeze(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (!is_ascii_space(c)) out += c;
  }
  return out;
}

void expect_words_in_place(const Article& article, std::string_view bytes) {
  const std::string_view text = article.text;
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = std::min(text.find_first_of(" \n", begin), text.size());
    const SourceSpan at =
        article.source_map.to_source({static_cast<uint32_t>(begin), static_cast<uint32_t>(end)});
    EXPECT_EQ(strip(bytes.substr(at.begin, at.end - at.begin)),
              squeeze(text.substr(begin, end - begin)));
    begin = end + 1;
  }
}

TEST(HtmlPage, KeepsTheArticleAndDropsTheRest) {
  const std::string page = whole_page();
  const Article a = read(page);
  EXPECT_EQ(a.text,
            "The council said on Monday that “no ferry” would sail before May, and the mayor, Ines "
            "Duarte, "
            "called the plan “madness” at a meeting of the harbour board.\n"
            "A spokesman for the company, Tom O'Neil & Sons, said: \"We regret it, but the engine "
            "must be "
            "replaced, and the new one will not be here before the end of April.\"\n"
            "It is not true that we were warned, and nobody who was in the room that evening can "
            "say so.\n"
            "The boats carry some 40,000 people a year, most of them in summer, the council's "
            "figures show, "
            "and the fares pay for the lighthouse as well.\n"
            "Ms. Duarte said she would ask the region to pay for a bus that goes around the bay "
            "twice a day, "
            "café owners having complained of empty tables.");
  expect_words_in_place(a, page);
}

TEST(HtmlPage, LabelsAndHeadingsWithoutTextAreNoneOfIt) {
  const std::string plain = whole_page();
  std::string page = plain;
  page.insert(page.find("<blockquote>"), "<p>Teilen Sie dies mit:</p><p>***</p>");
  page.insert(page.find("</div></article>"), "<h2>More on the bay</h2>");
  EXPECT_EQ(read(page).text, read(plain).text);
}

TEST(HtmlPage, TheBylineIsNoneOfIt) {
  for (const std::string byline : {"By Ana Ruiz", "ANA RUIZ", "Words by Ana Ruiz"}) {
    std::string page = whole_page();
    const size_t at = page.find("<p>The council");
    page.insert(at, "<p class=\"intro\">" + byline + "</p>\n");
    EXPECT_EQ(read(page).text, read(whole_page()).text) << byline;
  }
}

TEST(HtmlPage, Metadata) {
  const Article a = read(whole_page());
  EXPECT_EQ(a.id, "p.html");
  EXPECT_EQ(a.title, "Ferry to stay in harbour until May");
  EXPECT_EQ(a.author, "Ana Ruiz");
  EXPECT_EQ(a.publisher, "The Lund Gazette");
  EXPECT_EQ(a.published, "2031-04-02");
  EXPECT_EQ(a.language, "en-GB");
  EXPECT_EQ(a.url, "https://gazette.example/2031/04/02/ferry?a=1&b=2");
}

TEST(HtmlPage, Section) {
  const auto section = [](const std::string& head) {
    std::string page = whole_page();
    page.insert(page.find("</head>"), head);
    return read(page).section;
  };
  const std::string linked =
      R"(<script type="application/ld+json">{"@type": "NewsArticle", "articleSection": )";
  EXPECT_EQ(section(""), "");
  EXPECT_EQ(section(R"(<meta property="article:section" content="Local &amp; harbour">)"),
            "Local & harbour");
  EXPECT_EQ(section(R"(<meta name="parsely-section" content="Sport">)"), "Sport");
  EXPECT_EQ(section(linked + R"("Arts &amp; books"}</script>)"), "Arts & books");
  EXPECT_EQ(section(linked + R"(["Business", "Shipping"]}</script>)"), "Business");
  EXPECT_EQ(section(linked + R"([]}</script>)"), "");
  EXPECT_EQ(section(linked + R"({"name": "Business"}}</script>)"), "");
  EXPECT_EQ(section(R"(<meta name="parsely-section" content="sport">)" + linked +
                    R"("Sports"}</script>)"),
            "Sports");
}

TEST(HtmlPage, JsonLinkedDataComesFirst) {
  std::string page = whole_page();
  page.insert(
      page.find("</head>"),
      R"(<script type="application/ld+json">{"@graph": [{"@type": "Person", "@id": "#p", "name":
"Li Wei"},
{"@type": ["NewsArticle"], "headline": "Ferry to stay", "datePublished": "2031-04-01", "author":
[{"@id": "#p"},
{"name": "Bo Ek"}], "publisher": {"name": "Other"}}]}</script>)");
  const Article a = read(page);
  EXPECT_EQ(a.author, "Li Wei; Bo Ek");
  EXPECT_EQ(a.published, "2031-04-01");
}

TEST(HtmlPage, BrokenMarkupOfTheHeadersReadsAlike) {
  std::string page = whole_page();
  for (const std::string_view tag : {"</p>", "</li>", "</div>", "</article>", "</main>"}) {
    for (size_t at; (at = page.find(tag)) != std::string::npos;) page.erase(at, tag.size());
  }
  const Article a = read(page);
  EXPECT_TRUE(a.text.starts_with("The council said"));
  expect_words_in_place(a, page);
}

TEST(HtmlPage, NothingWithoutAnArticle) {
  for (const std::string_view page :
       {"", "   ", "<p>", "<ul><li><a href=a>Home</a></ul>", "\xFF\xFE"}) {
    const auto article = read_page(page, "p");
    ASSERT_TRUE(article.has_value()) << page;
    EXPECT_FALSE(article->has_value()) << page;
  }
}

// One encoding for another in the page and its declaration.
TEST(HtmlPage, Windows1252MapsBackByteByByte) {
  std::string page = whole_page();
  page.replace(page.find("utf-8"), 5, "ISO-8859-1");
  page.replace(page.find("caf&eacute;"), 11, "caf\xE9");
  const Article a = read(page);
  const size_t at = a.text.find("café");
  ASSERT_NE(at, std::string::npos);
  const auto begin = static_cast<uint32_t>(at);
  const SourceSpan span = a.source_map.to_source({begin, begin + 5});
  EXPECT_EQ(page.substr(span.begin, span.end - span.begin), "caf\xE9");
  const SourceSpan e = a.source_map.to_source({begin + 3, begin + 5});
  EXPECT_EQ(page.substr(e.begin, e.end - e.begin), "\xE9");
}

TEST(HtmlPage, Utf16MapsBackToPairsOfBytes) {
  std::string page = "\xFF\xFE";
  for (const char c : whole_page()) page += {c, '\0'};
  const Article a = read(page);
  const size_t at = a.text.find("lighthouse");
  ASSERT_NE(at, std::string::npos);
  const auto begin = static_cast<uint32_t>(at);
  const SourceSpan span = a.source_map.to_source({begin, begin + 5});
  EXPECT_EQ(page.substr(span.begin, span.end - span.begin), std::string("l\0i\0g\0h\0t\0", 10));
}

TEST(HtmlPage, DefectsBecomeReplacementCharacters) {
  std::string page = whole_page();
  page.replace(page.find("caf&eacute;"), 11, "caf\xC3\xA9 s\xFFn");
  const Article a = read(page);
  EXPECT_NE(a.text.find("café s\uFFFDn"), std::string::npos);
}

TEST(HtmlEncoding, RulesInOrder) {
  EXPECT_EQ(decode_page("\xEF\xBB\xBFx", "shift_jis").encoding, "UTF-8");
  EXPECT_EQ(decode_page("caf\xC3\xA9", "iso-8859-1").encoding, "UTF-8");
  EXPECT_EQ(decode_page("caf\xE9", "Latin1").text, "café");
  EXPECT_EQ(decode_page("<meta charset='shift_jis'>\x83\x65\x83\x58", "").text,
            "<meta charset='shift_jis'>テス");
  EXPECT_EQ(decode_page("<meta http-equiv=a content='text/html; charset=koi8-r'>\xC1", "").text,
            "<meta http-equiv=a content='text/html; charset=koi8-r'>а");
  EXPECT_EQ(decode_page(std::string_view("h\0i\0!\0", 6), "").text, "hi!");
  EXPECT_EQ(find_encoding(" GB2312\n"), "gb18030");
  EXPECT_EQ(find_encoding("no-such"), "");
}

TEST(HtmlEntities, AsTheStandardHasThem) {
  const auto meaning = [](std::string_view text) { return decode_attribute(text); };
  EXPECT_EQ(meaning("&amp;&lt;&#65;&#x42;&#X43;&notin;&hellip;"), "&<ABC∉…");
  EXPECT_EQ(meaning("&#150;&#0;&#xD800;&#x110000;&#99999999999;"), "–\uFFFD\uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(meaning("a&copy b&copy=1&copyx&;&#;&#x;&nosuch;&"),
            "a© b&copy=1&copyx&;&#;&#x;&nosuch;&");
  EXPECT_EQ(read_reference("&copyx", 0, false).size, 5U);
  EXPECT_EQ(read_reference("&notit;", 0, false).size, 4U);
}

TEST(HtmlDates, OfManyShapes) {
  EXPECT_EQ(find_date("2031-04-02T08:00:00Z"), "2031-04-02");
  EXPECT_EQ(find_date("Mittwoch, 2. April 2031, 8.00 Uhr"), "2031-04-02");
  EXPECT_EQ(find_date("Updated April 2nd, 2031"), "2031-04-02");
  EXPECT_EQ(find_date("le 1er avril 2031"), "2031-04-01");
  EXPECT_EQ(find_date("2 de abril de 2031"), "2031-04-02");
  EXPECT_EQ(find_date("02.04.2031"), "2031-04-02");
  EXPECT_EQ(find_date("04/22/2031"), "2031-04-22");
  EXPECT_EQ(find_date("31.02.2031, 1.2.3, May 40"), "");
  EXPECT_EQ(find_url_date("https://a.example/2031/04/02/ferry"), "2031-04-02");
  EXPECT_EQ(find_url_date("https://a.example/20310402-ferry"), "2031-04-02");
  EXPECT_EQ(find_url_date("https://a.example/4711/04/02"), "");
}

std::string repeat(std::string_view text, size_t n) {
  std::string out;
  out.reserve(text.size() * n);
  for (size_t i = 0; i < n; ++i) out += text;
  return out;
}

// Each is put before and after an article, which must come out (or the page be refused) in time.
TEST(HtmlPage, HostileMarkup) {
  const std::string parts[] = {repeat("<div>", 100000),
                               repeat("<b>", 100000),
                               repeat("<b><div></b>", 30000),
                               repeat("<a href=x><p>", 50000),
                               repeat("<table><tr><td>", 30000),
                               repeat("</p>", 100000),
                               repeat("<div><table><td></div>", 20000),
                               repeat("<svg>", 50000),
                               repeat("<!--", 100000),
                               repeat("<title>", 50000),
                               repeat("<x y=", 50000),
                               repeat("<ul><li>", 40000),
                               repeat("<font><i><u><p>", 30000),
                               "<p title=\"" + std::string(30 << 20, 'x') + "\">",
                               std::string(1 << 20, '\0'),
                               repeat("&amp", 500000),
                               repeat("<", 1000000),
                               repeat("<br>", 200000)};
  for (const std::string& part : parts) {
    const auto after = read_page(whole_page() + part, "p");
    ASSERT_TRUE(after.has_value()) << part.substr(0, 40);
    EXPECT_TRUE(after->has_value()) << part.substr(0, 40);
    const auto before = read_page(part + whole_page(), "p");
    ASSERT_TRUE(before.has_value()) << part.substr(0, 40);
  }
}

TEST(HtmlPage, Limits) {
  PageOptions options;
  options.limits.max_bytes = 100;
  auto article = read_page(whole_page(), "p", options);
  ASSERT_FALSE(article.has_value());
  EXPECT_EQ(article.error().code, ErrorCode::kTooLarge);
  EXPECT_EQ(article.error().where, "p");
  options = {};
  options.limits.max_tags = 10;
  article = read_page(whole_page(), "p", options);
  ASSERT_FALSE(article.has_value());
  EXPECT_EQ(article.error(), (Error{ErrorCode::kTooLarge, "more than 10 tags in a page", "p"}));
}

}  // namespace
}  // namespace quoth
