// What a draft is checked against: articles with their records.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "check/bearers.h"
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
  void add(SourceText source);
  void finish() { index_.finish(); }

  size_t size() const { return texts_.size(); }
  const SourceText& operator[](size_t i) const { return *texts_[i]; }
  const QuoteIndex& index() const { return index_; }

 private:
  std::vector<std::unique_ptr<const SourceText>> texts_;
  QuoteIndex index_;
};

}  // namespace quoth
