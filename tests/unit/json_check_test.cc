#include "read/json_check.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace quoth {
namespace {

// "BYTE REASON", or "" where nothing is wrong.
std::string fault(std::string_view json) {
  const auto found = find_json_fault(json);
  return found ? std::to_string(found->byte) + ' ' + std::string(found->reason) : "";
}

TEST(JsonCheck, AcceptsEveryKindOfValue) {
  for (const std::string_view json :
       {"{}", "[]", "\"\"", "0", "-0", "-1", "10.25", "2e9", "1E+2", "0.5e-3", "true", "false",
        "null", " {\"a\" : [1 , {\"b\":null}]}\t", "123456789012345678901234567890",
        R"("\"\\\/\b\f\n\r\t\u00e9\uD83D\uDE80")", "\"é\x7F\""}) {
    EXPECT_EQ(fault(json), "") << json;
  }
}

TEST(JsonCheck, TellsWhereAFaultIs) {
  EXPECT_EQ(fault(R"({"a": 1,})"), "8 expected a key");
  EXPECT_EQ(fault(R"({a: 1})"), "1 expected a key");
  EXPECT_EQ(fault(R"({"a" 1})"), "5 expected ':'");
  EXPECT_EQ(fault(R"({"a": })"), "6 expected a value");
  EXPECT_EQ(fault(R"({"a": 1 "b": 2})"), "8 expected ',' or '}'");
  EXPECT_EQ(fault("[1 2]"), "3 expected ',' or ']'");
  EXPECT_EQ(fault("[1,]"), "3 expected a value");
  EXPECT_EQ(fault("{} {}"), "3 expected the end");
  EXPECT_EQ(fault("tru}"), "3 expected a value");
  EXPECT_EQ(fault("'a'"), "0 expected a value");
  EXPECT_EQ(fault("01"), "1 expected the end");
  EXPECT_EQ(fault("-a"), "1 expected a digit");
  EXPECT_EQ(fault("1.a"), "2 expected a digit");
  EXPECT_EQ(fault("1e+]"), "3 expected a digit");
  EXPECT_EQ(fault("\"a\tb\""), "2 control character in a string");
  EXPECT_EQ(fault(R"("a\x")"), "3 unknown escape");
  EXPECT_EQ(fault(R"("\u12g4")"), "5 expected a hexadecimal digit");
}

TEST(JsonCheck, TellsWhatEndsTooEarly) {
  for (const std::string_view json : {"", " ", "{", "[", "{\"a", "{\"a\"", "{\"a\":", "{\"a\": 1",
                                      "[1", "[1,", "\"a\\", "\"\\u12", "-", "1.", "1e", "tr"}) {
    EXPECT_EQ(fault(json), std::to_string(json.size()) + " ends too early") << json;
  }
}

TEST(JsonCheck, PairsSurrogates) {
  EXPECT_EQ(fault(R"("ab\ud83d")"), "3 unpaired surrogate");
  EXPECT_EQ(fault(R"("\ud83d\n")"), "1 unpaired surrogate");
  EXPECT_EQ(fault(R"("\ud83d\ud83d")"), "1 unpaired surrogate");
  EXPECT_EQ(fault(R"("\ude80")"), "1 unpaired surrogate");
  EXPECT_EQ(fault(R"("\ude80\ude80")"), "1 unpaired surrogate");
}

TEST(JsonCheck, LimitsTheDepth) {
  const auto nested = [](size_t n) { return std::string(n, '[') + std::string(n, ']'); };
  EXPECT_EQ(fault(nested(256)), "");
  EXPECT_EQ(fault(nested(257)), "256 nested too deeply");
  EXPECT_EQ(fault(std::string(1 << 20, '[')), "256 nested too deeply");
}

}  // namespace
}  // namespace quoth
