// What a reader of structured input takes at most.
#pragma once

#include <cstddef>
#include <cstdint>

namespace quoth {

struct DocumentLimits {
  uint64_t max_bytes = 16u << 20;  // of an input, and of what is read out of it
  size_t max_items = 100'000;      // documents in it
  size_t max_depth = 256;          // elements, or objects and arrays, within each other
};

}  // namespace quoth
