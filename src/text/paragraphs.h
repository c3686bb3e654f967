// Where paragraphs end.
#pragma once

#include <string_view>
#include <vector>

#include "text/tokens.h"

namespace quoth {

// Partitions the tokens into paragraphs. A blank line always ends one. A single line break does
// too, unless the text is hard-wrapped (blank lines between paragraphs, lines of one width within).
std::vector<TokenRange> split_paragraphs(std::string_view text, const std::vector<Token>& tokens);

}  // namespace quoth
