#include "nn/coreference_head.h"

namespace quoth {

Result<std::optional<CoreferenceHead>> CoreferenceHead::load(const ModelFile& file,
                                                             uint32_t hidden) {
  if (!file.integer("coreference.size")) return std::nullopt;
  CoreferenceHead head;
  head.hidden_ = hidden;
  auto query = Linear::load(file, "coreference.query", kPointerSize, 3 * hidden);
  if (!query) return tl::unexpected(query.error());
  auto key = Linear::load(file, "coreference.key", kPointerSize, hidden);
  if (!key) return tl::unexpected(key.error());
  const auto distance = file.tensor("coreference.distance", TensorType::kFloat32, {kDistances});
  if (!distance) return tl::unexpected(distance.error());
  head.query_ = std::move(*query);
  head.key_ = std::move(*key);
  head.distance_.assign(distance->f32(), distance->f32() + kDistances);
  return std::optional<CoreferenceHead>(std::move(head));
}

void CoreferenceHead::queries(const float* vectors,
                              const std::vector<std::array<uint32_t, 2>>& spans,
                              const Kernels& kernels, PointerScratch& s) const {
  const size_t n = spans.size(), width = 3 * size_t{hidden_};
  s.rows.reserve(n * width);
  s.queries.reserve(n * kPointerSize);
  for (size_t i = 0; i < n; ++i) {
    span_vector(vectors, hidden_, spans[i], s.rows.data() + i * width);
  }
  apply_linear(query_, s.rows.data(), n, kernels, s.quantized, s.scale, s.queries.data());
}

void CoreferenceHead::keys(const float* vectors, const std::vector<uint32_t>& tokens,
                           const Kernels& kernels, PointerScratch& s) const {
  const size_t n = tokens.size();
  s.rows.reserve(n * hidden_);
  s.keys.reserve(n * kPointerSize);
  gather_rows(vectors, hidden_, tokens, s.rows.data());
  apply_linear(key_, s.rows.data(), n, kernels, s.quantized, s.scale, s.keys.data());
}

float CoreferenceHead::score(const float* query, const float* key, int64_t distance) const {
  return pointer_dot(query, key) + distance_[distance_bucket(distance)];
}

}  // namespace quoth
