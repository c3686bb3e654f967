#include "nn/kernels.h"

namespace quoth {

namespace portable {
extern const Kernels kTable;
}
#if defined(__x86_64__)
namespace avx2 {
extern const Kernels kTable;
}
namespace avx512vnni {
extern const Kernels kTable;
}
#endif

const Kernels& kernels(Isa isa) {
#if defined(__x86_64__)
  if (isa == Isa::kAvx512Vnni) return avx512vnni::kTable;
  if (isa == Isa::kAvx2) return avx2::kTable;
#endif
  (void)isa;
  return portable::kTable;
}

size_t attention_scratch_bytes(size_t n_rows) {
  const size_t n_keys = (n_rows + kPanel - 1) / kPanel * kPanel;
  return n_keys *
         (kMaxTileRows * (sizeof(float) + sizeof(int16_t)) + 3 * kHeadSize * sizeof(int16_t));
}

void pack_linear(const int8_t* weights, size_t n_out, size_t n_in, int8_t* packed, int32_t* sum) {
  for (size_t o = 0; o < n_out; ++o) {
    int8_t* panel = packed + o / kPanel * kPanel * n_in + o % kPanel * 4;
    int32_t total = 0;
    for (size_t i = 0; i < n_in; ++i) {
      const int8_t w = weights[o * n_in + i];
      total += w;
      panel[i / 4 * 4 * kPanel + i % 4] = w;
    }
    sum[o] = total;
  }
}

}  // namespace quoth
