// The kernels for AVX-512 with VNNI.
#include <immintrin.h>

#include <cmath>
#include <cstring>

#include "nn/kernels.h"

namespace quoth::avx512vnni {
namespace {

typedef int32_t Lanes __attribute__((vector_size(64), aligned(64)));

constexpr Isa kThisIsa = Isa::kAvx512Vnni;
constexpr int32_t kActivationOffset = 128;  // vpdpbusd takes its first factor unsigned
constexpr size_t kTileRows = 6;             // 6 x 4 accumulators, 4 weights, 1 activation

inline void dot4(Lanes (&acc)[kPanel / 16], int32_t group, const int8_t* weights) {
  const __m512i x = _mm512_set1_epi32(group);
  for (size_t v = 0; v < kPanel / 16; ++v) {
    const __m512i w = _mm512_loadu_si512(weights + 64 * v);
    acc[v] = reinterpret_cast<Lanes>(
        _mm512_dpbusd_epi32(reinterpret_cast<__m512i>(acc[v]), x, w));
  }
}

inline Lanes dot2(Lanes acc, int32_t pair, const int16_t* b) {
  return reinterpret_cast<Lanes>(_mm512_dpwssd_epi32(
      reinterpret_cast<__m512i>(acc), _mm512_set1_epi32(pair), _mm512_loadu_si512(b)));
}

}  // namespace

#include "nn/kernels_impl.h"

}  // namespace quoth::avx512vnni
