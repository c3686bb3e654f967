#include "nn/heads.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace quoth {
namespace {

Result<std::vector<float>> load_floats(const ModelFile& file, const char* name,
                                       std::vector<uint32_t> shape) {
  const auto t = file.tensor(name, TensorType::kFloat32, std::move(shape));
  if (!t) return tl::unexpected(t.error());
  return std::vector<float>(t->f32(), t->f32() + t->n_elements());
}

}  // namespace

uint32_t distance_bucket(int64_t distance) {
  const int64_t d = std::min<int64_t>(std::abs(distance), 511);
  // First distances of the buckets 5..15: 5 * (256 / 5)^((b - 5) / 10), rounded up.
  static constexpr int64_t kStarts[] = {8, 11, 17, 25, 36, 54, 79, 117, 173, 256};
  uint32_t bucket = static_cast<uint32_t>(d);
  if (d >= 5) {
    bucket = 5;
    for (const int64_t start : kStarts) bucket += d >= start;
  }
  return distance < 0 ? bucket : bucket + 16;
}

void span_vector(const float* vectors, uint32_t size, std::array<uint32_t, 2> span, float* row) {
  const auto [begin, end] = span;
  std::memcpy(row, vectors + size_t{begin} * size, size * sizeof(float));
  std::memcpy(row + size, vectors + size_t{end - 1} * size, size * sizeof(float));
  float* mean = row + 2 * size;
  std::fill(mean, mean + size, 0.0f);
  for (uint32_t t = begin; t < end; ++t) {
    for (uint32_t j = 0; j < size; ++j) mean[j] += vectors[size_t{t} * size + j];
  }
  const float inverse = 1.0f / static_cast<float>(end - begin);
  for (uint32_t j = 0; j < size; ++j) mean[j] *= inverse;
}

void gather_rows(const float* vectors, uint32_t size, const std::vector<uint32_t>& tokens,
                 float* rows) {
  for (size_t i = 0; i < tokens.size(); ++i) {
    std::memcpy(rows + i * size, vectors + size_t{tokens[i]} * size, size * sizeof(float));
  }
}

float pointer_dot(const float* q, const float* k) {
  float sums[8] = {};
  for (size_t i = 0; i < kPointerSize; i += 8) {
    for (size_t j = 0; j < 8; ++j) sums[j] += q[i + j] * k[i + j];
  }
  const float dot =
      ((sums[0] + sums[4]) + (sums[2] + sums[6])) + ((sums[1] + sums[5]) + (sums[3] + sums[7]));
  return dot * (1.0f / 11.313708498984761f);  // sqrt(kPointerSize)
}

float log_sum_exp(const std::vector<float>& x) {
  const float top = *std::max_element(x.begin(), x.end());
  double sum = 0;
  for (const float v : x) sum += std::exp(static_cast<double>(v - top));
  return top + static_cast<float>(std::log(sum));
}

Result<Heads> Heads::load(const ModelFile& file, uint32_t hidden) {
  Heads heads;
  heads.hidden_ = hidden;
  const auto weight = load_floats(file, "tag.weight", {kEmissions, hidden});
  if (!weight) return tl::unexpected(weight.error());
  const auto bias = load_floats(file, "tag.bias", {kEmissions});
  if (!bias) return tl::unexpected(bias.error());
  heads.tag_weight_.assign(size_t{hidden} * 16, 0.0f);
  for (uint32_t o = 0; o < kEmissions; ++o) {
    for (uint32_t i = 0; i < hidden; ++i) heads.tag_weight_[i * 16 + o] = (*weight)[o * hidden + i];
    heads.tag_bias_[o] = (*bias)[o];
  }
  const struct {
    const char* name;
    std::vector<uint32_t> shape;
    std::vector<float>* out;
  } tables[] = {{"transitions", {kTagLayers, kTags, kTags}, &heads.transitions_},
                {"pointer.none.weight", {kPointers, 3 * hidden}, &heads.none_weight_},
                {"pointer.none.bias", {kPointers}, &heads.none_bias_},
                {"pointer.distance", {kPointers, kDistances}, &heads.distance_}};
  for (const auto& t : tables) {
    auto floats = load_floats(file, t.name, t.shape);
    if (!floats) return tl::unexpected(floats.error());
    *t.out = std::move(*floats);
  }
  for (uint32_t p = 0; p < kPointers; ++p) {
    const std::string prefix = "pointer." + std::to_string(p);
    auto query = Linear::load(file, prefix + ".query", kPointerSize, 3 * hidden);
    if (!query) return tl::unexpected(query.error());
    auto key = Linear::load(file, prefix + ".key", kPointerSize, hidden);
    if (!key) return tl::unexpected(key.error());
    heads.query_[p] = std::move(*query);
    heads.key_[p] = std::move(*key);
  }
  return heads;
}

void Heads::emit(const float* hidden, size_t n, float* emissions) const {
  for (size_t t = 0; t < n; ++t, hidden += hidden_, emissions += kEmissions) {
    std::array<float, 16> sums = tag_bias_;
    const float* w = tag_weight_.data();
    for (uint32_t i = 0; i < hidden_; ++i, w += 16) {
      for (size_t o = 0; o < 16; ++o) sums[o] += hidden[i] * w[o];
    }
    std::memcpy(emissions, sums.data(), kEmissions * sizeof(float));
  }
}

void Heads::queries(Pointer pointer, const float* hidden,
                    const std::vector<std::array<uint32_t, 2>>& spans, const Kernels& kernels,
                    PointerScratch& s) const {
  const size_t n = spans.size(), width = 3 * size_t{hidden_};
  s.rows.reserve(n * width);
  s.queries.reserve(n * kPointerSize);
  s.none.resize(n);
  const auto p = static_cast<uint32_t>(pointer);
  const float* none = &none_weight_[p * width];
  for (size_t i = 0; i < n; ++i) {
    float* row = s.rows.data() + i * width;
    span_vector(hidden, hidden_, spans[i], row);
    double score = none_bias_[p];
    for (size_t j = 0; j < width; ++j) score += static_cast<double>(row[j]) * none[j];
    s.none[i] = static_cast<float>(score);
  }
  apply_linear(query_[p], s.rows.data(), n, kernels, s.quantized, s.scale, s.queries.data());
}

void Heads::keys(Pointer pointer, const float* hidden, const std::vector<uint32_t>& tokens,
                 const Kernels& kernels, PointerScratch& s) const {
  const size_t n = tokens.size();
  s.rows.reserve(n * hidden_);
  s.keys.reserve(n * kPointerSize);
  gather_rows(hidden, hidden_, tokens, s.rows.data());
  apply_linear(key_[static_cast<uint32_t>(pointer)], s.rows.data(), n, kernels, s.quantized,
               s.scale, s.keys.data());
}

float Heads::score(Pointer pointer, const PointerScratch& s, size_t span, size_t token,
                   int64_t distance) const {
  const float* q = s.queries.data() + span * kPointerSize;
  const float* k = s.keys.data() + token * kPointerSize;
  return pointer_dot(q, k) +
         distance_[static_cast<uint32_t>(pointer) * kDistances + distance_bucket(distance)];
}

}  // namespace quoth
