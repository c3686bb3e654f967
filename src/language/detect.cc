#include "language/detect.h"

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>
#include <vector>

#include "base/utf8.h"

namespace quoth {
namespace {

// Codes of CLD2 that are no BCP 47 tags, or none in use today.
constexpr std::pair<std::string_view, std::string_view> kRenamed[] = {
    {"iw", "he"}, {"jw", "jv"}, {"mo", "ro"}, {"sit-NP", "ne"}, {"in", "id"}};

// CLD2 has pig Latin and the like, and names a script by "xx-Cans"; none of them is an answer.
bool is_language(std::string_view code) {
  return code != "un" && code != "tlh" && !code.starts_with("zz") && !code.starts_with("xx");
}

std::string tag_of(CLD2::Language language) {
  const std::string_view code = CLD2::LanguageCode(language);
  if (!is_language(code)) return "";
  for (const auto& [from, to] : kRenamed) {
    if (code == from) return std::string(to);
  }
  return std::string(code);
}

// The beginning of `text`, cut between two characters.
std::string_view beginning_of(std::string_view text) {
  if (text.size() <= kMaxDetectBytes) return text;
  size_t end = kMaxDetectBytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

bool is_interchangeable(char32_t c) {
  if (c < 0x20) return c == '\t' || c == '\n' || c == '\r';
  return c != 0x7F && (c & 0xFFFE) != 0xFFFE && (c < 0xFDD0 || c > 0xFDEF);
}

// Without control characters and noncharacters, which CLD2 refuses.
std::string interchangeable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t pos = 0; pos < text.size();) {
    const CodePoint c = decode_utf8(text, pos);
    const size_t size = std::max<size_t>(c.size, 1);
    if (c.size > 0 && is_interchangeable(c.value)) {
      out += text.substr(pos, size);
    } else {
      out += ' ';
    }
    pos += size;
  }
  return out;
}

struct Guess {
  std::array<CLD2::Language, 3> languages = {CLD2::UNKNOWN_LANGUAGE, CLD2::UNKNOWN_LANGUAGE,
                                             CLD2::UNKNOWN_LANGUAGE};
  std::array<int, 3> percents = {};
  int word_bytes = 0;
  bool is_reliable = false;
  bool is_refused = false;  // the text is not what CLD2 takes for UTF-8
};

Guess guess(std::string_view text) {
  Guess g;
  std::array<double, 3> scores = {};
  int valid_bytes = 0;
  const CLD2::CLDHints no_hints = {nullptr, nullptr, CLD2::UNKNOWN_ENCODING,
                                   CLD2::UNKNOWN_LANGUAGE};
  constexpr bool kPlainText = true;
  CLD2::ExtDetectLanguageSummaryCheckUTF8(
      text.data(), static_cast<int>(text.size()), kPlainText, &no_hints, 0, g.languages.data(),
      g.percents.data(), scores.data(), nullptr, &g.word_bytes, &g.is_reliable, &valid_bytes);
  g.is_refused = valid_bytes < static_cast<int>(text.size());
  return g;
}

}  // namespace

DetectedLanguage detect_language(std::string_view text) {
  text = beginning_of(text);
  Guess g = guess(text);
  if (g.is_refused) g = guess(interchangeable(text));
  if (!g.is_reliable || g.percents[0] < kMinPercent) return {};
  const std::string tag = tag_of(g.languages[0]);
  if (tag.empty() || (!is_english_tag(tag) && g.word_bytes < kMinForeignBytes)) return {};
  return {tag, static_cast<uint8_t>(std::clamp(g.percents[0], 0, 100))};
}

std::string language_tag(std::string_view called) {
  constexpr size_t kMaxNameBytes = 40;
  const auto is_letter = [](char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; };
  const auto is_subtag = [&](char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '-'; };
  if (called.size() < 2 || called.size() > kMaxNameBytes) return "";
  std::string tag(called);
  std::replace(tag.begin(), tag.end(), '_', '-');
  const size_t first = std::min(tag.find('-'), tag.size());
  if (tag == "eng") return "en";
  if ((first == 2 || first == 3) && std::all_of(tag.begin(), tag.end(), is_subtag) &&
      std::all_of(tag.begin(), tag.begin() + static_cast<ptrdiff_t>(first), is_letter)) {
    return tag;
  }
  std::string name(called);
  for (char& c : name) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 0x20) : c;
  const CLD2::Language language = CLD2::GetLanguageFromName(name.c_str());
  return language == CLD2::UNKNOWN_LANGUAGE ? "" : tag_of(language);
}

bool is_english_tag(std::string_view tag) {
  const std::string_view first = tag.substr(0, tag.find_first_of("-_"));
  return first.size() == 2 && (first[0] | 0x20) == 'e' && (first[1] | 0x20) == 'n';
}

}  // namespace quoth
