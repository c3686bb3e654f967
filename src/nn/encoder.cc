#include "nn/encoder.h"

#include <algorithm>
#include <cstring>

namespace quoth {
namespace {

// Rows that go through the feed-forward part together: their [intermediate] stays in the L2 cache.
constexpr size_t kBlockRows = 48;

Result<std::vector<float>> load_vector(const ModelFile& file, const std::string& name, uint32_t n) {
  const auto t = file.tensor(name, TensorType::kFloat32, {n});
  if (!t) return tl::unexpected(t.error());
  return std::vector<float>(t->f32(), t->f32() + n);
}

Result<EncoderShape> load_shape(const ModelFile& file) {
  EncoderShape shape;
  const struct {
    const char* name;
    uint32_t* value;
    int64_t most;
  } fields[] = {{"vocabulary", &shape.vocabulary, 1 << 20},
                {"hidden", &shape.hidden, 4096},
                {"layers", &shape.layers, 64},
                {"heads", &shape.heads, 128},
                {"intermediate", &shape.intermediate, 1 << 16},
                {"positions", &shape.positions, 1 << 14}};
  for (const auto& f : fields) {
    const auto value = file.integer(f.name);
    if (!value) return tl::unexpected(value.error());
    if (*value < 1 || *value > f.most) {
      return fail(ErrorCode::kModelInvalid, std::string(f.name) + " is out of range", file.where());
    }
    *f.value = static_cast<uint32_t>(*value);
  }
  if (shape.hidden != shape.heads * kHeadSize || shape.hidden % kPanel != 0 ||
      shape.intermediate % kPanel != 0 || shape.vocabulary < 104) {
    return fail(ErrorCode::kModelInvalid, "the shape of the encoder is not supported",
                file.where());
  }
  return shape;
}

}  // namespace

void EncoderScratch::reserve(const EncoderShape& shape, size_t n) {
  hidden.reserve(n * shape.hidden);
  mixed.reserve(n * shape.hidden);
  wide.reserve(std::max(n * 3 * shape.hidden, kBlockRows * shape.intermediate));
  rows.reserve(n * shape.hidden);
  row_scale.reserve(n);
  wide_rows.reserve(kBlockRows * shape.intermediate);
  wide_scale.reserve(kBlockRows);
  attention.reserve(attention_scratch_bytes(n));
  quantized = {rows.data(), row_scale.data()};
}

Result<Encoder> Encoder::load(const ModelFile& file) {
  Encoder e;
  const auto shape = load_shape(file);
  if (!shape) return tl::unexpected(shape.error());
  const EncoderShape& s = e.shape_ = *shape;
  const struct {
    const char* name;
    TensorType type;
    std::vector<uint32_t> shape;
    Tensor* tensor;
  } tables[] = {{"word.weight", TensorType::kInt8, {s.vocabulary, s.hidden}, &e.words_},
                {"word.scale", TensorType::kFloat32, {s.vocabulary}, &e.word_scale_},
                {"position", TensorType::kFloat32, {s.positions, s.hidden}, &e.positions_},
                {"casing", TensorType::kFloat32, {kNumCasing, s.hidden}, &e.casing_},
                {"quoting", TensorType::kFloat32, {kNumQuoting, s.hidden}, &e.quoting_},
                {"place", TensorType::kFloat32, {kNumPlace, s.hidden}, &e.place_}};
  for (const auto& t : tables) {
    const auto tensor = file.tensor(t.name, t.type, t.shape);
    if (!tensor) return tl::unexpected(tensor.error());
    *t.tensor = *tensor;
  }
  const auto vector = [&](const std::string& name, std::vector<float>& out) -> Result<void> {
    auto v = load_vector(file, name, s.hidden);
    if (!v) return tl::unexpected(v.error());
    out = std::move(*v);
    return {};
  };
  const auto linear = [&](const std::string& name, uint32_t n_out, uint32_t n_in,
                          Linear& out) -> Result<void> {
    auto l = Linear::load(file, name, n_out, n_in);
    if (!l) return tl::unexpected(l.error());
    out = std::move(*l);
    return {};
  };
  Result<void> ok = vector("norm.gamma", e.norm_gamma_);
  if (ok) ok = vector("norm.beta", e.norm_beta_);
  e.layers_.resize(s.layers);
  for (uint32_t i = 0; i < s.layers && ok; ++i) {
    Layer& l = e.layers_[i];
    const std::string p = "layer." + std::to_string(i) + ".";
    ok = linear(p + "qkv", 3 * s.hidden, s.hidden, l.qkv);
    if (ok) ok = linear(p + "out", s.hidden, s.hidden, l.out);
    if (ok) ok = linear(p + "up", s.intermediate, s.hidden, l.up);
    if (ok) ok = linear(p + "down", s.hidden, s.intermediate, l.down);
    if (ok) ok = vector(p + "norm1.gamma", l.norm1_gamma);
    if (ok) ok = vector(p + "norm1.beta", l.norm1_beta);
    if (ok) ok = vector(p + "norm2.gamma", l.norm2_gamma);
    if (ok) ok = vector(p + "norm2.beta", l.norm2_beta);
  }
  if (!ok) return tl::unexpected(ok.error());
  return e;
}

void Encoder::embed(const int32_t* ids, const PieceFeatures* features, size_t n, float* x) const {
  const size_t h = shape_.hidden;
  for (size_t i = 0; i < n; ++i, x += h) {
    const auto id = static_cast<size_t>(ids[i]);
    const int8_t* word = words_.i8() + id * h;
    const float scale = word_scale_.f32()[id];
    const float* position = positions_.f32() + i * h;
    const float* casing = casing_.f32() + features[i].casing * h;
    const float* quoting = quoting_.f32() + features[i].quoting * h;
    const float* place = place_.f32() + features[i].place * h;
    for (size_t j = 0; j < h; ++j) {
      x[j] = static_cast<float>(word[j]) * scale + position[j] + casing[j] + quoting[j] + place[j];
    }
  }
}

void Encoder::encode(const int32_t* ids, const PieceFeatures* features, size_t n,
                     const Kernels& kernels, EncoderScratch& s) const {
  s.reserve(shape_, n);
  embed(ids, features, n, s.hidden.data());
  kernels.add_norm_quantize(s.hidden.data(), nullptr, norm_gamma_.data(), norm_beta_.data(), n,
                            shape_.hidden, s.quantized);
  for (uint32_t i = 0; i < shape_.layers; ++i) {
    run_layer(layers_[i], n, kernels, s);
  }
}

void Encoder::run_layer(const Layer& layer, size_t n, const Kernels& k, EncoderScratch& s) const {
  const size_t h = shape_.hidden;
  float* x = s.hidden.data();
  float* mixed = s.mixed.data();
  k.linear(s.quantized, n, layer.qkv.packed(), s.wide.data());
  k.attend(s.wide.data(), n, shape_.heads, mixed, s.attention.data());
  k.quantize(mixed, n, h, s.quantized);
  k.linear(s.quantized, n, layer.out.packed(), s.wide.data());
  k.add_norm_quantize(x, s.wide.data(), layer.norm1_gamma.data(), layer.norm1_beta.data(), n, h,
                      s.quantized);
  const QuantizedRows wide{s.wide_rows.data(), s.wide_scale.data()};
  for (size_t r = 0; r < n; r += kBlockRows) {
    const size_t rows = std::min(kBlockRows, n - r);
    const QuantizedRows in{s.quantized.data + r * h, s.quantized.scale + r};
    k.linear(in, rows, layer.up.packed(), s.wide.data());
    k.gelu_quantize(s.wide.data(), rows, shape_.intermediate, wide);
    k.linear(wide, rows, layer.down.packed(), mixed + r * h);
    k.add_norm_quantize(x + r * h, mixed + r * h, layer.norm2_gamma.data(), layer.norm2_beta.data(),
                        rows, h, in);
  }
}

}  // namespace quoth
