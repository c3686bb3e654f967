// The heads on the encoder's vectors: tag emissions and pointers.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "base/aligned_buffer.h"
#include "nn/linear.h"
#include "nn/model_file.h"

namespace quoth {

// Two layers (outer statements; statements inside the content of another) of seven BIO tags.
constexpr uint32_t kTagLayers = 2, kTags = 7;
constexpr uint32_t kEmissions = kTagLayers * kTags;

// Pointers from a span to a target span, or to none.
enum class Pointer : uint8_t { kContentToCue, kCueToSource, kContentToSource };
constexpr uint32_t kPointers = 3, kPointerSize = 128, kDistances = 32;

// Bucket of a signed distance in tokens, 0..31: as distance_bucket() in training.
uint32_t distance_bucket(int64_t distance);

// [first; last; mean] of the vectors [tokens][size] of a span, 3 * size floats.
void span_vector(const float* vectors, uint32_t size, std::array<uint32_t, 2> span, float* row);

// The vectors of some tokens, one after the other.
void gather_rows(const float* vectors, uint32_t size, const std::vector<uint32_t>& tokens,
                 float* rows);

// Dot product of a query and a key, over the root of kPointerSize.
float pointer_dot(const float* query, const float* key);

// Log of the summed exponentials of one or more scores.
float log_sum_exp(const std::vector<float>& scores);

struct PointerScratch {
  AlignedBuffer<float> rows, queries, keys, scale;
  AlignedBuffer<uint8_t> quantized;
  std::vector<float> none;
};

// Immutable and thread safe.
class Heads {
 public:
  static Result<Heads> load(const ModelFile& file, uint32_t hidden);

  // emissions [n][kEmissions] of the token vectors [n][hidden].
  void emit(const float* hidden, size_t n, float* emissions) const;

  // transitions(layer)[before * kTags + after]
  const float* transitions(uint32_t layer) const { return &transitions_[layer * kTags * kTags]; }

  // Query vectors [n_spans][kPointerSize] and scores of "none" [n_spans] for spans [begin, end) of
  // a window's token vectors; key vectors [n_tokens][kPointerSize] for the tokens listed. The score
  // of token t for span s is dot(query s, key t) + distance_score(); see score().
  void queries(Pointer pointer, const float* hidden,
               const std::vector<std::array<uint32_t, 2>>& spans, const Kernels& kernels,
               PointerScratch& scratch) const;
  void keys(Pointer pointer, const float* hidden, const std::vector<uint32_t>& tokens,
            const Kernels& kernels, PointerScratch& scratch) const;

  // Score of the target token at `distance` (negative: before the span; 0: inside) for query s and
  // key t of the scratch.
  float score(Pointer pointer, const PointerScratch& scratch, size_t s, size_t t,
              int64_t distance) const;

 private:
  uint32_t hidden_ = 0;
  std::vector<float> tag_weight_;  // [hidden][16], the last two columns zero
  std::array<float, 16> tag_bias_{};
  std::vector<float> transitions_;
  std::array<Linear, kPointers> query_, key_;
  std::vector<float> none_weight_;  // [kPointers][3 * hidden]
  std::vector<float> none_bias_;
  std::vector<float> distance_;  // [kPointers][kDistances]
};

}  // namespace quoth
