#include "archive/http.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <string>
#include <string_view>
#include <utility>

#include "archive/content_coding.h"
#include "support/archives.h"

namespace quoth {
namespace {

using namespace std::string_literals;
using testing_support::deflated;
using testing_support::gzipped;
using testing_support::http_ok;
using testing_support::zstd_frame;

constexpr uint64_t kLimit = 1 << 20;
const std::string kPage = "<p>The quay opens, the quay opens, the quay opens on Monday.</p>";

// "STATUS TYPE [CHARSET] | BODY", or the failure.
std::string read(std::string_view message, uint64_t max_bytes = kLimit) {
  const auto head = parse_http_head(message, "here");
  if (!head) return head.error().message;
  const auto body = http_body(message, *head, max_bytes, "here");
  std::string out = std::to_string(head->status) + ' ' + head->content_type.type;
  if (!head->content_type.charset.empty()) out += " [" + head->content_type.charset + ']';
  if (!body) return std::string(name(body.error().code)) + ": " + body.error().message;
  return out + " | " + *body;
}

// ---- the head

TEST(HttpHead, ReadsStatusAndFields) {
  EXPECT_EQ(read("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\nhi"),
            "200 text/html [utf-8] | hi");
  EXPECT_EQ(read("HTTP/1.0 404\nCONTENT-TYPE:Text/HTML ; x=y; Charset=\"ISO-8859-1\"\n\nhi"),
            "404 text/html [ISO-8859-1] | hi");
  EXPECT_EQ(read("HTTP/2 200\r\ncontent-type: text/html;\r\n\tcharset=utf-8\r\n\r\n"),
            "200 text/html [utf-8] | ");
  EXPECT_EQ(read("HTTP/1.1 200 OK\r\nno field\r\n: empty\r\nContent-Type: a/b\r\n"), "200 a/b | ");
  EXPECT_EQ(read("HTTP/1.1 200 OK\r\n\r\nhi"), "200  | hi");
  EXPECT_EQ(read("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: a/b\r\n\r\nhi"),
            "200 a/b | hi");
  EXPECT_EQ(read("HTTP/1.1 200 OK\r\nContent-Type: a/b\r\nContent-Type: c/d\r\n\r\n"),
            "200 c/d | ");
}

TEST(HttpHead, RefusesWhatIsNone) {
  const std::string none = "no HTTP response where the record promises one";
  for (const std::string message :
       {"", "HTTP/1.1", "HTTP/1.1 20", "HTTP/1.1 2000 OK", "HTTP/1.1 abc", "<html>",
        "GET / HTTP/1.1\r\n\r\n", "\r\nHTTP/1.1 200 OK"}) {
    EXPECT_EQ(read(message), none) << message;
  }
  std::string many = "HTTP/1.1 200 OK\r\n";
  for (int i = 0; i < 1'000'000; ++i) many += "X-Row: a\r\n";
  EXPECT_EQ(read(many + "\r\nhi"), "the header of the response has no end");
  std::string interim;
  for (int i = 0; i < 1'000; ++i) interim += "HTTP/1.1 100 Continue\r\n\r\n";
  EXPECT_EQ(read(interim), none);
}

TEST(HeaderFields, JoinsTheLinesOfAField) {
  HeaderFields fields("A: 1\r\n \r\n  2\r\n\t3\r\n continues nothing: x\nB:\r\n x\r\n");
  ASSERT_TRUE(fields.next());
  EXPECT_EQ(fields.name(), "A");
  EXPECT_EQ(fields.value(), "1 2 3 continues nothing: x");
  ASSERT_TRUE(fields.next());
  EXPECT_EQ(fields.name(), "B");
  EXPECT_EQ(fields.value(), "x");
  EXPECT_FALSE(fields.next());
}

// ---- chunks

TEST(WithoutChunks, JoinsThem) {
  EXPECT_EQ(without_chunks("3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"), "abcde");
  EXPECT_EQ(without_chunks("3;a=b\r\nabc\r\n 2\r\nde"), "abc");
  EXPECT_EQ(without_chunks("0003 \nabc\n2\nde\n0\n\n"), "abcde");
  EXPECT_EQ(without_chunks("A\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\n"), "0123456789");
  EXPECT_EQ(without_chunks("0\r\n\r\n"), "");
  EXPECT_EQ(without_chunks(""), "");
}

TEST(WithoutChunks, CutsOffWhatGoesWrong) {
  EXPECT_EQ(without_chunks("3\r\nabc\r\n9\r\nde"), "abcde");
  EXPECT_EQ(without_chunks("3\r\nabc\r\nxyz"), "abc");
  EXPECT_EQ(without_chunks("3\r\nabc\r\n2\r\ndefgh"), "abcde");
  EXPECT_EQ(without_chunks("9\r\nabc"), "abc");
}

TEST(WithoutChunks, LeavesABodyWithoutThemAlone) {
  for (const std::string body : {"<html>", "abc", "\r\n3\r\nabc", "FFFFFFFFFFFFFFFFFFFF\r\nx",
                                 "3\r\nabcd\r\n", "3 rows\r\nabc", "a\r\nrow of ten or more"}) {
    EXPECT_EQ(without_chunks(body), body);
  }
}

TEST(WithoutChunks, ManySmallChunksAreLinear) {
  std::string body;
  for (int i = 0; i < 1'000'000; ++i) body += "1\r\na\r\n";
  EXPECT_EQ(without_chunks(body), std::string(1'000'000, 'a'));
}

TEST(HttpBody, TakesChunksAwayBeforeCodings) {
  const std::string coded = gzipped(kPage);
  char size[16];
  std::snprintf(size, sizeof size, "%zx", coded.size());
  const std::string chunked = size + "\r\n"s + coded + "\r\n0\r\n\r\n";
  const std::string fields = "Transfer-Encoding: Chunked\r\nContent-Encoding: gzip\r\n";
  EXPECT_EQ(read(http_ok(fields, chunked)), "200  | " + kPage);
  EXPECT_EQ(read(http_ok(fields, coded)), "200  | " + kPage);
  EXPECT_EQ(read(http_ok(fields, kPage)), "200  | " + kPage);
  EXPECT_EQ(read(http_ok("Transfer-Encoding: gzip, chunked\r\n", "1\r\na\r\n0\r\n\r\n")),
            "200  | a");
}

// ---- codings

std::string decoded(const std::string& body, std::string_view codings, uint64_t limit = kLimit) {
  const auto result = decode_content(body, codings, limit, "here");
  if (result) return *result;
  EXPECT_EQ(result.error().where, "here");
  return '{' + std::string(name(result.error().code)) + ": " + result.error().message + '}';
}

const std::string kBrotli =
    "\x1B\x3F\x00\x00\x44\x37\x97\xEA\xE8\xA2\xA1\x88\xA1\xD9\x0C\x45\xF0\xF0\xF4\x7B\xCE\xC3\xC1"
    "\x21\x07\xAE\x27\xFC\x12\x6E\x1E\x72\x1D\x0C\xD5\xEA\x6A\x5B\xCC\x81\xF3\xF2\xA3\xED\xA5\xEF"
    "\xC5\x52\xB1\x17\x1C\x8A\xB0\x4A\x1B"s;

TEST(DecodeContent, UndoesEachCoding) {
  EXPECT_EQ(decoded(gzipped(kPage), "gzip"), kPage);
  EXPECT_EQ(decoded(gzipped(kPage), "X-GZip"), kPage);
  EXPECT_EQ(decoded(deflated(kPage, MAX_WBITS), "deflate"), kPage);
  EXPECT_EQ(decoded(deflated(kPage, -MAX_WBITS), "deflate"), kPage);
  EXPECT_EQ(decoded(kBrotli, "br"), kPage);
  EXPECT_EQ(decoded(zstd_frame(kPage), "zstd"), kPage);
  EXPECT_EQ(decoded(kPage, "identity"), kPage);
  EXPECT_EQ(decoded(kPage, ""), kPage);
  EXPECT_EQ(decoded(zstd_frame(gzipped(kPage)), "gzip, identity,zstd"), kPage);
  EXPECT_EQ(decoded("", "br"), "");
}

TEST(DecodeContent, ABodyThatIsNotCodedIsLeftAlone) {
  for (const std::string coding : {"gzip", "deflate", "br", "zstd", "gzip, br", "compress"}) {
    EXPECT_EQ(decoded(kPage, coding), kPage) << coding;
  }
}

TEST(DecodeContent, CutsOffWhatEndsTooEarly) {
  std::string text;
  for (int i = 0; i < 100'000; ++i) text += std::to_string(i * 7919 % 100003) + " rows. ";
  for (const auto& [coding, whole] :
       {std::pair("gzip", gzipped(text)), std::pair("deflate", deflated(text, MAX_WBITS)),
        std::pair("zstd", zstd_frame(text))}) {
    const std::string begin = decoded(whole.substr(0, whole.size() * 3 / 4), coding);
    EXPECT_GT(begin.size(), text.size() / 2) << coding;
    EXPECT_TRUE(text.starts_with(begin)) << coding;
  }
}

TEST(DecodeContent, TellsOfDamageAndBombs) {
  const std::string noise = "\x01\xFF\x00\x80\x02"s;
  EXPECT_EQ(decoded(noise, "gzip"), "{invalid_archive: the body is damaged gzip}");
  EXPECT_EQ(decoded(noise, "sdch"), "{invalid_archive: the body has a coding that is not known}");
  EXPECT_EQ(decoded(noise, "gzip,gzip,gzip,gzip,gzip"),
            "{invalid_archive: the body has more than four codings}");
  const std::string large(1 << 20, 'a');
  EXPECT_EQ(decoded(gzipped(large), "gzip", 10 << 20),
            "{too_large: the body expands more than 250 times}");
  EXPECT_EQ(decoded(zstd_frame(large), "zstd", 10 << 20),
            "{too_large: the body expands more than 250 times}");
  EXPECT_EQ(decoded(gzipped(kPage), "gzip", 10), "{too_large: larger than the limit of 10 bytes}");
  EXPECT_EQ(read(http_ok("", kPage), 10), "too_large: larger than the limit of 10 bytes");
}

}  // namespace
}  // namespace quoth
