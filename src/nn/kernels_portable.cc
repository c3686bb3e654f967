// The kernels for any processor: what the compiler makes of plain loops.
#include <cmath>
#include <cstring>

#include "nn/kernels.h"

namespace quoth::portable {
namespace {

constexpr Isa kThisIsa = Isa::kPortable;
constexpr int32_t kActivationOffset = 0;
constexpr size_t kTileRows = 1;

// 16 sums of 32 bits.
typedef int32_t Sums[16];
typedef int32_t Lanes __attribute__((vector_size(64), aligned(64)));

inline Lanes lanes(const Sums& s) {
  Lanes out;
  std::memcpy(&out, s, sizeof(out));
  return out;
}

// acc[v] += the products of 4 signed bytes with 16 groups of 4 weights, for the panel's 4 vectors.
inline void dot4(Sums (&acc)[kPanel / 16], int32_t group, const int8_t* weights) {
  int8_t x[4];
  std::memcpy(x, &group, 4);
  for (size_t v = 0; v < kPanel / 16; ++v, weights += 64) {
    for (size_t i = 0; i < 16; ++i) {
      acc[v][i] += x[0] * weights[4 * i] + x[1] * weights[4 * i + 1] + x[2] * weights[4 * i + 2] +
                   x[3] * weights[4 * i + 3];
    }
  }
}

// acc += the products of 2 values of 16 bits with 16 pairs.
inline void dot2(Sums& acc, int32_t pair, const int16_t* b) {
  int16_t x[2];
  std::memcpy(x, &pair, 4);
  for (size_t i = 0; i < 16; ++i) acc[i] += x[0] * b[2 * i] + x[1] * b[2 * i + 1];
}

}  // namespace

#include "nn/kernels_impl.h"

}  // namespace quoth::portable
