// A quotation laid beside the words it may have been taken from.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "quotes/words.h"

namespace quoth {

// What becomes of one word. kSkip: words of the source that the quote leaves out where it says so.
enum class AlignOp : uint8_t { kMatch, kReplace, kInsert, kDelete, kSkip };

// `quote` and `source` number the words; of an op that has no word of one, the next one's number.
struct AlignStep {
  AlignOp op;
  uint32_t quote;
  uint32_t source;

  friend bool operator==(const AlignStep&, const AlignStep&) = default;
};

struct Alignment {
  std::vector<AlignStep> steps;  // in order; the first and the last are no kDelete and no kSkip
  uint32_t cost = 0;
  uint32_t n_matched = 0;
};

// Costs of an edit. A word left out costs less than one put in, so that quotes are read as
// shortened rather than changed; one replaced, less than both, and at the ends of a quote, where
// words of the source may be skipped, less than one put in.
constexpr uint32_t kDeleteCost = 4;
constexpr uint32_t kInsertCost = 6;
constexpr uint32_t kReplaceCost = 7;
constexpr uint32_t kReplaceAtEndCost = 5;
// Of a bracketed word that the source lacks: it says itself that it is not the speaker's.
constexpr uint32_t kBracketInsertCost = 2;
constexpr uint32_t kBracketReplaceCost = 1;

// The most cells of the table, 64 MB of them; larger pairs are not aligned.
constexpr size_t kMaxAlignCells = size_t{1} << 26;

// The best alignment of all of `quote` to some stretch of `source` (semi-global: words of the
// source before and behind are free), of several equally good ones the one that pairs words rather
// than put one in and leave one out, then the shortest stretch. Where `gaps` has bit true for a
// word (or the end), source words may be skipped before it for nothing. Nothing if quote or source
// is empty, or over kMaxAlignCells. Time and memory are |quote| x |source|.
//
//   quote  we will win      source  and we will not win this
//   match match delete(not) match        cost 4
std::optional<Alignment> align(std::span<const QuoteWord> quote, std::span<const QuoteWord> source,
                               const std::vector<bool>& gaps);

// Where a quote says that something is left out: before a word behind an ellipsis, and before and
// behind bracketed words. One more than there are words; the first and the last are false.
std::vector<bool> gaps_of(const QuoteWords& quote);

}  // namespace quoth
