#include "nn/linear.h"

#include <cstring>

namespace quoth {

Result<Linear> Linear::load(const ModelFile& file, const std::string& name, uint32_t n_out,
                            uint32_t n_in) {
  const auto weight = file.tensor(name + ".weight", TensorType::kInt8, {n_out, n_in});
  if (!weight) return tl::unexpected(weight.error());
  const auto scale = file.tensor(name + ".scale", TensorType::kFloat32, {n_out});
  if (!scale) return tl::unexpected(scale.error());
  const auto bias = file.tensor(name + ".bias", TensorType::kFloat32, {n_out});
  if (!bias) return tl::unexpected(bias.error());
  if (n_out % kPanel != 0 || n_in % 16 != 0) {
    return fail(ErrorCode::kModelInvalid, "the shape of " + name + " is not supported",
                file.where());
  }
  Linear linear;
  linear.weights_ = AlignedBuffer<int8_t>(size_t{n_out} * n_in);
  linear.scale_and_bias_ = AlignedBuffer<float>(2 * size_t{n_out});
  linear.sum_ = AlignedBuffer<int32_t>(n_out);
  pack_linear(weight->i8(), n_out, n_in, linear.weights_.data(), linear.sum_.data());
  float* floats = linear.scale_and_bias_.data();
  std::memcpy(floats, scale->f32(), n_out * sizeof(float));
  std::memcpy(floats + n_out, bias->f32(), n_out * sizeof(float));
  linear.view_ = {linear.weights_.data(), floats, floats + n_out, linear.sum_.data(), n_in, n_out};
  return linear;
}

void apply_linear(const Linear& linear, const float* rows, size_t n, const Kernels& kernels,
                  AlignedBuffer<uint8_t>& quantized, AlignedBuffer<float>& scale, float* out) {
  const size_t width = linear.packed().n_in;
  quantized.reserve(n * width);
  scale.reserve(n);
  const QuantizedRows q{quantized.data(), scale.data()};
  kernels.quantize(rows, n, width, q);
  kernels.linear(q, n, linear.packed(), out);
}

}  // namespace quoth
