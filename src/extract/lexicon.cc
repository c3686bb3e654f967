#include "extract/lexicon.h"

#include <array>
#include <string>
#include <unordered_map>
#include <utility>

#include "base/word_list.h"

namespace quoth {

extern const std::string_view source_nouns_data;
extern const std::string_view first_names_data;
extern const std::string_view titles_data;
extern const std::string_view name_particles_data;
extern const std::string_view organisation_words_data;
extern const std::string_view places_data;
extern const std::string_view demonyms_data;
extern const std::string_view known_bodies_data;
extern const std::string_view function_words_data;
extern const std::string_view noun_synonyms_data;
extern const std::string_view generic_nouns_data;

namespace {

std::string_view without_stop(std::string_view w) {
  return !w.empty() && w.back() == '.' ? w.substr(0, w.size() - 1) : w;
}

// Lists whose entries are written with a capital, in lower case.
std::unordered_set<std::string> lower_set(std::string_view data) {
  std::unordered_set<std::string> out;
  for (const std::string_view w : parse_word_set(data)) {
    std::string lower(w);
    for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    out.insert(std::move(lower));
  }
  return out;
}

bool contains(const std::unordered_set<std::string>& set, std::string_view word) {
  return set.contains(std::string(word));
}

Noun noun_of(std::string_view code, bool plural) {
  Noun n;
  n.plural = plural;
  n.gender = code.ends_with('f')   ? Gender::kFemale
             : code.ends_with('m') ? Gender::kMale
                                   : Gender::kUnknown;
  n.is_person = code[0] == 'p' || code[0] == 'a';
  switch (code[0]) {
    case 'p': n.kind = plural ? EntityKind::kGroup : EntityKind::kAnonymous; break;
    case 'a': n.kind = EntityKind::kAnonymous; break;
    case 'o': n.kind = plural ? EntityKind::kGroup : EntityKind::kOrganisation; break;
    case 'd': n.kind = EntityKind::kDocument; break;
    case 'g':
      n.kind = EntityKind::kGroup;
      n.plural = true;
      break;
    default: break;
  }
  return n;
}

const std::unordered_map<std::string_view, std::string_view>& nouns() {
  static const auto map = parse_word_map(source_nouns_data);
  return map;
}

std::optional<Noun> listed_noun(const std::string& word, bool plural) {
  const auto it = nouns().find(word);
  if (it == nouns().end() || (plural && it->second == "g")) return std::nullopt;
  return noun_of(it->second, plural);
}

// "ministries" -> "ministry", "spokesmen" -> "spokesman", "coaches" -> "coach", "aides" -> "aide".
std::optional<Noun> plural_noun(std::string_view word) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kEndings = {
      {{"s", ""}, {"es", ""}, {"ies", "y"}, {"men", "man"}}};
  for (const auto& [ending, replacement] : kEndings) {
    if (word.size() < ending.size() + 2 || !word.ends_with(ending)) continue;
    const std::string stem(word.substr(0, word.size() - ending.size()));
    if (auto noun = listed_noun(stem + std::string(replacement), true)) return noun;
  }
  return std::nullopt;
}

// Words that the list lacks, by how they are formed: "trombonist", "loyalists", "tribeswoman".
std::optional<Noun> derived_noun(std::string_view word) {
  if (word.size() < 6) return std::nullopt;
  for (const std::string_view end : {"woman", "man", "person", "ist", "ician"}) {
    if (word.ends_with(end))
      return noun_of(end == "woman" ? "pf" : end == "man" ? "pm" : "p", false);
  }
  for (const std::string_view end : {"women", "men", "ists", "icians", "goers"}) {
    if (word.ends_with(end)) return noun_of("p", true);
  }
  return std::nullopt;
}

constexpr std::array<std::pair<std::string_view, Pronoun>, 32> kPronouns = {{
    {"he", Pronoun::kHe},       {"him", Pronoun::kHe},
    {"his", Pronoun::kHe},      {"himself", Pronoun::kHe},
    {"she", Pronoun::kShe},     {"her", Pronoun::kShe},
    {"hers", Pronoun::kShe},    {"herself", Pronoun::kShe},
    {"it", Pronoun::kIt},       {"its", Pronoun::kIt},
    {"itself", Pronoun::kIt},   {"they", Pronoun::kThey},
    {"them", Pronoun::kThey},   {"their", Pronoun::kThey},
    {"theirs", Pronoun::kThey}, {"i", Pronoun::kI},
    {"me", Pronoun::kI},        {"my", Pronoun::kI},
    {"mine", Pronoun::kI},      {"myself", Pronoun::kI},
    {"we", Pronoun::kWe},       {"us", Pronoun::kWe},
    {"our", Pronoun::kWe},      {"ours", Pronoun::kWe},
    {"you", Pronoun::kYou},     {"your", Pronoun::kYou},
    {"who", Pronoun::kWho},     {"whom", Pronoun::kWho},
    {"whose", Pronoun::kWho},   {"which", Pronoun::kWhich},
    {"that", Pronoun::kWhich},  {"themselves", Pronoun::kThey},
}};

}  // namespace

