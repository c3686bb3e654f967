// A quotation of a draft against the sources.
#pragma once

#include <string_view>

#include "check/draft.h"
#include "check/sources.h"
#include "check/verdict.h"

namespace quoth {

// The best that any source says of the quote: words that are the same come before words that are
// not, and of sources with the same words, one whose speaker is the draft's comes first.
Finding check_quote(const DraftQuote& quote, std::string_view draft, const Sources& sources);

}  // namespace quoth
