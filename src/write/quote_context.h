// How much of the text around some words must be given with them, so that they are found again.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "quoth/span.h"

namespace quoth {

// Code points given on each side of a quote, if they suffice; the usual number of annotation tools.
constexpr uint32_t kQuoteContext = 32;
// No more than this, for texts that repeat themselves without end. Words that are still not unique
// then are told from others like them by their position alone.
constexpr uint32_t kMaxQuoteContext = 8192;

// For each span the span with its context: the words, and on either side kQuoteContext code points,
// or twice as many as often as is needed for it to occur once in the text. The ends of the text cut
// the context short. `text` is valid UTF-8. Linear in the text, but for spans that need more.
//
//   "Yes. No. Yes."   with a context of 2: {9, 12} the second Yes  ->  {7, 13} ". Yes."
std::vector<ByteSpan> unique_contexts(std::string_view text, const std::vector<ByteSpan>& spans);

}  // namespace quoth
