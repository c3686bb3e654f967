// The text stage on any valid UTF-8: the invariants of Tokens and Pieces hold.
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "base/utf8.h"
#include "support/token_invariants.h"
#include "text/tokenizer.h"
#include "text/wordpiece.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (quoth::find_invalid_utf8(text)) return 0;
  const quoth::Tokens tokens = quoth::tokenize(text);
  if (const std::string broken = quoth::testing_support::find_violation(tokens, text);
      !broken.empty()) {
    std::fprintf(stderr, "tokenize: %s\n", broken.c_str());
    std::abort();
  }
  static const quoth::WordPiece word_piece("[UNK]\na\n##a\nthe\n.\n\"\n'\n—\n");
  const quoth::Pieces pieces = word_piece.split(tokens, text);
  if (pieces.first_piece.size() != tokens.tokens.size() + 1) std::abort();
  if (pieces.first_piece.back() != pieces.ids.size()) std::abort();
  return 0;
}
