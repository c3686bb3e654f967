#include "read/sniff.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace quoth {
namespace {

using namespace std::string_literals;

std::string_view told(std::string_view head, bool whole = true) { return name(sniff(head, whole)); }

TEST(Sniff, TellsPages) {
  for (const std::string head :
       {"<!DOCTYPE html>\n<html>", "<!doctype HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\">", "<html>",
        "<HTML lang=en>", "<head>", "<body class=x>", "<meta charset=utf-8>", "<p>Row</p>",
        "\xEF\xBB\xBF  \r\n<html>", "<!-- saved --> <!-- twice -->\n<!doctype\thtml>",
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>",
        "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'>",
        "Warning: no cache\n<br />\n  <!DOCTYPE html>", "<noscript></noscript>\n<html>"}) {
    EXPECT_EQ(told(head), "html") << head;
  }
  EXPECT_EQ(told("\xFF\xFE<\0h\0t\0m\0l\0>\0"s), "html");
  EXPECT_EQ(told("\xFE\xFF\0<\0h\0t\0m\0l\0>"s), "html");
}

TEST(Sniff, TellsFeeds) {
  for (const std::string head :
       {"<rss version=\"2.0\">", "<?xml version='1.0'?>\n<?xml-stylesheet href='a.xsl'?>\n<rss>",
        "<?xml version='1.0'?><!-- made --><feed xmlns='http://www.w3.org/2005/Atom'>",
        "<rdf:RDF xmlns:rdf='x'>", "<!DOCTYPE rss SYSTEM \"rss-0.91.dtd\">\n<rss>"}) {
    EXPECT_EQ(told(head), "feed") << head;
  }
}

TEST(Sniff, TellsArchives) {
  EXPECT_EQ(told("WARC/1.0\r\nWARC-Type: warcinfo\r\n"), "warc");
  EXPECT_EQ(told("\r\n\r\nWARC/1.1\r\n"), "warc");
  EXPECT_EQ(told("WARC/0.18\n"), "warc");
  EXPECT_EQ(told("filedesc://a.arc 0.0.0.0 20200101000000 text/plain 70\n"), "warc");
  EXPECT_EQ(told("WARC is a format."), "text");
}

TEST(Sniff, TellsJson) {
  EXPECT_EQ(told("{\"id\": 1, \"text\": \"x\"}\n{"), "json_lines");
  EXPECT_EQ(told("\xEF\xBB\xBF\n { \"text\" : \"x\"}"), "json_lines");
  EXPECT_EQ(told("{\"a\": 1", false), "json_lines");  // the line goes on
  EXPECT_EQ(told("{\"a\": 1"), "json_document");
  EXPECT_EQ(told("{\"a\": 1}\n", false), "json_document");
  EXPECT_EQ(told("{\n  \"text\": \"x\"\n}"), "json_document");
  EXPECT_EQ(told("[ {\"text\": \"x\"}]"), "json_document");
}

TEST(Sniff, TheRestIsText) {
  for (const std::string head :
       {"", " ", "“We won,” she said.", "{a brace} opens this.", "{", "[sic] it says",
        "<em>Row</em>", "<", "<!--", "<?", "<!-- no end", "<pre", "<heading>", "\xEF\xBB\xBF",
        "\xFF\xFE", "<!doctype", "They wrote <html> in it.", "<?xml version='1.0'?><nitf>"}) {
    EXPECT_EQ(told(head), "text") << head;
  }
}

}  // namespace
}  // namespace quoth
