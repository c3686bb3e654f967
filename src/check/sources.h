// What a draft is checked against: articles with their records.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "check/bearers.h"
#include "check/gist.h"
#include "check/spoken.h"
#include "quotes/index.h"
#include "quoth/record.h"
#include "text/tokens.h"

namespace quoth {

// An article, what was said in it, and its words. About 100 bytes a word.
struct SourceText {
  std::string id;
  std::string text;
  Record record;
  std::vector<TokenRange> paragraph_words;  // ranges of spoken.all, by paragraph
  Spoken spoken;
};

SourceText make_source(const Article& article, Record record);

// The statements whose content holds most of `span`, the smallest first: of a quotation within a
// quotation, the inner statement.
std::vector<uint32_t> statements_at(const Record& record, ByteSpan span);

// Texts and where their words are. Immutable after finish(), then for any number of threads.
class Sources {
 public:
  void add(SourceText source) { add(std::make_shared<const SourceText>(std::move(source))); }
  void add(std::shared_ptr<const SourceText> source);
  // Rarities of stems where the texts are a choice from more; before finish().
  void set_weights(std::unordered_map<std::string, double> weights) {
    stems_.set_weights(std::move(weights));
  }
  void finish() { index_.finish(); }

  size_t size() const { return texts_.size(); }
  const SourceText& operator[](size_t i) const { return *texts_[i]; }
  const QuoteIndex& index() const { return index_; }
  const StemIndex& stems() const { return stems_; }

 private:
  std::vector<std::shared_ptr<const SourceText>> texts_;
  QuoteIndex index_;
  StemIndex stems_;
};

}  // namespace quoth
