// Which language a text is written in.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace quoth {

// `tag` is a BCP 47 tag ("en", "pt", "zh-Hant"), empty when unsure: too few letters, a mixture, or
// a language that is not known. `percent` of the bytes of words are in it, 0 to 100; 0 when unsure.
struct DetectedLanguage {
  std::string tag;
  uint8_t percent = 0;

  friend bool operator==(const DetectedLanguage&, const DetectedLanguage&) = default;
};

// The most that is looked at, from the beginning: an article goes on in the language it begins in.
constexpr size_t kMaxDetectBytes = 32u << 10;

// The language of valid UTF-8, from its words alone (CLD2: four-letter sequences and whole words
// against tables for some 80 languages, scripts where one is enough). A named language is sure: a
// text counts as foreign only if it has at least kMinForeignBytes of words and kMinPercent of them
// are in that language, so that an English text full of foreign names and quotations stays unsure
// at worst. Thread safe, without state; linear in the bytes looked at.
//
//   "The council met on Tuesday to vote on the budget."  -> en 100
//   "Der Stadtrat beriet am Dienstag über den Haushalt für das kommende Jahr, und die
//    Bürgermeisterin sagte, es werde knapp."              -> de 100
//   "Bonjour"                                             -> unsure
DetectedLanguage detect_language(std::string_view text);

constexpr int kMinForeignBytes = 200;
constexpr int kMinPercent = 80;

// The BCP 47 tag that an input means by what it calls its language: a tag, with either separator,
// or an English name; empty if it is neither.
//
//   "en-gb" -> en-gb   "pt_BR" -> pt-BR   "eng" -> en   "ENGLISH", "English" -> en   "?" -> empty
std::string language_tag(std::string_view called);

// True if the first subtag of a BCP 47 tag is English, whatever its case: "en", "en-GB", "EN_us".
bool is_english_tag(std::string_view tag);

}  // namespace quoth
