// First pass of the text stage: characters to tokens, without sentences or quotation.
#pragma once

#include <string_view>
#include <vector>

#include "text/tokens.h"

namespace quoth {

// Splits valid UTF-8 into tokens; spaces and invisible characters lie between them, but an
// invisible character inside a word (a soft hyphen, a joiner) is part of it. A token is a word
// (letters, digits, inner apostrophes, full stops and thousands commas, and the full stop of an
// abbreviation), a run of full stops or hyphens, a TeX quotation mark (`` or ''), or one
// user-perceived character. Sets span, casing, is_word and is_quote_mark; the rest stays at its
// default.
std::vector<Token> scan_tokens(std::string_view text);

}  // namespace quoth
