// Where somebody's later statement stands against an earlier one on the same matter.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "quoth/record.h"

namespace quoth {

// A statement of one speaker, as far as positions need it.
struct Position {
  std::optional<Act> act = {};
  int64_t day = 0;                            // 0 where not known: it is neither earlier nor later
  std::vector<int64_t> about = {};            // persons and bodies of the record
  std::vector<std::string> about_names = {};  // all words of their names, which are no content
  std::string text = {};
  std::optional<size_t> answers = {};  // index of an own statement that it answers
};

// Two statements that stand against each other. Nothing is judged: both may be right at their time.
struct Move {
  size_t earlier = 0;
  size_t later = 0;
  std::string_view kind;            // "supported, then accused", …
  double similarity = 0;            // of the contents, 0 to 1
  std::vector<int64_t> about = {};  // whom both are about

  friend bool operator==(const Move&, const Move&) = default;
};

// "supported, then accused" of kSupport and kAccuse; empty for acts that do not stand against each
// other. Known are: support then accuse, deny or concede; accuse then support or concede; deny then
// concede or commit; commit then deny or concede.
std::string_view move_kind(Act earlier, Act later);

// The words that carry the content: folded, without function words and the names of whom it is
// about, and without the endings -s, -es, -ed, -ing where four letters are left ("backed" ->
// "back").
std::vector<std::string> content_words(std::string_view text,
                                       const std::vector<std::string>& without);

// Weight of a word: how rare it is, positive.
using WordWeight = std::function<double(const std::string&)>;

// The weight of the words in both, of that of the lighter one: 1 if one holds all words of the
// other, 0 if either has none.
double similarity(const std::vector<std::string>& a, const std::vector<std::string>& b,
                  const WordWeight& weight);

// Of the same matter are statements that share somebody they are about and kSimilar of their
// content, or, where neither is about anybody, kVerySimilar; and one that answers an own earlier
// one.
constexpr double kSimilar = 0.25;
constexpr double kVerySimilar = 0.5;

// Every later statement with the earlier one that it stands against and is most alike, the later of
// two that are as much, by the day of the later one. `positions` by day, ascending. At most the last kMostEarlier earlier ones are looked at.
constexpr size_t kMostEarlier = 1000;
std::vector<Move> find_moves(const std::vector<Position>& positions, const WordWeight& weight);

}  // namespace quoth
