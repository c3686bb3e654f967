// Windows: the encoder reads at most `positions` pieces at once, so long texts are read in pieces
// that overlap.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "quoth/span.h"

namespace quoth {

// Token ranges that cover a text for an encoder of `size` pieces ([CLS] and [SEP] included): as few
// as can be, of one width, neighbours sharing about `overlap` pieces. `first_piece` as in
// Pieces. Training computes the same ranges (training/quoth_training/windows.py, cover()).
//
// A token of more pieces than a window holds gets a window of its own, in which its pieces are cut.
std::vector<TokenRange> cover_with_windows(std::span<const uint32_t> first_piece, uint32_t size,
                                           uint32_t overlap);

// Context that token i of the text has in the window, on its poorer side; the ends of the text
// count as boundless.
uint32_t margin(TokenRange window, TokenRange span, uint32_t n_tokens);

}  // namespace quoth
