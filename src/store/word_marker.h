// The words of a search in the texts that it found.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "quoth/span.h"
#include "store/database.h"
#include "store/search_query.h"

namespace quoth {

// Marks what highlight() of FTS5 marks, without looking into the index for every text again: the
// texts are cut by the tokenizer of the index. Of one connection; one thread at a time.
class WordMarker {
 public:
  static Result<WordMarker> open(Database& db);

  // What is looked for from now on.
  Result<void> look_for(const std::vector<WordTerm>& terms);
  bool looks_for_something() const { return !phrases_.empty(); }

  // Where it stands, in order; what overlaps is one span, what touches is two.
  //   "the harbour" harbour, in "The harbour, harbour"  ->  {0, 11}, {13, 20}
  Result<std::vector<ByteSpan>> spans(std::string_view text);

 private:
  struct Token {
    std::string word;  // folded, as in the index
    ByteSpan span;
  };
  struct Phrase {
    std::vector<Token> words;
    bool ends_with_prefix = false;
  };
  struct Tokenizer;

  explicit WordMarker(std::shared_ptr<Tokenizer> tokenizer) : tokenizer_(std::move(tokenizer)) {}
  // Into `tokens`, whose strings are used again; how many there are.
  Result<size_t> tokenize(std::string_view text, int purpose, std::vector<Token>& tokens);
  bool stands_at(const Phrase& phrase, size_t token, size_t n_tokens) const;

  std::shared_ptr<Tokenizer> tokenizer_;
  std::vector<Phrase> phrases_ = {};
  std::vector<Token> tokens_ = {};
};

}  // namespace quoth
