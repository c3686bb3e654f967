// The text stage: valid UTF-8 in, Tokens out.
#pragma once

#include <string_view>

#include "text/tokens.h"

namespace quoth {

// Pure and thread safe. `text` must be valid UTF-8 of less than 4 GiB (the readers see to both).
Tokens tokenize(std::string_view text);

}  // namespace quoth
