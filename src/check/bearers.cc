#include "check/bearers.h"

#include <algorithm>

#include "base/utf8.h"
#include "extract/lexicon.h"
#include "quotes/words.h"

namespace quoth {
namespace {

using Words = std::vector<std::string>;

std::vector<std::string_view> spelled_words(std::string_view text) {
  std::vector<std::string_view> words;
  for (const QuoteWord& word : quote_words(text).words) {
    words.push_back(text.substr(word.span.begin, word.span.size()));
  }
  return words;
}

std::string without_possessive(std::string word) {
  if (word.ends_with("'s")) word.resize(word.size() - 2);
  return word;
}

// Of a description: words that tell something.
Words content_words(std::string_view text) {
  Words out;
  for (const std::string_view spelled : spelled_words(text)) {
    std::string word = without_possessive(folded_word(spelled));
    if (!is_function_word(word) && find_pronoun(word) == Pronoun::kNone) {
      out.push_back(std::move(word));
    }
  }
  return out;
}

bool contains(const Words& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool all_in(const Words& part, const Words& whole) {
  return !part.empty() && std::all_of(part.begin(), part.end(), [&](const std::string& word) {
    return contains(whole, word);
  });
}

bool is_named(const Bearer& b) { return !b.names.empty(); }

bool is_unnamed_kind(EntityKind kind) {
  return kind == EntityKind::kAnonymous || kind == EntityKind::kGroup || kind == EntityKind::kNone;
}

// "imf" of {international, monetary, fund}; small words may count or not.
bool is_acronym(const Words& letters, const Words& name) {
  if (letters.size() != 1 || name.size() < 2) return false;
  std::string all, without_small;
  for (const std::string& word : name) {
    all += word[0];
    if (!is_function_word(word) && !is_name_particle(word)) without_small += word[0];
  }
  return letters[0] == all || letters[0] == without_small;
}

bool initial_of(const std::string& initial, const std::string& word) {
  return initial.size() == 1 && word.starts_with(initial);
}

// A heading that ran into a name: “Washington Post Trump”.
bool begins_with_body(const Words& name) {
  return name.size() > 2 && !is_first_name(name[0]) && ends_a_body(name[name.size() - 2]);
}

SameBearer same_person(const Words& a, const Words& b) {
  if (all_in(a, b) || all_in(b, a)) return SameBearer::kYes;
  if (a.size() < 2 || b.size() < 2 || a.back() != b.back()) return SameBearer::kNo;
  if (a[0] == b[0] || initial_of(a[0], b[0]) || initial_of(b[0], a[0])) return SameBearer::kYes;
  if (begins_with_body(a) || begins_with_body(b)) return SameBearer::kYes;
  return a[0][0] == b[0][0] ? SameBearer::kMaybe : SameBearer::kNo;
}

SameBearer same_body(const Words& a, const Words& b) {
  if (all_in(a, b) || all_in(b, a) || is_acronym(a, b) || is_acronym(b, a)) {
    return SameBearer::kYes;
  }
  return SameBearer::kNo;
}

SameBearer same_names(const Bearer& a, const Bearer& b) {
  const bool person = a.kind == EntityKind::kPerson && b.kind == EntityKind::kPerson;
  SameBearer best = SameBearer::kNo;
  for (const Words& x : a.names) {
    for (const Words& y : b.names) {
      best = std::max(best, person ? same_person(x, y) : same_body(x, y));
    }
  }
  return best;
}

bool shares_word(const Words& a, const Words& b) {
  return std::any_of(a.begin(), a.end(), [&](const std::string& w) { return contains(b, w); });
}

// Two descriptions, or a description and the office of somebody named.
SameBearer same_office(const Bearer& a, const Bearer& b) {
  SameBearer best = SameBearer::kNo;
  for (const Words& x : a.offices) {
    for (const Words& y : b.offices) {
      if (all_in(x, y) || all_in(y, x)) return SameBearer::kYes;
      if (shares_word(x, y)) best = SameBearer::kMaybe;
    }
  }
  return best;
}

// A body and somebody who speaks for it.
bool speaks_for(const Bearer& person, const Bearer& body) {
  for (const Words& name : body.names) {
    if (all_in(name, person.affiliation) || all_in(person.affiliation, name)) return true;
    for (const Words& office : person.offices) {
      if (all_in(name, office)) return true;
    }
  }
  return false;
}

// A part of a name that is there already tells nothing more: “Duarte” of Ines Duarte may be
// others'.
void add_name(Bearer& b, std::string_view name) {
  Words words = name_words(name);
  if (words.empty()) return;
  for (const Words& other : b.names) {
    if (all_in(words, other)) return;
  }
  b.names.push_back(std::move(words));
}

void add_office(Bearer& b, std::string_view office) {
  Words words = content_words(office);
  if (!words.empty()) b.offices.push_back(std::move(words));
}

// A capital that a name has and a description lacks.
bool holds_capital(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

}  // namespace

std::vector<std::string> name_words(std::string_view name) {
  Words words;
  for (const std::string_view spelled : spelled_words(name)) {
    std::string word = without_possessive(folded_word(spelled));
    std::erase(word, '.');
    if (!word.empty() && word != "the") words.push_back(std::move(word));
  }
  size_t n_titles = 0;
  while (n_titles + 1 < words.size() && is_title(words[n_titles])) ++n_titles;
  words.erase(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(n_titles));
  if (words.size() > 1 && (words.back() == "jr" || words.back() == "sr")) words.pop_back();
  return words;
}

Bearer bearer_of(const Entity& entity) {
  Bearer b{.name = entity.name, .kind = entity.kind, .names = {}, .offices = {}, .affiliation = {}};
  if (is_unnamed_kind(entity.kind) || !holds_capital(entity.name)) {
    add_office(b, entity.name);
    for (const std::string& alias : entity.aliases) add_office(b, alias);
  } else {
    add_name(b, entity.name);
    for (const std::string& alias : entity.aliases) add_name(b, alias);
  }
  for (const std::string& role : entity.roles) add_office(b, role);
  b.affiliation = content_words(entity.affiliation);
  return b;
}

Bearer bearer_of(const Speaker& speaker, const Record& record, std::string_view printed) {
  Bearer b;
  if (speaker.entity && *speaker.entity < record.entities.size()) {
    b = bearer_of(record.entities[*speaker.entity]);
  } else {
    b.kind = speaker.kind;
    if (is_unnamed_kind(speaker.kind) || !holds_capital(speaker.name)) {
      add_office(b, speaker.name);
    } else {
      add_name(b, speaker.name);
    }
  }
  b.name = speaker.name;
  b.kind = speaker.kind;
  if (!speaker.role.empty()) add_office(b, speaker.role);
  if (!printed.empty()) add_office(b, printed);
  return b;
}

SameBearer same_bearer(const Bearer& a, const Bearer& b) {
  if (is_named(a) && is_named(b)) {
    const SameBearer names = same_names(a, b);
    if (names != SameBearer::kNo) return names;
    const bool related = speaks_for(a, b) || speaks_for(b, a);
    return related && a.kind != b.kind ? SameBearer::kMaybe : SameBearer::kNo;
  }
  const SameBearer office = same_office(a, b);
  if (office != SameBearer::kNo) return office;
  if (speaks_for(a, b) || speaks_for(b, a)) return SameBearer::kMaybe;
  // "the mayor" against a name of whose office nothing is known.
  const Bearer& described = is_named(a) ? b : a;
  const Bearer& other = is_named(a) ? a : b;
  const bool one_person = described.kind == EntityKind::kPerson && other.kind == described.kind;
  return one_person && other.offices.empty() ? SameBearer::kMaybe : SameBearer::kNo;
}

}  // namespace quoth
