// Where a name goes on over what is no capitalised word: small words, and the owner in front.
#pragma once

#include <string_view>
#include <unordered_set>

#include "extract/words.h"

namespace quoth {

// A word that the names of bodies end with, or a noun for a body: "Board", "government".
bool is_body_word(const Word& w);

// Immutable; a view of `words`, which must outlive it.
class NameJoints {
 public:
  explicit NameJoints(const Words& words);

  // Whether the small word `i` joins the capitalised words from `begin` on with those behind it.
  //   "Board of Trade"    "Foundation for Defense of Democracies"    "Committee on Rules"
  //   "Department of Health and Human Services"    "Securities and Exchange Commission"
  //   but not "the Board and the Council"
  bool joins(uint32_t begin, uint32_t i) const;

  // "Farmers’ League": several own the body whose name ends with the words that follow at `i`.
  bool owns_body(uint32_t i) const;

  // Whether a capitalised word is found with no other behind it, or owning something.
  bool stands_alone(std::string_view lower) const { return alone_.contains(lower); }

  // "Foundation for Defense", where `joins` is true inside [begin, end), and a body is meant.
  bool has_joint(TokenRange name) const;

 private:
  bool capital(uint32_t i) const {
    return i < words_.size() && words_[i].capital && words_[i].sentence == words_[i - 1].sentence;
  }
  bool joins_by_of(uint32_t begin, uint32_t i) const;
  bool joins_by_and(uint32_t begin, uint32_t i) const;
  // "Central and East European Coalition": a modifier, "and", and a run that ends in a body.
  bool joins_modifiers(uint32_t begin, uint32_t i) const;
  uint32_t run_end(uint32_t i) const;

  const Words& words_;
  std::unordered_set<std::string_view> alone_;  // words that stand as names of their own
};

}  // namespace quoth
