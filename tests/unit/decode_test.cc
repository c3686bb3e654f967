#include "text/decode.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "text/single_byte.h"

namespace quoth {
namespace {

using namespace std::string_view_literals;

// "ENCODING: TEXT", or "! CODE at WHERE".
std::string decoded(std::string_view bytes) {
  const auto result = decode(std::string(bytes), "f");
  if (result) return result->encoding + ": " + result->text;
  return "! " + std::string(name(result.error().code)) + " at " + result.error().where;
}

TEST(Decode, PassesValidUtf8ThroughByteForByte) {
  EXPECT_EQ(decoded(""), "UTF-8: ");
  EXPECT_EQ(decoded("We won.\r\n\r\n"), "UTF-8: We won.\r\n\r\n");
  EXPECT_EQ(decoded("“Zoë” 🚀\r\t\x01"), "UTF-8: “Zoë” 🚀\r\t\x01");
  EXPECT_EQ(decoded("a\xEF\xBB\xBFz"), "UTF-8: a\xEF\xBB\xBFz");  // a mark within is text
}

TEST(Decode, TakesAByteOrderMarkAtItsWord) {
  EXPECT_EQ(decoded("\xEF\xBB\xBF"), "UTF-8: ");
  EXPECT_EQ(decoded("\xEF\xBB\xBF"
                    "é\r\n"),
            "UTF-8: é\r\n");
  EXPECT_EQ(decoded("\xEF\xBB\xBF\xEF\xBB\xBF"), "UTF-8: \xEF\xBB\xBF");  // one mark, not two
  EXPECT_EQ(decoded("\xFF\xFE"), "UTF-16LE: ");
  EXPECT_EQ(decoded("\xFF\xFE\x1C\x20h\0i\0\x1D\x20\x3D\xD8\x80\xDE"sv), "UTF-16LE: “hi”🚀");
  EXPECT_EQ(decoded("\xFE\xFF\x20\x1C\0h\0i\x20\x1D\xD8\x3D\xDE\x80"sv), "UTF-16BE: “hi”🚀");
  EXPECT_EQ(decoded("\xFF\xFE\0\0h\0\0\0\x80\xF6\x01\0"sv), "UTF-32LE: h🚀");
  EXPECT_EQ(decoded("\0\0\xFE\xFF\0\0\0h\0\x01\xF6\x80"sv), "UTF-32BE: h🚀");
}

TEST(Decode, RecognisesUtf16ByItsZeroBytes) {
  EXPECT_EQ(decoded("h\0i\0"sv), "UTF-16LE: hi");
  EXPECT_EQ(decoded("\0h\0i"sv), "UTF-16BE: hi");
  EXPECT_EQ(decoded("\x1C\x20W\0e\0 \0w\0o\0n\0\r\0\n\0"sv), "UTF-16LE: “We won\r\n");
  EXPECT_EQ(decoded("h\0e\0y\0!"sv), "! unknown_encoding at f: byte 6");  // half a unit is missing
}

TEST(Decode, RejectsBrokenUnits) {
  EXPECT_EQ(decoded("\xFF\xFEh\0\x3D\xD8i\0"sv), "! unknown_encoding at f: byte 4");
  EXPECT_EQ(decoded("\xFF\xFEh\0\x80\xDE"sv), "! unknown_encoding at f: byte 4");
  EXPECT_EQ(decoded("\xFE\xFF\xD8\x3D"sv), "! unknown_encoding at f: byte 2");
  EXPECT_EQ(decoded("\xFE\xFF\0h\0"sv), "! unknown_encoding at f: byte 4");
  EXPECT_EQ(decoded("\xFF\xFE\0\0\0\0\x11\0"sv), "! unknown_encoding at f: byte 4");
  EXPECT_EQ(decoded("\xFF\xFE\0\0\x3D\xD8\0\0"sv), "! unknown_encoding at f: byte 4");
  EXPECT_EQ(decoded("\xFF\xFE\0\0h\0\0"sv), "! unknown_encoding at f: byte 4");
}

TEST(Decode, RejectsUtf8WithADefect) {
  EXPECT_EQ(decoded("é é \xE9"), "! invalid_utf8 at f: byte 6");
  EXPECT_EQ(decoded("“We won,” said Zo\xEB."), "! invalid_utf8 at f: byte 21");
  EXPECT_EQ(decoded("\xEF\xBB\xBF"
                    "ab\xC3"),
            "! invalid_utf8 at f: byte 5");
  // A piece of a sequence is one defect, whatever its length: two valid sequences outweigh it.
  EXPECT_EQ(decoded("““Yes\xE2\x80"), "! invalid_utf8 at f: byte 9");
}

TEST(Decode, RejectsNulWithItsPlace) {
  EXPECT_EQ(decoded("\0"sv), "! binary_input at f: byte 0");
  EXPECT_EQ(decoded("ab\0cd"sv), "! binary_input at f: byte 2");
  EXPECT_EQ(decoded("h\0"sv), "! binary_input at f: byte 1");  // too little to call it UTF-16
  EXPECT_EQ(decoded("\xEF\xBB\xBF\0"sv), "! binary_input at f: byte 3");
  EXPECT_EQ(decoded("\xFF\xFEh\0\0\0"sv), "! binary_input at f: byte 4");
  EXPECT_EQ(decoded("\x89PNG\r\n\x1A\n\0\0\0\rIHDR"sv), "! binary_input at f: byte 8");
  EXPECT_EQ(decoded("\x01\0\x02\0\x03\0\x04\0"sv), "! binary_input at f: byte 1");  // numbers
  EXPECT_EQ(decoded("h\0\0\0i\0\0\0"sv), "! binary_input at f: byte 1");  // UTF-32 without a mark
}

TEST(Decode, ReadsWesternBytesAsWindows1252) {
  EXPECT_EQ(decoded("caf\xE9"), "windows-1252: café");
  EXPECT_EQ(decoded("\x93We won,\x94 said Maria Keller."),
            "windows-1252: “We won,” said Maria Keller.");
  EXPECT_EQ(decoded("It\x92s over."), "windows-1252: It’s over.");
  EXPECT_EQ(decoded("The caf\xE9 on Rue Lepic closed."),
            "windows-1252: The café on Rue Lepic closed.");
  EXPECT_EQ(decoded("It cost \x80"
                    "5 \x96 or \xA3"
                    "4\xBD \x97 he said\x85"),
            "windows-1252: It cost €5 – or £4½ — he said…");
  // uchardet says ISO-8859-2, where the letter is the same.
  EXPECT_EQ(decoded("caf\xE9"
                    "caf\xE9"
                    "caf\xE9"
                    "caf\xE9"),
            "windows-1252: cafécafécafécafé");
  EXPECT_EQ(decoded("it\xB4s"), "windows-1252: it´s");
  EXPECT_EQ(decoded("\xC9\x94 \x93"), "windows-1252: É” “");  // É” happens to be valid UTF-8
}

TEST(Decode, ReadsEveryDefinedByteOfWindows1252) {
  std::string bytes, expected;
  for (int b = 0xA0; b <= 0xFF; ++b) {  // as in Latin-1: the byte is the code point
    bytes += static_cast<char>(b);
    expected += static_cast<char>(0xC0 | b >> 6);
    expected += static_cast<char>(0x80 | (b & 0x3F));
  }
  EXPECT_EQ(decode_single_byte(bytes, SingleByteEncoding::kWindows1252), expected);
  EXPECT_EQ(
      decode_single_byte("\x80\x82\x83\x84\x85\x86\x87\x88\x89\x8A\x8B\x8C\x8E\x91\x92\x93\x94"
                         "\x95\x96\x97\x98\x99\x9A\x9B\x9C\x9E\x9F",
                         SingleByteEncoding::kWindows1252),
      "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ");
  EXPECT_EQ(
      decode_single_byte("\xA4\xA6\xA8\xB4\xB8\xBC\xBD\xBE\xE9", SingleByteEncoding::kIso8859_15),
      "€ŠšŽžŒœŸé");
}

TEST(Decode, ReadsWhatOnlyLatin9MakesSenseOf) {
  EXPECT_EQ(decoded("It rose to \xA4"
                    "5 million, he said."),
            "ISO-8859-15: It rose to €5 million, he said.");
  EXPECT_EQ(decoded("Le c\xBDur de l'affaire"), "ISO-8859-15: Le cœur de l'affaire");
  EXPECT_EQ(decoded("Le c\x9Cur de l\x92"
                    "affaire, 5\xBD"),
            "windows-1252: Le cœur de l’affaire, 5½");
}

TEST(Decode, RejectsBytesThatWindows1252DoesNotDefine) {
  EXPECT_EQ(decoded("caf\x81"), "! unknown_encoding at f: byte 3");
  EXPECT_EQ(decoded("\xE9 \x8D"), "! unknown_encoding at f: byte 2");
  EXPECT_EQ(decoded("\xE9 \x8F"), "! unknown_encoding at f: byte 2");
  EXPECT_EQ(decoded("\xE9 \x90"), "! unknown_encoding at f: byte 2");
  EXPECT_EQ(decoded("\xE9 \x9D"), "! unknown_encoding at f: byte 2");
}

// The same sentence in other encodings: mojibake would be worse than a refusal.
TEST(Decode, RejectsWhatIsHardlyWestern) {
  constexpr std::string_view kFirstByte = "! unknown_encoding at f: byte 0";
  // "Мост закрыт до пятницы, сказала мэр." in windows-1251 and KOI8-R
  EXPECT_EQ(decoded("\xCC\xEE\xF1\xF2 \xE7\xE0\xEA\xF0\xFB\xF2 \xE4\xEE "
                    "\xEF\xFF\xF2\xED\xE8\xF6\xFB, \xF1\xEA\xE0\xE7\xE0\xEB\xE0 \xEC\xFD\xF0."),
            kFirstByte);
  EXPECT_EQ(decoded("\xED\xCF\xD3\xD4 \xDA\xC1\xCB\xD2\xD9\xD4 \xC4\xCF "
                    "\xD0\xD1\xD4\xCE\xC9\xC3\xD9, \xD3\xCB\xC1\xDA\xC1\xCC\xC1 \xCD\xDC\xD2."),
            kFirstByte);
  // "Burmistrz powiedział, że most będzie zamknięty w piątek." in ISO-8859-2
  EXPECT_EQ(decoded("Burmistrz powiedzia\xB3, \xBF"
                    "e most b\xEA"
                    "dzie zamkni\xEAty w pi\xB1tek."),
            "! unknown_encoding at f: byte 19");
  // "“It’s over,” Zoë said." in Mac Roman, "The café on Rue Lepic closed." in IBM 437
  EXPECT_EQ(decoded("\xD2It\xD5s over,\xD3 Zo\x91 said."), kFirstByte);
  EXPECT_EQ(decoded("The caf\x82 on Rue Lepic closed."), "! unknown_encoding at f: byte 7");
}

TEST(Decode, SaysWhatIsWrong) {
  const auto message = [](std::string_view bytes) {
    return decode(std::string(bytes), "f").error().message;
  };
  EXPECT_EQ(message("é é \xE9"), "invalid UTF-8");
  EXPECT_EQ(message("a\0b"sv), "holds a NUL character, so it is no text");
  EXPECT_EQ(message("\xFE\xFF\xD8\x3D"), "broken UTF-16BE");
  EXPECT_EQ(message("caf\x81"), "neither UTF-8 nor windows-1252, which has no such byte");
  EXPECT_EQ(message("The caf\x82 on Rue Lepic closed."),
            "neither UTF-8 nor a Western encoding, perhaps WINDOWS-1250");
}

// The bytes of the input for each code point of the text: "h[0,2) i[2,4) ".
std::string mapped(std::string_view bytes) {
  const auto result = decode(std::string(bytes), "f", KeepMap::kYes);
  std::string out;
  for (uint32_t at = 0; at < result->text.size();) {
    uint32_t end = at + 1;
    while (end < result->text.size() && (result->text[end] & 0xC0) == 0x80) ++end;
    const SourceSpan span = result->map.to_source({at, end});
    out += result->text.substr(at, end - at) + '[' + std::to_string(span.begin) + ',' +
           std::to_string(span.end) + ") ";
    at = end;
  }
  return out;
}

TEST(Decode, KeepsTheWayBackToTheBytes) {
  EXPECT_EQ(mapped(""), "");
  EXPECT_EQ(mapped("aé🚀"), "a[0,1) é[1,3) 🚀[3,7) ");
  EXPECT_EQ(mapped("\xEF\xBB\xBF"
                   "é!"),
            "é[3,5) ![5,6) ");
  EXPECT_EQ(mapped("\xFF\xFEh\0\x1C\x20\x3D\xD8\x80\xDE"sv), "h[2,4) “[4,6) 🚀[6,10) ");
  EXPECT_EQ(mapped("h\0i\0"sv), "h[0,2) i[2,4) ");
  EXPECT_EQ(mapped("\0\0\xFE\xFF\0\0\0h"sv), "h[4,8) ");
  EXPECT_EQ(mapped("caf\xE9 \x93no\x94"),
            "c[0,1) a[1,2) f[2,3) é[3,4)  [4,5) “[5,6) n[6,7) o[7,8) ”[8,9) ");
  EXPECT_TRUE(decode("abc", "f")->map.empty());
}

}  // namespace
}  // namespace quoth
