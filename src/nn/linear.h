// A linear layer of the model file, packed for the kernels.
#pragma once

#include <string>

#include "base/aligned_buffer.h"
#include "nn/kernels.h"
#include "nn/model_file.h"

namespace quoth {

// Owns the packed weights; scale and bias are copied, so that the file need not outlive it.
class Linear {
 public:
  // Tensors NAME.weight int8 [n_out, n_in], NAME.scale and NAME.bias float32 [n_out].
  static Result<Linear> load(const ModelFile& file, const std::string& name, uint32_t n_out,
                             uint32_t n_in);

  const PackedLinear& packed() const { return view_; }

 private:
  AlignedBuffer<int8_t> weights_;
  AlignedBuffer<float> scale_and_bias_;
  AlignedBuffer<int32_t> sum_;
  PackedLinear view_;
};

// out [n][n_out] of rows [n][n_in], which are quantised into the two buffers on the way.
void apply_linear(const Linear& linear, const float* rows, size_t n, const Kernels& kernels,
                  AlignedBuffer<uint8_t>& quantized, AlignedBuffer<float>& scale, float* out);

}  // namespace quoth
