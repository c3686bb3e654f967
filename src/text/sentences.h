// Third pass of the text stage: sentences and datelines.
#pragma once

#include <string_view>
#include <vector>

#include "text/tokens.h"

namespace quoth {

// Cuts each paragraph into sentences and sets the place of every token. Needs quoting to be set.
// A sentence is not cut inside a name ("J. K. Rowling") or after an abbreviation that cannot end it
// ("Sen. Cruz"); after one that can ("in the U.S.") it is cut before a usual sentence opener. It
// may end inside a quotation, but not inside a web address. A dateline ("BERLIN (AP) —") is a
// sentence of its own.
std::vector<TokenRange> split_sentences(std::string_view text,
                                        const std::vector<TokenRange>& paragraphs,
                                        std::vector<Token>& tokens);

}  // namespace quoth
