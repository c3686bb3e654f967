#include "base/utf8.h"

#include <gtest/gtest.h>

#include <memory>

namespace quoth {
namespace {

// The bytes in a heap buffer of exactly their size, so that a sanitizer sees an over-read.
struct Exact {
  explicit Exact(std::string_view bytes) : data(new char[bytes.size()]), size(bytes.size()) {
    bytes.copy(data.get(), size);
  }
  std::string_view view() const { return {data.get(), size}; }
  std::unique_ptr<char[]> data;
  size_t size;
};

TEST(Utf8, DecodesTheFirstAndLastOfEveryLength) {
  const struct {
    std::string_view bytes;
    char32_t value;
  } rows[] = {
      {std::string_view("\0", 1), 0},
      {"\x7F", 0x7F},
      {"\xC2\x80", 0x80},
      {"\xDF\xBF", 0x7FF},
      {"\xE0\xA0\x80", 0x800},
      {"\xED\x9F\xBF", 0xD7FF},
      {"\xEE\x80\x80", 0xE000},
      {"\xEF\xBF\xBF", 0xFFFF},
      {"\xF0\x90\x80\x80", 0x10000},
      {"\xF4\x8F\xBF\xBF", 0x10FFFF},
  };
  for (const auto& row : rows) {
    const Exact exact(row.bytes);
    const CodePoint c = decode_utf8(exact.view(), 0);
    EXPECT_EQ(c.value, row.value);
    EXPECT_EQ(c.size, row.bytes.size()) << std::hex << static_cast<uint32_t>(row.value);
    std::string out;
    append_utf8(out, row.value);
    EXPECT_EQ(out, row.bytes);
    EXPECT_EQ(find_invalid_utf8(exact.view()), std::nullopt);
  }
}

TEST(Utf8, RejectsWhatIsNoUtf8) {
  const std::string_view rows[] = {
      "\x80",              // a tail alone
      "\xC1\xBF",          // overlong for U+007F
      "\xE0\x9F\xBF",      // overlong for U+07FF
      "\xF0\x8F\xBF\xBF",  // overlong for U+FFFF
      "\xED\xA0\x80",      // the surrogate U+D800
      "\xED\xBF\xBF",      // the surrogate U+DFFF
      "\xF4\x90\x80\x80",  // above U+10FFFF
      "\xF5\x80\x80\x80",
      "\xFF",
      "\xC2",
      "\xE2\x80",
      "\xF0\x9F\x98",  // cut off at the end
      "\xC2\x41",
      "\xE2\x80\x41",
      "\xF0\x9F\x98\x41",
  };
  for (const std::string_view row : rows) {
    const Exact exact(row);
    EXPECT_EQ(decode_utf8(exact.view(), 0).size, 0u) << row;
    EXPECT_EQ(find_invalid_utf8(exact.view()), std::optional<size_t>(0)) << row;
  }
}

TEST(Utf8, FindsTheFirstInvalidByte) {
  EXPECT_EQ(find_invalid_utf8(""), std::nullopt);
  EXPECT_EQ(find_invalid_utf8("h\xC3\xA9llo \xE2\x80\x9C"), std::nullopt);
  EXPECT_EQ(find_invalid_utf8("h\xC3\xA9llo \xE2\x80"), std::optional<size_t>(7));
}

TEST(Utf8, CountsCodePointsAndUtf16Units) {
  const std::string_view text = "a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x9A\x80";  // a é € 🚀
  EXPECT_EQ(count_code_points(text), 4u);
  EXPECT_EQ(count_utf16_units(text), 5u);
  EXPECT_EQ(count_code_points(""), 0u);
  EXPECT_EQ(count_utf16_units(""), 0u);
}

}  // namespace
}  // namespace quoth
