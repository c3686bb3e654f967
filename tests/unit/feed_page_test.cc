// What the page of a feed's entry, or of a JSON document with markup, comes to as an article.
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "read/feed.h"
#include "read/json_document.h"
#include "read/page_article.h"
#include "support/reader_fixture.h"

namespace quoth {
namespace {

using testing_support::dump;

const std::string kBody =
    "<p>The port of Ellin will close its north basin for eight months from September, the harbour "
    "authority said on Monday, after divers found cracks in a lock gate.</p><p>“We cannot run a "
    "lock that may fail with a ferry inside it,” said Maria Keller, head of the authority.</p>"
    "<p>Fishermen said they had learned of the closure from the radio &amp; the papers.</p>";
const std::string kText =
    "The port of Ellin will close its north basin for eight months from September, the harbour "
    "authority said on Monday, after divers found cracks in a lock gate.\n“We cannot run a lock "
    "that may fail with a ferry inside it,” said Maria Keller, head of the authority.\nFishermen "
    "said they had learned of the closure from the radio & the papers.";

std::string article(const std::vector<ReadItem>& items) {
  const auto item = article_of(std::get<Page>(items.at(0)), {.source_map = true});
  EXPECT_TRUE(std::get<Article>(item).source_map.empty());
  return dump(item);
}

TEST(FeedPage, KeepsWhatTheFeedTells) {
  const std::string feed =
      "<rss><channel><title>The Ellin Tern</title><link>https://tern.example/</link>"
      "<language>en-gb</language><item><guid>tern-9</guid><title>Basin to close</title>"
      "<link>/9</link><dc:creator>Jo Fenwick</dc:creator>"
      "<pubDate>Tue, 5 Mar 2024 08:30:00 GMT</pubDate><content:encoded><![CDATA[" +
      kBody + "]]></content:encoded></item></channel></rss>";
  EXPECT_EQ(article(read_feed(feed, "f.xml")),
            "tern-9 = " + kText +
                " url=https://tern.example/9 title=Basin to close publisher=The Ellin Tern "
                "author=Jo Fenwick published=2024-03-05T08:30:00Z language=en-gb");
}

TEST(FeedPage, KeepsWhatTheRecordTells) {
  std::string markup = kBody;
  for (size_t at = 0; (at = markup.find('"', at)) != markup.npos; at += 2)
    markup.insert(at, 1, '\\');
  const std::string json =
      "{\"uri\": \"urn:tern:9\", \"headline\": \"Basin to close\", \"byline\": "
      "\"Jo Fenwick\", \"language\": \"en\", \"body_xhtml\": \"" +
      markup + "\"}";
  EXPECT_EQ(article(read_json_document(json, "f.json")),
            "urn:tern:9 = " + kText + " title=Basin to close author=Jo Fenwick language=en");
}

}  // namespace
}  // namespace quoth
