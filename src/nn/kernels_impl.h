// The one source of the kernels. Each of kernels_{portable,avx2,avx512vnni}.cc includes it inside a
// namespace of its own, compiled with that instruction set's flags and -ffp-contract=off.
//
// Vectors are GCC vector types of 16 lanes, which the compiler lowers to whatever the flags allow;
// only the two integer products are written with intrinsics: the includer defines Sums (16 sums of
// 32 bits), lanes(), dot4, dot2, kActivationOffset and kTileRows.
//
// NO include guard on purpose: included once per instruction set. Standard headers come before.

namespace {

typedef float F16 __attribute__((vector_size(64), aligned(64)));
typedef int32_t I16 __attribute__((vector_size(64), aligned(64)));
typedef float F16u __attribute__((vector_size(64), aligned(4)));
typedef int8_t B16u __attribute__((vector_size(16), aligned(1)));
typedef int16_t H16u __attribute__((vector_size(32), aligned(2)));

constexpr size_t kLanes = 16;
constexpr size_t kPanelVectors = kPanel / kLanes;

inline F16 load(const float* p) { return *reinterpret_cast<const F16u*>(p); }
inline void store(float* p, F16 v) { *reinterpret_cast<F16u*>(p) = v; }
inline F16 broadcast(float x) { return x - F16{}; }
inline F16 max16(F16 a, F16 b) { return a > b ? a : b; }

// Sum and maximum over the lanes by halving, the same tree everywhere.
inline float sum_lanes(F16 v) {
  float x[kLanes];
  store(x, v);
  for (size_t step = kLanes / 2; step > 0; step /= 2) {
    for (size_t i = 0; i < step; ++i) x[i] += x[i + step];
  }
  return x[0];
}

inline float max_lanes(F16 v) {
  float x[kLanes];
  store(x, v);
  for (size_t step = kLanes / 2; step > 0; step /= 2) {
    for (size_t i = 0; i < step; ++i) x[i] = x[i] > x[i + step] ? x[i] : x[i + step];
  }
  return x[0];
}

// Round to the nearest integer, ties to even, for |v| < 2^22: adding 1.5 * 2^23 leaves it in the
// low bits of the mantissa.
inline I16 round_to_int(F16 v) {
  const F16 shifted = v + 12582912.0f;
  return reinterpret_cast<I16>(shifted) - 0x4B400000;
}

// 2^v for v in [-126, 127], relative error below 3e-6 (smaller v gives 2^-126): 2^n * p(r) with
// r in [-1/2, 1/2], p the minimax polynomial of degree 4.
inline F16 exp2_16(F16 v) {
  const F16 shifted = max16(v, broadcast(-126.0f)) + 12582912.0f;
  const F16 r = max16(v, broadcast(-126.0f)) - (shifted - 12582912.0f);
  F16 p = broadcast(9.5701016988e-3f);
  p = p * r + 5.5917860303e-2f;
  p = p * r + 2.4024744833e-1f;
  p = p * r + 6.9312181474e-1f;
  p = p * r + 9.9999926144e-1f;
  return reinterpret_cast<F16>(reinterpret_cast<I16>(p) + (reinterpret_cast<I16>(shifted) << 23));
}

inline float row_scale(F16 largest) {
  const float m = max_lanes(largest);
  return m > 1e-30f ? m / 127.0f : 1e-30f;
}

inline F16 abs16(F16 v) { return reinterpret_cast<F16>(reinterpret_cast<I16>(v) & 0x7FFFFFFF); }

inline void quantize_row(const float* x, size_t n, F16 largest, uint8_t* q, float* scale) {
  *scale = row_scale(largest);
  const float inverse = 1.0f / *scale;
  for (size_t i = 0; i < n; i += kLanes) {
    const I16 v = round_to_int(load(x + i) * inverse) + kActivationOffset;
    *reinterpret_cast<B16u*>(q + i) = __builtin_convertvector(v, B16u);
  }
}

void quantize_rows(const float* x, size_t n_rows, size_t n, const QuantizedRows& q) {
  for (size_t r = 0; r < n_rows; ++r, x += n) {
    F16 largest = {};
    for (size_t i = 0; i < n; i += kLanes) largest = max16(largest, abs16(load(x + i)));
    quantize_row(x, n, largest, q.data + r * n, q.scale + r);
  }
}

// x / (1 + exp(-2 sqrt(2 / pi) (x + 0.044715 x^3))), which equals the usual tanh form. The exponent
// is held below 2^80, where the quotient has long been 0.
inline F16 gelu(F16 x) {
  const F16 u = (x + x * x * x * 0.044715f) * (-1.5957691216057308f * 1.44269504088896341f);
  const F16 bounded = u > 80.0f ? broadcast(80.0f) : u;
  return x / (exp2_16(bounded) + 1.0f);
}

void gelu_quantize_rows(float* x, size_t n_rows, size_t n, const QuantizedRows& q) {
  for (size_t r = 0; r < n_rows; ++r, x += n) {
    F16 largest = {};
    for (size_t i = 0; i < n; i += kLanes) {
      const F16 v = gelu(load(x + i));
      store(x + i, v);
      largest = max16(largest, abs16(v));
    }
    quantize_row(x, n, largest, q.data + r * n, q.scale + r);
  }
}

void add_norm_quantize_rows(float* x, const float* y, const float* gamma, const float* beta,
                            size_t n_rows, size_t n, const QuantizedRows& q) {
  const float inverse_n = 1.0f / static_cast<float>(n);
  for (size_t r = 0; r < n_rows; ++r, x += n) {
    F16 total = {};
    for (size_t i = 0; i < n; i += kLanes) {
      F16 v = load(x + i);
      if (y != nullptr) {
        v = v + load(y + r * n + i);
        store(x + i, v);
      }
      total = total + v;
    }
    const float mean = sum_lanes(total) * inverse_n;
    F16 squares = {};
    for (size_t i = 0; i < n; i += kLanes) {
      const F16 d = load(x + i) - mean;
      squares = squares + d * d;
    }
    const float scale = 1.0f / std::sqrt(sum_lanes(squares) * inverse_n + 1e-12f);
    F16 largest = {};
    for (size_t i = 0; i < n; i += kLanes) {
      const F16 v = ((load(x + i) - mean) * scale) * load(gamma + i) + load(beta + i);
      store(x + i, v);
      largest = max16(largest, abs16(v));
    }
    quantize_row(x, n, largest, q.data + r * n, q.scale + r);
  }
}

// ROWS x 64 outputs of a linear layer.
template <size_t ROWS>
inline void linear_tile(const uint8_t* x, size_t stride, const float* row_scales,
                        const int8_t* panel, const PackedLinear& l, size_t column, float* out) {
  Sums acc[ROWS][kPanelVectors] = {};
  const size_t n_groups = l.n_in / 4;
  for (size_t g = 0; g < n_groups; ++g, panel += 4 * kPanel) {
    for (size_t r = 0; r < ROWS; ++r) {
      int32_t group;
      std::memcpy(&group, x + r * stride + 4 * g, 4);
      dot4(acc[r], group, panel);
    }
  }
  for (size_t v = 0; v < kPanelVectors; ++v) {
    const size_t c = column + v * kLanes;
    const I16 offset = *reinterpret_cast<const I16*>(l.sum + c) * kActivationOffset;
    const F16 scale = load(l.scale + c), bias = load(l.bias + c);
    for (size_t r = 0; r < ROWS; ++r) {
      const F16 value = __builtin_convertvector(lanes(acc[r][v]) - offset, F16);
      store(out + r * l.n_out + c, (value * row_scales[r]) * scale + bias);
    }
  }
}

void linear_rows(const QuantizedRows& x, size_t n_rows, const PackedLinear& l, float* out) {
  for (size_t column = 0; column < l.n_out; column += kPanel) {
    const int8_t* panel = l.packed + column * l.n_in;
    size_t r = 0;
    const auto run = [&]<size_t ROWS>() {
      linear_tile<ROWS>(x.data + r * l.n_in, l.n_in, x.scale + r, panel, l, column,
                        out + r * l.n_out);
      r += ROWS;
    };
    while (n_rows - r >= kTileRows) run.template operator()<kTileRows>();
    while (r < n_rows) run.template operator()<1>();
  }
}

// ---- attention ----------------------------------------------------------------------------------
//
// Per head: scores = Q K^T with Q and K in 13 bits, softmax in float, and mixture = P V with P in
// 15 bits (1.0 is 16384) and V in 15 bits. Sums stay below 2^31: 32 * 4095^2 and 16384 * 16383 * 2.

constexpr float kMaxQk = 4095.0f, kMaxV = 16383.0f, kOneP = 16384.0f;

// ROWS x (VECTORS * 16) sums of 16-bit products. a: rows of n_pairs pairs. b: packed
// [column / 16][n_pairs][16][2], panels of 16 columns `panel_stride` elements apart.
template <size_t ROWS, size_t VECTORS>
inline void product16(const int16_t* a, size_t a_stride, const int16_t* b, size_t panel_stride,
                      size_t n_pairs, Sums (&acc)[ROWS][VECTORS]) {
  for (size_t g = 0; g < n_pairs; ++g) {
    for (size_t r = 0; r < ROWS; ++r) {
      int32_t pair;
      std::memcpy(&pair, a + r * a_stride + 2 * g, 4);
      for (size_t v = 0; v < VECTORS; ++v) {
        dot2(acc[r][v], pair, b + v * panel_stride + g * 2 * kLanes);
      }
    }
  }
}

struct AttentionScratch {
  int16_t* q;     // [n_rows][32]
  int16_t* k;     // [n_keys / 16][16][16][2]: keys in panels of 16
  int16_t* v;     // [2][n_keys / 2][16][2]: outputs in panels of 16
  float* scores;  // [kTileRows][n_keys]
  int16_t* p;     // [kTileRows][n_keys]
};

inline size_t padded_keys(size_t n_rows) { return (n_rows + kPanel - 1) / kPanel * kPanel; }

inline AttentionScratch carve(std::byte* memory, size_t n_rows) {
  const size_t n_keys = padded_keys(n_rows);
  AttentionScratch s;
  s.scores = reinterpret_cast<float*>(memory);
  memory += kTileRows * n_keys * sizeof(float);
  s.p = reinterpret_cast<int16_t*>(memory);
  memory += kTileRows * n_keys * sizeof(int16_t);
  s.q = reinterpret_cast<int16_t*>(memory);
  memory += n_keys * kHeadSize * sizeof(int16_t);
  s.k = reinterpret_cast<int16_t*>(memory);
  memory += n_keys * kHeadSize * sizeof(int16_t);
  s.v = reinterpret_cast<int16_t*>(memory);
  return s;
}

inline float largest_in(const float* x, size_t n_rows, size_t stride) {
  F16 largest = {};
  for (size_t r = 0; r < n_rows; ++r) {
    for (size_t i = 0; i < kHeadSize; i += kLanes) {
      largest = max16(largest, abs16(load(x + r * stride + i)));
    }
  }
  const float m = max_lanes(largest);
  return m > 1e-30f ? m : 1e-30f;
}

// Quantises one head's q, k, v into the scratch; returns the scales of q k^T and of v.
struct HeadScales {
  float scores;
  float values;
};

inline HeadScales pack_head(const float* q, const float* k, const float* v, size_t stride,
                            size_t n_rows, const AttentionScratch& s) {
  const float q_max = largest_in(q, n_rows, stride), k_max = largest_in(k, n_rows, stride),
              v_max = largest_in(v, n_rows, stride);
  const float q_inverse = kMaxQk / q_max, k_inverse = kMaxQk / k_max, v_inverse = kMaxV / v_max;
  const size_t n_keys = padded_keys(n_rows);
  std::memset(s.k, 0, n_keys * kHeadSize * sizeof(int16_t));
  std::memset(s.v, 0, n_keys * kHeadSize * sizeof(int16_t));
  for (size_t r = 0; r < n_rows; ++r) {
    int16_t row[kHeadSize];
    for (size_t i = 0; i < kHeadSize; i += kLanes) {
      *reinterpret_cast<H16u*>(s.q + r * kHeadSize + i) =
          __builtin_convertvector(round_to_int(load(q + r * stride + i) * q_inverse), H16u);
      *reinterpret_cast<H16u*>(row + i) =
          __builtin_convertvector(round_to_int(load(k + r * stride + i) * k_inverse), H16u);
    }
    int16_t* key = s.k + (r / kLanes) * kLanes * kHeadSize + (r % kLanes) * 2;
    for (size_t g = 0; g < kHeadSize / 2; ++g) std::memcpy(key + g * 2 * kLanes, row + 2 * g, 4);
    for (size_t i = 0; i < kHeadSize; i += kLanes) {
      *reinterpret_cast<H16u*>(row + i) =
          __builtin_convertvector(round_to_int(load(v + r * stride + i) * v_inverse), H16u);
    }
    int16_t* value = s.v + (r / 2) * 2 * kLanes + r % 2;
    for (size_t i = 0; i < kHeadSize; ++i) {
      value[(i / kLanes) * n_keys * kLanes + (i % kLanes) * 2] = row[i];
    }
  }
  constexpr float kLog2E = 1.44269504088896341f;
  return {kLog2E * q_max * k_max / (kMaxQk * kMaxQk * std::sqrt(static_cast<float>(kHeadSize))),
          v_max / (kMaxV * kOneP)};
}

// p = softmax in 15 bits over n keys, of scores that are already multiplied by log2(e); the padding
// gets 0.
inline void softmax_row(float* scores, size_t n, int16_t* p) {
  const size_t padded = padded_keys(n);
  for (size_t i = n; i < padded; ++i) scores[i] = -1e30f;
  F16 largest = broadcast(-1e30f);
  for (size_t i = 0; i < padded; i += kLanes) largest = max16(largest, load(scores + i));
  const float top = max_lanes(largest);
  F16 total = {};
  for (size_t i = 0; i < padded; i += kLanes) {
    const F16 e = exp2_16(load(scores + i) - top);
    store(scores + i, e);
    total = total + e;
  }
  const float scale = kOneP / sum_lanes(total);
  for (size_t i = 0; i < padded; i += kLanes) {
    *reinterpret_cast<H16u*>(p + i) =
        __builtin_convertvector(round_to_int(load(scores + i) * scale), H16u);
  }
}

template <size_t ROWS>
inline void attend_rows(const AttentionScratch& s, HeadScales scales, size_t row, size_t n_rows,
                        float* out, size_t out_stride) {
  const size_t n_keys = padded_keys(n_rows);
  for (size_t key = 0; key < n_keys; key += kPanel) {
    Sums acc[ROWS][kPanelVectors] = {};
    product16<ROWS, kPanelVectors>(s.q + row * kHeadSize, kHeadSize, s.k + key * kHeadSize,
                                   kLanes * kHeadSize, kHeadSize / 2, acc);
    for (size_t r = 0; r < ROWS; ++r) {
      for (size_t v = 0; v < kPanelVectors; ++v) {
        store(s.scores + r * n_keys + key + v * kLanes,
              __builtin_convertvector(lanes(acc[r][v]), F16) * scales.scores);
      }
    }
  }
  for (size_t r = 0; r < ROWS; ++r) softmax_row(s.scores + r * n_keys, n_rows, s.p + r * n_keys);
  Sums acc[ROWS][kHeadSize / kLanes] = {};
  product16<ROWS, kHeadSize / kLanes>(s.p, n_keys, s.v, n_keys * kLanes, (n_rows + 1) / 2, acc);
  for (size_t r = 0; r < ROWS; ++r) {
    for (size_t v = 0; v < kHeadSize / kLanes; ++v) {
      store(out + (row + r) * out_stride + v * kLanes,
            __builtin_convertvector(lanes(acc[r][v]), F16) * scales.values);
    }
  }
}

void attend_window(const float* qkv, size_t n_rows, size_t n_heads, float* out, std::byte* memory) {
  const size_t hidden = n_heads * kHeadSize, stride = 3 * hidden;
  const AttentionScratch s = carve(memory, n_rows);
  for (size_t h = 0; h < n_heads; ++h) {
    const float* q = qkv + h * kHeadSize;
    const HeadScales scales = pack_head(q, q + hidden, q + 2 * hidden, stride, n_rows, s);
    size_t row = 0;
    for (; row + kTileRows <= n_rows; row += kTileRows) {
      attend_rows<kTileRows>(s, scales, row, n_rows, out + h * kHeadSize, hidden);
    }
    for (; row < n_rows; ++row) attend_rows<1>(s, scales, row, n_rows, out + h * kHeadSize, hidden);
  }
}

}  // namespace

extern const Kernels kTable;
const Kernels kTable = {
    kThisIsa,     linear_rows, quantize_rows, gelu_quantize_rows, add_norm_quantize_rows,
    attend_window};
