// Which blocks of a page are its article.
#pragma once

#include <vector>

#include "html/features.h"

namespace quoth {

// One value a block. Constant and thread safe.
std::vector<bool> choose_blocks(const BlockFeatures& features);

}  // namespace quoth
