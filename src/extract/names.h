// Names in a source phrase.
#pragma once

#include <string_view>
#include <vector>

#include "quoth/record.h"
#include "text/tokens.h"

namespace quoth {

// The speakers that a source phrase names, letter for letter, without titles, articles and
// possessives; the phrase itself, without its article, where it holds no name. Never empty for a
// phrase with a word in it.
//
//   "mayor Ines Duarte"                          Ines Duarte
//   "Maria Keller, who runs the Harbour Board,"  Maria Keller
//   "Harbour Board chief Maria Keller"           Maria Keller   (a name before a noun describes it)
//   "lawyers Ken Osei and Dana Wirth"            Ken Osei; Dana Wirth
//   "a senior official"                          senior official
//   "Keller’s office"                            Keller’s office
//   "he"                                         he
std::vector<Speaker> speakers_of(TokenRange source, const Tokens& tokens, std::string_view text);

}  // namespace quoth
