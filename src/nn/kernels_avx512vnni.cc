// The kernels for AVX-512 with VNNI.
#include <immintrin.h>

#include <cmath>
#include <cstring>

#include "nn/kernels.h"

namespace quoth::avx512vnni {
namespace {

constexpr Isa kThisIsa = Isa::kAvx512Vnni;
constexpr int32_t kActivationOffset = 128;  // vpdpbusd takes its first factor unsigned
constexpr size_t kTileRows = 6;             // 6 x 4 accumulators, 4 weights, 1 activation

// 16 sums of 32 bits. A vector type and no struct around one: GCC 12 keeps only the former's tiles
// in registers.
typedef int32_t Sums __attribute__((vector_size(64), aligned(64)));

inline Sums lanes(Sums s) { return s; }

inline void dot4(Sums (&acc)[kPanel / 16], int32_t group, const int8_t* weights) {
  const __m512i x = _mm512_set1_epi32(group);
  for (size_t v = 0; v < kPanel / 16; ++v) {
    const __m512i w = _mm512_loadu_si512(weights + 64 * v);
    acc[v] = reinterpret_cast<Sums>(_mm512_dpbusd_epi32(reinterpret_cast<__m512i>(acc[v]), x, w));
  }
}

inline void dot2(Sums& acc, int32_t pair, const int16_t* b) {
  acc = reinterpret_cast<Sums>(_mm512_dpwssd_epi32(reinterpret_cast<__m512i>(acc),
                                                   _mm512_set1_epi32(pair), _mm512_loadu_si512(b)));
}

}  // namespace

#include "nn/kernels_impl.h"

}  // namespace quoth::avx512vnni
