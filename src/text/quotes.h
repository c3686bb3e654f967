// Second pass of the text stage: which marks open and close a quotation.
#pragma once

#include <string_view>
#include <vector>

#include "text/tokens.h"

namespace quoth {

// Sets quoting and quote_level of every token. Works paragraph by paragraph: a quotation still open
// at the end of one is over, unless the next paragraph opens with a mark of its own, as newspapers
// write long quotations. Marks of different kinds may pair up (“…'' or '…"), a mark without a
// partner is kStray, and an apostrophe takes the state of its surroundings.
void mark_quotations(std::string_view text, const std::vector<TokenRange>& paragraphs,
                     std::vector<Token>& tokens);

}  // namespace quoth
