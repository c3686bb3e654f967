// Positions in text. Inside quoth every position is a byte offset into the UTF-8 text of one
// article; only the writers turn them into code points or UTF-16 units.
//
// All types here are plain values: copy them freely, share them between threads.
#pragma once

#include <cstdint>

namespace quoth {

// A half-open range [begin, end) of bytes.
//
// Invariants: begin <= end; both lie on the boundary of a code point. `text.substr(begin, size())`
// is the evidence, letter for letter.
//
//   text = "hi you"   {0, 2} is "hi"   {3, 6} is "you"   {2, 2} is empty
struct ByteSpan {
  uint32_t begin = 0;
  uint32_t end = 0;

  constexpr uint32_t size() const { return end - begin; }
  constexpr bool empty() const { return begin == end; }
  constexpr bool contains(ByteSpan o) const { return begin <= o.begin && o.end <= end; }
  constexpr bool overlaps(ByteSpan o) const { return begin < o.end && o.begin < end; }
  friend constexpr bool operator==(ByteSpan, ByteSpan) = default;
  friend constexpr auto operator<=>(ByteSpan, ByteSpan) = default;
};

// A half-open range [begin, end) of tokens (words and marks), which are numbered from 0 in text
// order; never empty where a stage reports one.
struct TokenRange {
  uint32_t begin = 0;
  uint32_t end = 0;

  constexpr uint32_t size() const { return end - begin; }
  constexpr bool empty() const { return begin == end; }
  constexpr bool contains(TokenRange o) const { return begin <= o.begin && o.end <= end; }
  constexpr bool overlaps(TokenRange o) const { return begin < o.end && o.begin < end; }
  friend constexpr bool operator==(TokenRange, TokenRange) = default;
  friend constexpr auto operator<=>(TokenRange, TokenRange) = default;
};

}  // namespace quoth
