// Which instruction set the kernels run on.
#pragma once

#include <string_view>

#include "quoth/engine.h"
#include "quoth/error.h"

namespace quoth {

bool is_supported(Isa isa);  // by this processor and its operating system
Isa best_isa();

// The one that QUOTH_ISA names, else the best. kUnsupportedIsa as Engine::load() describes.
Result<Isa> choose_isa();
Result<Isa> parse_isa(std::string_view text);

}  // namespace quoth
