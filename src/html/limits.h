// How much of a page is read.
#pragma once

#include <cstddef>
#include <cstdint>

namespace quoth {

struct PageLimits {
  uint64_t max_bytes = 64ull << 20;         // of a page; more is kTooLarge
  uint32_t max_tags = 1u << 19;             // start and end tags; more is kTooLarge
  uint32_t max_depth = 250;                 // elements nested deeper count as their parent's text
  uint32_t max_attribute_bytes = 64 << 10;  // a longer value counts as none
  uint32_t max_attributes = 64;             // of a tag; the others are passed over
};

}  // namespace quoth
