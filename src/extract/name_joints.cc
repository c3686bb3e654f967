#include "extract/name_joints.h"

#include <algorithm>
#include <array>

namespace quoth {
namespace {

template <size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool is_article(std::string_view w) { return w == "the" || w == "a" || w == "an"; }

// Bodies that are named by what they are on or do: "Committee on Rules".
bool is_panel(std::string_view w) {
  static constexpr std::array<std::string_view, 9> kPanels = {
      "committee", "commission", "council",  "conference", "subcommittee",
      "coalition", "alliance",   "campaign", "center"};
  return is_one_of(w, kPanels);
}

// "Americans for Honest Ballots", "Workers of the North": people who give a body its name.
bool is_people(const Word& w) { return w.noun && w.noun->plural && w.noun->is_person; }

bool is_people_for(const Word& w) {
  return is_people(w) || w.lower == "americans" || w.lower == "women" || w.lower == "parents";
}

}  // namespace

bool is_body_word(const Word& w) {
  return ends_a_body(w.lower) || (w.noun && w.noun->kind == EntityKind::kOrganisation);
}

NameJoints::NameJoints(const Words& words) : words_(words) {
  for (uint32_t i = 0; i + 1 < words.size(); ++i) {
    const Word& w = words[i];
    if (!w.capital || w.headline) continue;
    const bool goes_on = words[i + 1].sentence == w.sentence &&
                         (words[i + 1].capital || words[i + 1].lower == "and");
    if (!goes_on || w.possessive > 0) alone_.insert(w.lower);
  }
}

bool NameJoints::joins(uint32_t begin, uint32_t i) const {
  static constexpr std::array<std::string_view, 7> kJoints = {"of",  "for", "on", "to",
                                                              "and", "the", "a"};
  const std::string& w = words_[i].lower;
  if (!is_one_of(w, kJoints)) return false;
  const bool next = capital(i + 1) ||
                    (i + 2 < words_.size() && is_article(words_[i + 1].lower) && capital(i + 2));
  if (!next || is_calendar_word(words_[i + 1].lower)) return false;
  if (w == "and") return joins_by_and(begin, i);
  const Word& before = words_[i - 1];
  if (w == "on" || w == "to") return is_panel(before.lower);
  if (w == "of") return joins_by_of(begin, i);
  if (w == "the" || w == "a") return before.lower == "of" || before.lower == "for";
  if (ends_a_body(before.lower) || (i == begin + 1 && is_people_for(before))) return true;
  for (uint32_t k = begin; k < i; ++k) {
    if (words_[k].noun && is_body_word(words_[k])) return true;
  }
  return false;
}

bool NameJoints::joins_by_of(uint32_t begin, uint32_t i) const {
  for (uint32_t k = begin; k < i; ++k) {
    if (is_body_word(words_[k])) return true;
  }
  return i > begin + 1 && is_people(words_[i - 1]) && !is_demonym(words_[i - 1].lower);
}

bool NameJoints::joins_by_and(uint32_t begin, uint32_t i) const {
  if (!capital(i + 1)) return false;
  for (uint32_t k = begin + 1; k < i; ++k) {
    const std::string& w = words_[k].lower;
    if ((w == "of" || w == "for") && is_body_word(words_[begin])) return true;
  }
  return joins_modifiers(begin, i);
}

bool NameJoints::joins_modifiers(uint32_t begin, uint32_t i) const {
  const uint32_t end = run_end(i + 1);
  if (end < i + 3 || i - begin > 3) return false;
  const Word& last = words_[end - 1];
  const bool public_body = ends_a_body(last.lower) && (last.noun || last.lower == "services");
  const bool other_body = i - begin > 1 && is_body_word(words_[i - 1]);
  if (!public_body || other_body || alone_.contains(words_[i - 1].lower)) return false;
  for (uint32_t k = begin; k < i; ++k) {
    const Word& w = words_[k];
    const bool whole = k + 1 == i && (is_known_body(w.lower) || is_place(w.lower));
    if (whole || is_title(w.lower) || (i - begin == 1 && is_first_name(w.lower) && !w.noun))
      return false;
    if (k == begin && is_first_name(w.lower) && !w.noun && !is_place(w.lower)) return false;
  }
  return true;
}

uint32_t NameJoints::run_end(uint32_t i) const {
  uint32_t end = i;
  while (end < words_.size() && (end == i || words_[end - 1].possessive == 0) && capital(end))
    ++end;
  return end;
}

bool NameJoints::owns_body(uint32_t i) const {
  if (i == 0 || !capital(i)) return false;
  const uint32_t owner = words_.is_apostrophe(i - 1) ? i - 2 : i - 1;
  const Word& w = words_[owner];
  if (!w.capital || (w.possessive == 0 && owner == i - 1)) return false;
  const bool irregular = w.lower.ends_with("men") || w.lower == "people" || w.lower == "children";
  const bool several =
      irregular || (w.lower.ends_with('s') && is_people(w) && !is_demonym(w.lower));
  const uint32_t end = run_end(i);
  return several && is_body_word(words_[end - 1]) && words_[end - 1].possessive == 0;
}

bool NameJoints::has_joint(TokenRange name) const {
  for (uint32_t i = name.begin + 1; i + 1 < name.end; ++i) {
    if (words_[i].capital || !words_.token(i).is_word) continue;
    if (words_[i].lower == "of" && is_body_word(words_[i - 1])) return true;
    if (words_[i].lower != "of" && !is_name_particle(words_[i].lower) && joins(name.begin, i))
      return true;
  }
  return false;
}

}  // namespace quoth
