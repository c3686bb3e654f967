// Web archives, through the reader.
#include <gtest/gtest.h>
#include <unistd.h>

#include <string>
#include <string_view>
#include <vector>

#include "read/reader.h"
#include "support/archives.h"
#include "support/reader_fixture.h"

namespace quoth {
namespace {

using namespace std::string_literals;
using testing_support::gzipped;
using testing_support::http_ok;
using testing_support::Lines;
using testing_support::page_record;
using testing_support::warc_record;
using testing_support::zstd_frame;

const std::string kInfo =
    warc_record("warcinfo", "", "WARC-Record-ID: <urn:uuid:1>\r\n", "software: x");
const std::string kA = page_record("http://a.example/", "<p>A</p>");
const std::string kB = page_record("http://b.example/", "<p>B</p>");
const std::string kC = page_record("http://c.example/", "<p>C</p>");
const std::string kLineA = "http://a.example/ @ <p>A</p> charset=UTF-8 url=http://a.example/";
const std::string kLineB = "http://b.example/ @ <p>B</p> charset=UTF-8 url=http://b.example/";
const std::string kLineC = "http://c.example/ @ <p>C</p> charset=UTF-8 url=http://c.example/";
const std::string kLineInfo = "urn:uuid:1 - no_response";

class WarcTest : public testing_support::ReaderTest {
 protected:
  Lines read_warc(std::string_view bytes, uint64_t limit = 16u << 20) const {
    return read({write("a", bytes)}, limit);
  }

