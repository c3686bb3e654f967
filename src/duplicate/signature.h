// What a text is compared by: a sketch of its word sequences.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace quoth {

constexpr size_t kMinima = 128;
constexpr size_t kShingleWords = 4;
constexpr size_t kMaxShingles = 1u << 16;  // of a text; what comes after is not looked at

// A MinHash sketch (A. Broder, "On the resemblance and containment of documents", 1997) of the set
// of shingles: all runs of kShingleWords words. Words are letters and digits, case folded;
// everything between them is ignored, so that punctuation, the shape of quotation marks, hyphens
// and paragraphs make no difference. For each of kMinima random orders of all shingles it keeps 16
// bits of the first one ("b-bit minwise hashing", P. Li and A. König, 2010).
//
//   "“We won,” she said."  and  "'We won', she\nsaid"  both have the one shingle "we won she said"
//
// 260 bytes. Two texts that share no shingle agree in one minimum out of 65,536.
struct Signature {
  std::array<uint16_t, kMinima> minima = {};
  uint32_t n_shingles = 0;  // distinct ones; 0 for a text of fewer than kShingleWords words

  friend bool operator==(const Signature&, const Signature&) = default;
};

// The sketch of a text; any bytes will do. Deterministic, the same on every machine. Thread safe.
Signature signature_of(std::string_view text);

// Estimates, from 0 to 1, with a standard error of at most 0.045 (resemblance): the share of
// shingles in both of those in either, and the share of the shingles of `part` that are in `whole`.
// 0 where one has none.
double resemblance(const Signature& a, const Signature& b);
double containment(const Signature& part, const Signature& whole);

}  // namespace quoth
