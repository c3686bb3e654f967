// From the byte offsets of the engine to the offsets of the record. This is the one place where
// positions change their unit.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace quoth {

enum class OffsetUnit : uint8_t { kCodePoints, kUtf8, kUtf16 };

// The offsets of a set of byte positions in another unit, found in one pass over the text.
//
//   text = "aé😀b"    bytes         0 1 3 7 8
//                     code points   0 1 2 3 4
//                     UTF-16 units  0 1 2 4 5
class OffsetMap {
 public:
  // `positions`: the bytes to be asked for, in any order, repeats allowed; each on the boundary of
  // a code point and at most text.size(). `text` must be valid UTF-8 and is not kept.
  OffsetMap(std::string_view text, std::vector<uint32_t> positions, OffsetUnit unit);

  // `byte` must be one of the positions.
  uint32_t at(uint32_t byte) const;

 private:
  OffsetUnit unit_;
  std::vector<uint32_t> bytes_;    // ascending, no repeats
  std::vector<uint32_t> offsets_;  // of bytes_[i] in unit_; empty for kUtf8
};

}  // namespace quoth