  static std::string fault(size_t offset, const std::string& message,
                           const std::string& code = "invalid_archive") {
    const std::string where = "D/a: byte " + std::to_string(offset);
    return where + " ! " + code + " at " + where + ": " + message;
  }
};

// ---- records

TEST_F(WarcTest, ReadsPagesAndCountsTheOthers) {
  std::string bytes = kInfo;
  for (const std::string type : {"request", "metadata", "revisit", "continuation", "unheard-of"}) {
    bytes += warc_record(type, "http://x.example/", "", "x");
  }
  Lines expected{kLineInfo};
  for (int i = 0; i < 5; ++i) expected.push_back("http://x.example/ - no_response");
  expected.push_back(kLineA);
  expected.push_back(kLineB);
  EXPECT_EQ(read_warc(bytes + kA + kB), expected);
}

TEST_F(WarcTest, ReadsEveryCompression) {
  const Lines expected{kLineInfo, kLineA, kLineB};
  const std::string whole = kInfo + kA + kB;
  EXPECT_EQ(read_warc(whole), expected);
  EXPECT_EQ(read_warc(gzipped(whole)), expected);
  EXPECT_EQ(read_warc(gzipped(kInfo) + gzipped(kA) + gzipped(kB)), expected);
  EXPECT_EQ(read_warc(zstd_frame(whole)), expected);
  EXPECT_EQ(read_warc(zstd_frame(kInfo) + zstd_frame(kA) + zstd_frame(kB)), expected);
  // Members that end anywhere.
  EXPECT_EQ(read_warc(gzipped(whole.substr(0, 300)) + gzipped(whole.substr(300))), expected);
}

TEST_F(WarcTest, AnyPiecesGiveTheSame) {
  const std::string whole =
      "\r\n" + kInfo + kA + "garbage\r\n" + kB + kC.substr(0, kC.size() - 8) + kA;
  const Lines expected = read_warc(whole);
  ASSERT_EQ(expected.size(), 6u);
  for (const size_t n : {1u, 2u, 5u, 7u, 64u, 333u}) {
    std::string members;
    for (size_t i = 0; i < whole.size(); i += n) members += gzipped(whole.substr(i, n));
    const Lines lines = read_warc(members);
    ASSERT_EQ(lines.size(), expected.size()) << n;
    for (const size_t i : {0u, 1u, 3u, 5u}) EXPECT_EQ(lines[i], expected[i]) << n;
  }
  const int fd = pipe_of(whole);
  EXPECT_EQ(read_stdin(fd).size(), expected.size());
  close(fd);
}

TEST_F(WarcTest, PutsUpWithLooseHeads) {
  const std::string message = http_ok("Content-Type: text/html\r\n", "<p>A</p>");
  const std::string length = std::to_string(message.size());
  EXPECT_EQ(
      read_warc("\n\nWARC/0.18\nwarc-type:RESPONSE\nWarc-Target-URI: <http://a.example/>\n"
                "CONTENT-LENGTH:\n " +
                length + "\n\n" + message + "\n\nWARC/1.1\r\nWARC-Type: response\r\n" +
                "WARC-Record-ID: <urn:uuid:2>\r\nContent-Length: " + length + "\r\n\r\n" + message),
      (Lines{"http://a.example/ @ <p>A</p> url=http://a.example/", "urn:uuid:2 @ <p>A</p>"}));
}

TEST_F(WarcTest, ReadsTextsOfConversionRecords) {
  EXPECT_EQ(read_warc(kInfo + warc_record("conversion", "http://a.example/",
                                          "Content-Type: text/plain\r\n", "“We won,” she said.")),
            (Lines{kLineInfo, "http://a.example/ = “We won,” she said. url=http://a.example/"}));
}

TEST_F(WarcTest, ReadsResources) {
  EXPECT_EQ(
      read_warc(warc_record("resource", "file:///a", "Content-Type: text/html\r\n", "<p>A</p>") +
                warc_record("resource", "file:///b", "Content-Type: image/png\r\n", "PNG") +
                warc_record("resource", "file:///c", "", "<html>C") +
                warc_record("response", "dns:a.example", "Content-Type: text/dns\r\n", "1.2.3.4")),
      (Lines{"file:///a @ <p>A</p> url=file:///a", "file:///b - not_text",
             "file:///c @ <html>C url=file:///c", "dns:a.example - not_text"}));
}

TEST_F(WarcTest, SelectsResponses) {
  const auto response = [](std::string_view message) {
    return warc_record("response", "u", "Content-Type: application/http\r\n", message);
  };
  EXPECT_EQ(read_warc(response("HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>")),
            Lines{"u - http_status"});
  EXPECT_EQ(read_warc(response("HTTP/1.1 301 Moved\r\n\r\n")), Lines{"u - http_status"});
  EXPECT_EQ(read_warc(response(http_ok("Content-Type: image/png\r\n", "x"))),
            Lines{"u - not_text"});
  EXPECT_EQ(read_warc(response(http_ok("Content-Type: application/xhtml+xml\r\n", "x"))),
            Lines{"u @ x url=u"});
  EXPECT_EQ(read_warc(response(http_ok("Content-Type: text/plain\r\n", "caf\xE9"))),
            Lines{"u = café url=u"});
  EXPECT_EQ(read_warc(response(http_ok("", "<!doctype html>x"))),
            Lines{"u @ <!doctype html>x url=u"});
  EXPECT_EQ(read_warc(response(http_ok("", "x"))), Lines{"u - not_text"});
  EXPECT_EQ(read_warc(response("no response")),
            Lines{"u ! invalid_archive at D/a: byte 0: no HTTP response where the record promises "
                  "one"});
  EXPECT_EQ(
      read_warc(response(http_ok("Content-Type: text/plain\r\n", "a\0b"s))),
      Lines{"u ! binary_input at D/a: byte 0: byte 1: holds a NUL character, so it is no text"});
}

// ---- faults

TEST_F(WarcTest, ALengthThatIsTooShort) {
  std::string short_b = kB;
  short_b.replace(short_b.find("Content-Length: ") + 16, 2, "40");
  EXPECT_EQ(read_warc(kA + short_b + kC),
            (Lines{kLineA, fault(kA.size(), "the Content-Length of the record is wrong"), kLineC}));
}

TEST_F(WarcTest, ALengthThatIsTooLong) {
  std::string long_b = kB;
  long_b.replace(long_b.find("Content-Length: ") + 16, 2, "99");
  EXPECT_EQ(read_warc(kA + long_b + kC + kC),
            (Lines{kLineA, fault(kA.size(), "the Content-Length of the record is wrong"), kLineC,
                   kLineC}));
  std::string past_the_end = kB;
  past_the_end.replace(past_the_end.find("Content-Length: ") + 16, 2, "99999");
  EXPECT_EQ(read_warc(kA + past_the_end + kC),
            (Lines{kLineA, fault(kA.size(), "the record ends too early"), kLineC}));
  std::string huge = kB;
  huge.replace(huge.find("Content-Length: ") + 16, 2, "18446744073709551615");
  EXPECT_EQ(read_warc(kA + huge + kC),
            (Lines{kLineA,
                   "http://b.example/ ! too_large at D/a: byte " + std::to_string(kA.size()) +
                       ": larger than the limit of 16777216 bytes",
                   kLineC}));
}

TEST_F(WarcTest, ALengthThatIsNone) {
  for (const std::string length : {"", "x", "-1", "1e3", "18446744073709551616", "12 34"}) {
    const std::string bad =
        "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: " + length + "\r\n\r\nx";
    EXPECT_EQ(read_warc(kA + bad + "\r\n\r\n" + kC),
              (Lines{kLineA, fault(kA.size(), "the record has no valid Content-Length"), kLineC}))
        << length;
  }
}

TEST_F(WarcTest, GarbageBetweenRecords) {
  EXPECT_EQ(read_warc(kA + "WARC/1.0 is the name of it\r\nWARC/1.\r\n" + kB),
            (Lines{kLineA, fault(kA.size(), "no record begins where one should"), kLineB}));
  EXPECT_EQ(read_warc(kA + std::string(300'000, 'x') + "\n" + kB),
            (Lines{kLineA, fault(kA.size(), "no record begins where one should"), kLineB}));
}

TEST_F(WarcTest, ARecordThatIsCutOff) {
  for (const size_t n : {size_t{20}, kB.find("\r\n\r\n"), kB.size() - 10}) {
    const bool in_head = n < kB.find("\r\n\r\n") + 4;
    EXPECT_EQ(read_warc(kA + kB.substr(0, n)),
              (Lines{kLineA, fault(kA.size(), in_head ? "the file ends inside the head of a record"
                                                      : "the record ends too early")}));
  }
  EXPECT_EQ(read_warc(kA + kB.substr(0, kB.size() - 4)), (Lines{kLineA, kLineB}));  // all there
}

TEST_F(WarcTest, AHeadWithoutEnd) {
  std::string head = "WARC/1.0\r\n";
  for (int i = 0; i < 1'000'000; ++i) head += "X: a\r\n";
  EXPECT_EQ(read_warc(kA + head + "\r\n" + kB),
            (Lines{kLineA, fault(kA.size(), "the head of the record has no end"), kLineB}));
}

TEST_F(WarcTest, AMemberThatIsDamaged) {
  const std::string a = gzipped(kA), c = gzipped(kC);
  std::string b = gzipped(kB);
  b[b.size() / 2] = static_cast<char>(~b[b.size() / 2]);
  const Lines lines = read_warc(a + b + c);
  EXPECT_EQ(lines, (Lines{kLineA, fault(a.size(), "the member of gzip is damaged"), kLineC}));
  EXPECT_EQ(read_warc(a + c.substr(0, c.size() - 20)),
            (Lines{kLineA, fault(a.size(), "the member of gzip ends too early")}));
  EXPECT_EQ(read_warc(b + c), (Lines{fault(0, "the member of gzip is damaged"), kLineC}));
}

TEST_F(WarcTest, AFirstMemberThatSaysNothing) {
  std::string info = gzipped(kInfo), text = gzipped("a row of houses");
  info[12] = static_cast<char>(~info[12]);
  text[12] = static_cast<char>(~text[12]);
  const Lines lines = read_warc(info + gzipped(kA));
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_TRUE(lines[0].ends_with("at D/a: byte 0: the member of gzip is damaged")) << lines[0];
  EXPECT_EQ(lines[1], kLineA);
  // The rest of a text is not passed off as the text.
  EXPECT_EQ(read_warc(text + gzipped("and a quay")),
            Lines{"D/a ! invalid_archive at D/a: byte 0: the member of gzip is damaged"});
}

TEST_F(WarcTest, ARecordThatIsTooLarge) {
  const std::string large = page_record("http://l.example/", std::string(400'000, 'x'));
  const std::string request =
      warc_record("request", "http://r.example/", "", std::string(400'000, 'x'));
  const std::string error =
      "http://l.example/ ! too_large at D/a: byte 0: larger than the limit of 1000 bytes";
  EXPECT_EQ(read_warc(large + request + kB, 1000),
            (Lines{error, "http://r.example/ - no_response", kLineB}));
  const std::string larger = page_record("http://l.example/", std::string(2'000, 'x'));
  EXPECT_EQ(read_warc(larger + kB, 1000), (Lines{error, kLineB}));
}

TEST_F(WarcTest, ABodyThatIsABomb) {
  const std::string bomb = gzipped(std::string(32 << 20, 'x'));
  const std::string record = warc_record(
      "response", "u", "", http_ok("Content-Type: text/html\r\nContent-Encoding: gzip\r\n", bomb));
  EXPECT_EQ(read_warc(record + kB),
            (Lines{"u ! too_large at D/a: byte 0: the body expands more than 250 times", kLineB}));
}

// Each head promises all that follows.
TEST_F(WarcTest, LyingHeadsTakeTimeInProportion) {
  std::string bytes;
  for (int i = 0; i < 100'000; ++i) {
    bytes += "WARC/1.0\r\nContent-Length: 3000001\r\n\r\n";
  }
  EXPECT_EQ(read_warc(bytes).size(), 100'000u);
}

// ---- ARC

TEST_F(WarcTest, ReadsArc) {
  const auto record = [](std::string_view url, std::string_view message) {
    return std::string(url) + " 192.0.2.1 20060102030405 text/html " +
           std::to_string(message.size()) + "\n" + std::string(message) + "\n";
  };
  const std::string info = record("filedesc://a.arc", "1 0 Archive\nURL IP-address Archive-date\n");
  const std::string a =
      record("http://a.example/", http_ok("Content-Type: text/html\r\n", "<p>A</p>"));
  const std::string b =
      record("http://b.example/", http_ok("Content-Type: text/html\r\n", "<p>B</p>"));
  const Lines expected{"filedesc://a.arc - no_response",
                       "http://a.example/ @ <p>A</p> url=http://a.example/",
                       "http://b.example/ @ <p>B</p> url=http://b.example/"};
  EXPECT_EQ(read_warc(info + a + b), expected);
  EXPECT_EQ(read_warc(gzipped(info) + gzipped(a) + gzipped(b)), expected);
  EXPECT_EQ(read_warc(info + "garbage\n" + a + b),
            (Lines{expected[0], fault(info.size(), "no record begins where one should"),
                   expected[1], expected[2]}));
}

}  // namespace
}  // namespace quoth
