#include "text/tokenizer.h"

#include <cassert>

#include "text/paragraphs.h"
#include "text/quotes.h"
#include "text/scan.h"
#include "text/sentences.h"

namespace quoth {

Tokens tokenize(std::string_view text) {
  Tokens result;
  result.tokens = scan_tokens(text);
  result.paragraphs = split_paragraphs(text, result.tokens);
  mark_quotations(text, result.paragraphs, result.tokens);
  result.sentences = split_sentences(text, result.paragraphs, result.tokens);
  assert(result.validate(text.size()));
  return result;
}

}  // namespace quoth
