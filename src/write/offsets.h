// From the byte offsets of the engine to the offsets of the record. This is the one place where
// positions change their unit.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "quoth/source_map.h"
#include "quoth/span.h"

namespace quoth {

// kSource: bytes of the input that the document was read from, by Article::source_map.
enum class OffsetUnit : uint8_t { kCodePoints, kUtf8, kUtf16, kSource };

std::string_view name(OffsetUnit unit);  // "codepoints", "utf8", "utf16", "source"

// The unit of a name, nothing if there is none.
std::optional<OffsetUnit> offset_unit_of(std::string_view name);

// The offsets of a set of byte positions in another unit, found in one pass over the text.
//
//   text = "aé😀b"    bytes         0 1 3 7 8
//                     code points   0 1 2 3 4
//                     UTF-16 units  0 1 2 4 5
class OffsetMap {
 public:
  // `positions`: the bytes to be asked for, in any order, repeats allowed; each on the boundary of
  // a code point and at most text.size(). `text` must be valid UTF-8 and is not kept. `unit` is not
  // kSource.
  OffsetMap(std::string_view text, std::vector<uint32_t> positions, OffsetUnit unit);
  // To bytes of the input. Keeps a reference to `map`.
  explicit OffsetMap(const SourceMap& map) : unit_(OffsetUnit::kSource), source_(&map) {}

  // `byte` must be one of the positions. Not for kSource, where the end of one character need not
  // be the begin of the next.
  uint64_t at(uint32_t byte) const;
  // Both ends must be among the positions.
  SourceSpan at(ByteSpan span) const;
  // The same; for kSource in several pieces where the text of the span does not lie in one
  // (SourceMap::to_source_pieces()).
  std::vector<SourceSpan> pieces(ByteSpan span) const;

 private:
  OffsetUnit unit_;
  std::vector<uint32_t> bytes_;    // ascending, no repeats
  std::vector<uint32_t> offsets_;  // of bytes_[i] in unit_; empty for kUtf8
  const SourceMap* source_ = nullptr;
};

}  // namespace quoth
