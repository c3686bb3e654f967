#include "text/single_byte.h"

#include <uchardet.h>
#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <memory>
#include <optional>
#include <utility>

namespace quoth {
namespace {

// What windows-1252 has at each byte from 0x80 on:
//   l a lower-case letter   U an upper-case letter   s a symbol, never between two letters
//   p a mark that may stand within or beside a word ’ — … « ™   q a low opening mark ‚ „
//   ! undefined
constexpr std::string_view kClasses =
    "s!qsqpssssUsU!U!"
    "!ppppsppsplsl!lU"
    "psssssssspl"
    "psppsssss"
    "pssp"
    "ssl"
    "pssss"
    "UUUUUUUUUUUUUUUUUUUUUUUsUUUUUUUl"
    "lllllllllllllllllllllllsllllllll";
static_assert(kClasses.size() == 128);

char byte_class(char c) {
  const auto b = static_cast<unsigned char>(c);
  if (b >= 0x80) return kClasses[b - 0x80];
  if (b >= 'a' && b <= 'z') return 'l';
  return b >= 'A' && b <= 'Z' ? 'U' : ' ';
}

bool is_letter_class(char c) { return c == 'l' || c == 'U'; }
bool is_high(char c) { return (c & 0x80) != 0; }

// How well bytes read as Western text.
struct Evidence {
  size_t letters = 0;
  size_t high_bytes = 0;    // above 0x7F
  size_t high_letters = 0;  // letters of these
  size_t odd = 0;           // bytes that stand where Western text has none of their kind
  bool has_c1 = false;      // bytes of 0x80-0x9F: controls in ISO 8859, marks in windows-1252
  bool has_latin9 = false;  // a currency sign, or š, ž, œ of ISO-8859-15 within a word
};

// `c` at 0xA4, or between two letters at the place of a lower-case letter of ISO-8859-15.
bool is_latin9_byte(char c, bool within_word) {
  return c == '\xA4' || (within_word && (c == '\xA8' || c == '\xB8' || c == '\xBD'));
}

bool ends_clause(char c) { return c == ',' || c == '.' || c == '!' || c == '?'; }

// True of symbols within a word, low opening marks after one, and capitals after a lower-case
// letter or alone after a mark; such are the letters and curly marks of other encodings.
//   Mac Roman “It’s over,” read as windows-1252: ÒItÕs over,Ó     IBM 850 café: caf‚
bool is_odd(char c, char before, char after) {
  const char kind = byte_class(c), left = byte_class(before), right = byte_class(after);
  switch (kind) {
    case 's': return is_letter_class(left) && is_letter_class(right);
    case 'q': return is_letter_class(left);
    case 'U': return left == 'l' || (ends_clause(before) && !is_letter_class(right));
    default: return false;
  }
}

Evidence weigh(std::string_view bytes) {
  Evidence e;
  for (size_t i = 0; i < bytes.size(); ++i) {
    const bool letter = is_letter_class(byte_class(bytes[i]));
    e.letters += letter;
    if (!is_high(bytes[i])) continue;
    const char before = i > 0 ? bytes[i - 1] : ' ';
    const char after = i + 1 < bytes.size() ? bytes[i + 1] : ' ';
    ++e.high_bytes;
    e.high_letters += letter;
    e.odd += is_odd(bytes[i], before, after);
    e.has_c1 |= static_cast<unsigned char>(bytes[i]) < 0xA0;
    e.has_latin9 |= is_latin9_byte(
        bytes[i], is_letter_class(byte_class(before)) && is_letter_class(byte_class(after)));
  }
  return e;
}

bool has_odd_bytes(const Evidence& e) {
  const size_t odd = e.has_latin9 && !e.has_c1 ? 0 : e.odd;
  return odd * 16 > e.high_bytes;
}

// Accented letters are few in English, and no more than one in sixteen in most of Western Europe; a
// short text may hold two.
bool has_few_high_letters(const Evidence& e) {
  return e.high_letters <= std::max<size_t>(2, e.letters / 16);
}

// The encoding that uchardet names, empty if none. The sample keeps a large text affordable; it
// begins shortly before the first byte that tells anything.
std::string ask_uchardet(std::string_view bytes, size_t first_high) {
  constexpr size_t kSampleBytes = 1 << 20, kContextBytes = 1 << 10;
  bytes.remove_prefix(first_high - std::min(first_high, kContextBytes));
  const std::unique_ptr<uchardet, decltype(&uchardet_delete)> detector(uchardet_new(),
                                                                       &uchardet_delete);
  if (!detector) return "";
  const size_t n = std::min(bytes.size(), kSampleBytes);
  if (uchardet_handle_data(detector.get(), bytes.data(), n) != 0) return "";
  uchardet_data_end(detector.get());
  return uchardet_get_charset(detector.get());
}

bool is_western(std::string_view charset) {
  return charset == "WINDOWS-1252" || charset == "ISO-8859-1" || charset == "ISO-8859-15";
}

tl::unexpected<Error> fail_at(std::string message, std::string_view where, size_t byte) {
  return fail(ErrorCode::kUnknownEncoding, std::move(message),
              std::string(where) + ": byte " + std::to_string(byte));
}

// The UTF-8 of each byte from 0x80 on, as ICU has it.
using Table = std::array<std::string, 128>;

// A byte as UTF-8, nothing if the encoding is unknown to ICU or has more than one byte a character.
std::optional<std::string> convert_byte(const char* charset, char byte) {
  char utf8[8];
  UErrorCode status = U_ZERO_ERROR;
  const int32_t n = ucnv_convert("UTF-8", charset, utf8, sizeof utf8, &byte, 1, &status);
  if (U_FAILURE(status) || n <= 0) return std::nullopt;
  return std::string(utf8, static_cast<size_t>(n));
}

Table load_table(SingleByteEncoding encoding) {
  Table table;
  for (size_t i = 0; i < table.size(); ++i) {
    const auto utf8 = convert_byte(name(encoding).data(), static_cast<char>(0x80 + i));
    assert(utf8.has_value());
    table[i] = *utf8;
  }
  return table;
}

const Table& table_of(SingleByteEncoding encoding) {
  static const Table windows_1252 = load_table(SingleByteEncoding::kWindows1252);
  static const Table iso_8859_15 = load_table(SingleByteEncoding::kIso8859_15);
  return encoding == SingleByteEncoding::kWindows1252 ? windows_1252 : iso_8859_15;
}

// True if `bytes` mean the same in `charset` as in windows-1252: é is 0xE9 in central Europe as
// well.
bool reads_alike(std::string_view bytes, const std::string& charset) {
  const Table& western = table_of(SingleByteEncoding::kWindows1252);
  std::array<bool, 128> seen{};
  return std::all_of(bytes.begin(), bytes.end(), [&](char c) {
    if (!is_high(c)) return true;
    const size_t i = static_cast<unsigned char>(c) - 0x80;
    return std::exchange(seen[i], true) || convert_byte(charset.c_str(), c) == western[i];
  });
}

}  // namespace

std::string_view name(SingleByteEncoding encoding) {
  return encoding == SingleByteEncoding::kWindows1252 ? "windows-1252" : "ISO-8859-15";
}

Result<SingleByteEncoding> detect_single_byte(std::string_view bytes, std::string_view where) {
  const auto is_undefined = [](char c) { return byte_class(c) == '!'; };
  const auto undefined = std::find_if(bytes.begin(), bytes.end(), is_undefined);
  if (undefined != bytes.end()) {
    return fail_at("neither UTF-8 nor windows-1252, which has no such byte", where,
                   static_cast<size_t>(undefined - bytes.begin()));
  }
  const auto first_high =
      static_cast<size_t>(std::find_if(bytes.begin(), bytes.end(), is_high) - bytes.begin());
  const Evidence evidence = weigh(bytes);
  const std::string charset = ask_uchardet(bytes, first_high);
  const bool western =
      is_western(charset) ||
      (!has_odd_bytes(evidence) && (has_few_high_letters(evidence) || reads_alike(bytes, charset)));
  if (!western) {
    const std::string guess = charset.empty() ? "" : ", perhaps " + charset;
    return fail_at("neither UTF-8 nor a Western encoding" + guess, where, first_high);
  }
  return evidence.has_latin9 && !evidence.has_c1 ? SingleByteEncoding::kIso8859_15
                                                 : SingleByteEncoding::kWindows1252;
}

std::string decode_single_byte(std::string_view bytes, SingleByteEncoding encoding) {
  const Table& table = table_of(encoding);
  std::string text;
  text.reserve(bytes.size() + bytes.size() / 8);
  for (const char c : bytes) {
    if (is_high(c)) text += table[static_cast<unsigned char>(c) - 0x80];
    else text += c;
  }
  return text;
}

}  // namespace quoth
