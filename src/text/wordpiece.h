// Word pieces: tokens cut into the units of the encoder's vocabulary.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "text/tokens.h"

namespace quoth {

// Piece ids of one article. first_piece has one entry a token plus the total at the end, so that
// token i owns pieces [first_piece[i], first_piece[i + 1]); every token owns at least one.
struct Pieces {
  std::vector<int32_t> ids;
  std::vector<uint32_t> first_piece;
};

// BERT's uncased word pieces (greedy, longest match first; Devlin et al. 2019, google-research/bert
// tokenization.py), with three changes that make the model indifferent to typography: an outermost
// quotation mark of any shape reads as ", a nested one as ', and every apostrophe and dash of a
// kind reads alike. Immutable and thread safe after construction.
class WordPiece {
 public:
  // `vocabulary`: one piece a line, the line number is the id; it must hold [UNK].
  explicit WordPiece(std::string_view vocabulary);

  Pieces split(const Tokens& tokens, std::string_view text) const;

  size_t vocabulary_size() const { return size_; }
  int32_t unknown_id() const { return unknown_; }

 private:
  void append_token(const Token& token, std::string_view text, std::vector<int32_t>& out) const;
  void append_word(std::string_view word, std::vector<int32_t>& out) const;
  int32_t find(std::string_view piece, bool continuation) const;

  std::string storage_;
  std::unordered_map<std::string_view, int32_t> initial_;       // pieces that begin a word
  std::unordered_map<std::string_view, int32_t> continuation_;  // "##" pieces, without the marks
  size_t size_ = 0;
  int32_t unknown_ = 0;
};

}  // namespace quoth
