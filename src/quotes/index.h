// Where the words of a quotation occur in many texts.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "quotes/words.h"

namespace quoth {

// Words [begin, end) of text `text`, of which some `n_shared` pairs of neighbours are in the quote.
struct Passage {
  uint32_t text = 0;
  uint32_t begin = 0;
  uint32_t end = 0;
  uint32_t n_shared = 0;

  friend bool operator==(const Passage&, const Passage&) = default;
};

// Finds the passages of some texts that a quote may come from, by the pairs of neighbouring words
// (and, for a quote of one word, by the word). Texts are numbered from 0 as they are added; find()
// needs finish() after the last. 24 bytes a word.
class QuoteIndex {
 public:
  void add(std::span<const QuoteWord> text);
  void finish();
  size_t n_texts() const { return begins_.size(); }

  // The `limit` best passages, those that share most first, then by text and place; no two overlap.
  // Each is as long as the quote and `slack` words more on both sides, or as the text allows.
  std::vector<Passage> find(std::span<const QuoteWord> quote, uint32_t slack, size_t limit) const;

 private:
  struct Posting {
    uint64_t key;
    uint32_t place;  // of the word, or of the first of two, in all texts one behind the other
  };
  struct Hit {
    uint32_t place;
    uint32_t pair;  // of the quote
  };

  std::vector<Hit> hits(const std::vector<Posting>& postings, std::span<const uint64_t> keys) const;
  uint32_t text_at(uint32_t place) const;
  uint32_t end_of(uint32_t text) const;

  std::vector<Posting> words_, pairs_;
  std::vector<uint32_t> begins_;
  uint32_t n_words_ = 0;
};

// The most places of one pair of words that are looked at: what is more frequent tells nothing.
constexpr size_t kMaxPlaces = 4096;

}  // namespace quoth
