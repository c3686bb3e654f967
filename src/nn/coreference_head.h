// What an anaphor stands for: scores of every token, by the encoder's last vectors. Training and
// the shapes: Coreference in training/quoth_training/model.py.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "nn/heads.h"

namespace quoth {

// Immutable and thread safe.
class CoreferenceHead {
 public:
  // Empty if the file has none.
  static Result<std::optional<CoreferenceHead>> load(const ModelFile& file, uint32_t hidden);

  // Rows [n][kPointerSize] of the scratch for spans [begin, end) of token vectors, and for single
  // tokens.
  void queries(const float* vectors, const std::vector<std::array<uint32_t, 2>>& spans,
               const Kernels& kernels, PointerScratch& scratch) const;
  void keys(const float* vectors, const std::vector<uint32_t>& tokens, const Kernels& kernels,
            PointerScratch& scratch) const;

  // Of the token at `distance` from the span: negative before it, 0 inside, 1 right after it.
  float score(const float* query, const float* key, int64_t distance) const;

 private:
  uint32_t hidden_ = 0;
  Linear query_, key_;
  std::vector<float> distance_;  // [kDistances]
};

}  // namespace quoth
