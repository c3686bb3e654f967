// The kernels for AVX2.
#include <immintrin.h>

#include <cmath>
#include <cstring>

#include "nn/kernels.h"

namespace quoth::avx2 {
namespace {

constexpr Isa kThisIsa = Isa::kAvx2;
constexpr int32_t kActivationOffset = 0;
constexpr size_t kTileRows = 1;  // 1 x 8 accumulators: the sums of two more rows would spill

// 16 sums of 32 bits, in two halves.
typedef __m256i Sums[2];
typedef int32_t Lanes __attribute__((vector_size(64), aligned(64)));

inline Lanes lanes(const Sums& s) {
  Lanes out;
  _mm256_store_si256(reinterpret_cast<__m256i*>(&out), s[0]);
  _mm256_store_si256(reinterpret_cast<__m256i*>(&out) + 1, s[1]);
  return out;
}

inline __m256i load_256(const void* p) {
  return _mm256_loadu_si256(static_cast<const __m256i*>(p));
}

// |x| times (sign of x) * w: the unsigned operand stays below 128, so that the 16-bit pair sums of
// vpmaddubsw cannot saturate (2 * 127 * 127 < 2^15).
inline __m256i dot4_half(__m256i sum, __m256i x, __m256i magnitude, __m256i w) {
  const __m256i pairs = _mm256_maddubs_epi16(magnitude, _mm256_sign_epi8(w, x));
  return _mm256_add_epi32(sum, _mm256_madd_epi16(pairs, _mm256_set1_epi16(1)));
}

inline void dot4(Sums (&acc)[kPanel / 16], int32_t group, const int8_t* weights) {
  const __m256i x = _mm256_set1_epi32(group), magnitude = _mm256_abs_epi8(x);
  for (size_t v = 0; v < kPanel / 16; ++v, weights += 64) {
    acc[v][0] = dot4_half(acc[v][0], x, magnitude, load_256(weights));
    acc[v][1] = dot4_half(acc[v][1], x, magnitude, load_256(weights + 32));
  }
}

inline void dot2(Sums& acc, int32_t pair, const int16_t* b) {
  const __m256i x = _mm256_set1_epi32(pair);
  acc[0] = _mm256_add_epi32(acc[0], _mm256_madd_epi16(x, load_256(b)));
  acc[1] = _mm256_add_epi32(acc[1], _mm256_madd_epi16(x, load_256(b + 16)));
}

}  // namespace

#include "nn/kernels_impl.h"

}  // namespace quoth::avx2