std::optional<Noun> find_noun(std::string_view word, bool derive) {
  if (auto noun = listed_noun(std::string(word), false)) return noun;
  if (auto noun = plural_noun(word)) return noun;
  return derive ? derived_noun(word) : std::nullopt;
}

std::string_view noun_synonym(std::string_view word) {
  static const auto map = parse_word_map(noun_synonyms_data);
  const auto it = map.find(word);
  return it == map.end() ? word : it->second;
}

bool is_generic_noun(std::string_view word) {
  static const auto set = parse_word_set(generic_nouns_data);
  return set.contains(word);
}

static const std::unordered_map<std::string_view, std::string_view>& first_names() {
  static const auto map = parse_word_map(first_names_data);
  return map;
}

bool is_first_name(std::string_view word) { return first_names().contains(word); }

Gender first_name_gender(std::string_view word) {
  const auto it = first_names().find(word);
  if (it == first_names().end() || it->second == "u") return Gender::kUnknown;
  return it->second == "f" ? Gender::kFemale : Gender::kMale;
}

bool is_title(std::string_view word) {
  static const auto set = lower_set(titles_data);
  return contains(set, word) || contains(set, without_stop(word));
}

Gender title_gender(std::string_view word) {
  constexpr std::array<std::string_view, 13> kFemale = {
      "mrs",   "ms",       "miss",    "dame",          "lady",         "baroness",  "sister",
      "queen", "princess", "duchess", "congresswoman", "councilwoman", "chairwoman"};
  constexpr std::array<std::string_view, 14> kMale = {
      "mr",     "sir",  "lord", "father",   "brother",     "baron",      "king",
      "prince", "duke", "pope", "cardinal", "congressman", "councilman", "chairman"};
  word = without_stop(word);
  for (const std::string_view w : kFemale)
    if (w == word) return Gender::kFemale;
  for (const std::string_view w : kMale)
    if (w == word) return Gender::kMale;
  return Gender::kUnknown;
}

bool is_name_particle(std::string_view word) {
  static const auto set = lower_set(name_particles_data);
  return contains(set, word);
}

bool ends_a_body(std::string_view word) {
  static const auto set = lower_set(organisation_words_data);
  return contains(set, without_stop(word));
}

bool is_place(std::string_view word) {
  static const auto set = parse_word_set(places_data);
  return set.contains(without_stop(word));
}

bool is_demonym(std::string_view word) {
  static const auto set = parse_word_set(demonyms_data);
  return set.contains(word) ||
         (word.ends_with('s') && set.contains(word.substr(0, word.size() - 1)));
}

bool is_known_body(std::string_view word) {
  static const auto set = parse_word_set(known_bodies_data);
  return set.contains(word);
}

bool is_function_word(std::string_view word) {
  static const auto set = parse_word_set(function_words_data);
  return set.contains(word);
}

bool is_calendar_word(std::string_view word) {
  constexpr std::array<std::string_view, 30> kWords = {
      "monday",   "tuesday",  "wednesday", "thursday", "friday", "saturday", "sunday",    "january",
      "february", "march",    "april",     "june",     "july",   "august",   "september", "october",
      "november", "december", "jan",       "feb",      "mar",    "apr",      "jun",       "jul",
      "aug",      "sept",     "sep",       "oct",      "nov",    "dec"};
  word = without_stop(word);
  for (const std::string_view w : kWords)
    if (w == word) return true;
  return false;
}

Pronoun find_pronoun(std::string_view word) {
  for (const auto& [form, pronoun] : kPronouns) {
    if (form == word) return pronoun;
  }
  return Pronoun::kNone;
}

std::string_view subject_form(Pronoun pronoun) {
  switch (pronoun) {
    case Pronoun::kHe: return "he";
    case Pronoun::kShe: return "she";
    case Pronoun::kIt: return "it";
    case Pronoun::kThey: return "they";
    case Pronoun::kI: return "I";
    case Pronoun::kWe: return "we";
    case Pronoun::kYou: return "you";
    default: return "";
  }
}

bool is_possessive_pronoun(std::string_view word) {
  return word == "his" || word == "her" || word == "its" || word == "their" || word == "my" ||
         word == "our" || word == "your" || word == "whose";
}

}  // namespace quoth
