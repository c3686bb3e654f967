// The arithmetic of the encoder, written once (kernels_impl.h) and compiled once per instruction
// set.
//
// All instruction sets give the same bits: integer products are exact, and the floating-point part
// uses neither fused multiply-add nor an order of summation that depends on the vector width
// (16 lanes, then a fixed tree). What differs is speed alone.
#pragma once

#include <cstddef>
#include <cstdint>

#include "quoth/engine.h"

namespace quoth {

constexpr size_t kPanel = 64;  // output columns that one packed panel of weights holds

// Weights of a linear layer y = x W^T + b, with W [n_out, n_in] in int8 and one scale an output.
// `packed` holds panels of 64 outputs: [n_out / 64][n_in / 4][64][4]. n_in % 4 == 0, n_out % 64 ==
// 0.
struct PackedLinear {
  const int8_t* packed = nullptr;
  const float* scale = nullptr;  // [n_out]
  const float* bias = nullptr;   // [n_out]
  const int32_t* sum = nullptr;  // [n_out] sum of each output's weights
  size_t n_in = 0;
  size_t n_out = 0;
};

// Rows of activations in 8 bits, one scale a row: x = scale * q, q in [-127, 127]. How q is stored
// (signed, or with 128 added) is the instruction set's own affair.
struct QuantizedRows {
  uint8_t* data = nullptr;  // [n_rows][n_columns]
  float* scale = nullptr;   // [n_rows]
};

// Working memory of attend(), for windows of up to max_rows rows; see attention_scratch_bytes().
struct Kernels {
  Isa isa;

  // out [n_rows][linear.n_out] = x W^T + b.
  void (*linear)(const QuantizedRows& x, size_t n_rows, const PackedLinear& linear, float* out);

  // q = quantised rows of x [n_rows][n].
  void (*quantize)(const float* x, size_t n_rows, size_t n, const QuantizedRows& q);

  // q = quantised GELU(x), by the tanh approximation (Hendrycks and Gimpel 2016). Overwrites x.
  void (*gelu_quantize)(float* x, size_t n_rows, size_t n, const QuantizedRows& q);

  // x = LayerNorm(x + y) * gamma + beta with epsilon 1e-12, and q = quantised x. y may be null.
  void (*add_norm_quantize)(float* x, const float* y, const float* gamma, const float* beta,
                            size_t n_rows, size_t n, const QuantizedRows& q);

  // Multi-head self-attention over qkv [n_rows][3 * n_heads * 32] -> out [n_rows][n_heads * 32].
  // Scores and mixtures are 16-bit products. `scratch` has attention_scratch_bytes(n_rows).
  void (*attend)(const float* qkv, size_t n_rows, size_t n_heads, float* out, std::byte* scratch);
};

constexpr size_t kHeadSize = 32;
constexpr size_t kMaxTileRows = 6;  // rows that an instruction set may work on together

// Bytes that attend() needs for n_rows rows; the address must be 64-byte aligned.
size_t attention_scratch_bytes(size_t n_rows);

const Kernels& kernels(Isa isa);

// Packs W [n_out, n_in] (row-major) for `linear`; packed has n_out * n_in bytes, sum n_out entries.
void pack_linear(const int8_t* weights, size_t n_out, size_t n_in, int8_t* packed, int32_t* sum);

}  // namespace quoth
