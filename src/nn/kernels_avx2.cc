// The kernels for AVX2.
#include <immintrin.h>

#include <cmath>
#include <cstring>

#include "nn/kernels.h"

namespace quoth::avx2 {
namespace {

typedef int32_t Lanes __attribute__((vector_size(64), aligned(64)));

constexpr Isa kThisIsa = Isa::kAvx2;
constexpr int32_t kActivationOffset = 0;
constexpr size_t kTileRows = 2;

union Halves {
  Lanes lanes;
  __m256i half[2];
};

// |x| times (sign of x) * w: the unsigned operand stays below 128, so that the 16-bit pair sums of
// vpmaddubsw cannot saturate (2 * 127 * 127 < 2^15).
inline void dot4(Lanes (&acc)[kPanel / 16], int32_t group, const int8_t* weights) {
  const __m256i x = _mm256_set1_epi32(group), magnitude = _mm256_abs_epi8(x);
  const __m256i ones = _mm256_set1_epi16(1);
  for (size_t v = 0; v < kPanel / 16; ++v, weights += 64) {
    Halves sum{acc[v]};
    for (size_t h = 0; h < 2; ++h) {
      const __m256i w = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(weights) + h);
      const __m256i pairs = _mm256_maddubs_epi16(magnitude, _mm256_sign_epi8(w, x));
      sum.half[h] = _mm256_add_epi32(sum.half[h], _mm256_madd_epi16(pairs, ones));
    }
    acc[v] = sum.lanes;
  }
}

inline Lanes dot2(Lanes acc, int32_t pair, const int16_t* b) {
  const __m256i x = _mm256_set1_epi32(pair);
  Halves sum{acc};
  for (size_t h = 0; h < 2; ++h) {
    const __m256i w = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(b) + h);
    sum.half[h] = _mm256_add_epi32(sum.half[h], _mm256_madd_epi16(x, w));
  }
  return sum.lanes;
}

}  // namespace

#include "nn/kernels_impl.h"

}  // namespace quoth::avx2
