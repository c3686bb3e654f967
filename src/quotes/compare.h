// Whether a quotation is what its source says.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "quotes/align.h"
#include "quotes/words.h"

namespace quoth {

// The words of a source in the order in which they were said, with whatever interrupts them left
// out. `before` of a word that follows an interruption is what stands behind the word before.
struct SourceWords {
  std::vector<QuoteWord> words;
  std::vector<bool> resumes;  // the word is the first after an interruption, or of all
  uint8_t after = kNothing;
};

SourceWords source_words(QuoteWords words);  // without interruptions

// kSame: word for word, with another typography perhaps. kElided: the same but for words left out
// where the quote says so, or for words in brackets. kAltered: anything else.
enum class Wording : uint8_t { kSame, kElided, kAltered };

// What an edit is about, beside words.
enum class EditKind : uint8_t {
  kWords,
  kCase,
  kQuestion,  // a question mark that is only in one of them
  kEllipsis,  // the source leaves something out here, which the quote does not show
  kNegation,  // words left out openly, with a negation among them
  kSubject,   // words left out openly, so that what follows gets another subject
  kBracket,   // words that the source has in brackets
};

// Words that differ, as spans of the two texts. One of them may be empty: then it lies before the
// word where the others would stand.
struct QuoteEdit {
  EditKind kind = EditKind::kWords;
  ByteSpan quote;
  ByteSpan source;

  friend bool operator==(const QuoteEdit&, const QuoteEdit&) = default;
};

struct Comparison {
  Wording wording = Wording::kAltered;
  std::vector<QuoteEdit> edits;  // in order; empty for kSame and kElided
  uint32_t n_matched = 0;        // words of the quote that the source has
  uint32_t n_edited = 0;         // words put in, left out or replaced
  uint32_t source_begin = 0;     // the words of the source that it was taken from
  uint32_t source_end = 0;
};

struct CompareOptions {
  // The quote stands behind a negation of its own: not “fit to drink”.
  bool negated_outside = false;
  // Words of the quote that follow an interruption: “I will,” she said, “not go.”
  std::vector<bool> resumes = {};
};

// Lays the quote beside the source and judges what differs. Nothing if they cannot be aligned.
//
// Typography is free: marks, dashes, spaces, commas and full stops, the case of the first letter,
// of a letter after an interruption or at the begin of a sentence, and the question mark at the
// end, if it is lost. What must not be lost: any word, a question mark else, an ellipsis of the
// source, brackets of the source. Words may be left out at an ellipsis and around brackets, unless
//   - a negation is among them and they are not whole sentences,
//   - they run from within one sentence into another, or end with the subject of what follows,
//   - the word next to a quote that begins or ends in a sentence is a negation.
std::optional<Comparison> compare_quotes(const QuoteWords& quote, const SourceWords& source,
                                         const CompareOptions& options = {});

// The same within source words [begin, end).
std::optional<Comparison> compare_quotes(const QuoteWords& quote, const SourceWords& source,
                                         uint32_t begin, uint32_t end,
                                         const CompareOptions& options = {});

}  // namespace quoth
