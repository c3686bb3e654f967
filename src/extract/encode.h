// The encoding stage: tokens and their pieces to one vector a token, window by window.
#pragma once

#include <vector>

#include "base/aligned_buffer.h"
#include "nn/encoder.h"
#include "nn/heads.h"
#include "text/tokens.h"
#include "text/wordpiece.h"

namespace quoth {

// A window's token vectors: hidden [tokens.size()][hidden size].
struct EncodedWindow {
  TokenRange tokens;
  AlignedBuffer<float> hidden;
};

// A section of an article: tokens [tokens.begin, tokens.end), covered by windows in order.
// emissions [tokens.size()][kEmissions] hold, for each token, those of the window that shows most
// context around it.
struct Encoded {
  TokenRange tokens;
  std::vector<EncodedWindow> windows;
  std::vector<float> emissions;
  // [tokens.size()][hidden]: vectors of the same window as the emissions; empty where none are
  // kept.
  AlignedBuffer<float> states;

  // The window that shows most of the span and, of those, most context around it.
  size_t best_window(TokenRange span) const;
};

// How texts are cut for the encoder; from the model file.
struct WindowOptions {
  uint32_t pieces = 384;
  uint32_t overlap = 96;
};

// Sections bound the memory that one article takes: long ones are cut between paragraphs, about
// every kSectionTokens, and read one section after the other.
constexpr uint32_t kSectionTokens = 8192;
std::vector<TokenRange> cut_sections(const Tokens& tokens);

Encoded encode_section(const Tokens& tokens, const Pieces& pieces, TokenRange section,
                       const Encoder& encoder, const Heads& heads, const Kernels& kernels,
                       WindowOptions options, EncoderScratch& scratch, bool keep_states = false);

}  // namespace quoth
