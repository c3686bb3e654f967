// The encoder: word pieces with typographic features in, one vector a piece out.
//
// BERT (Devlin et al. 2019) with post-norm layers, GELU by its tanh form, and three more embedding
// tables: casing, quoting and place. Products are int8 with weights scaled per output and
// activations per row; see kernels.h.
#pragma once

#include <cstdint>
#include <vector>

#include "base/aligned_buffer.h"
#include "nn/kernels.h"
#include "nn/linear.h"
#include "nn/model_file.h"

namespace quoth {

struct PieceFeatures {
  uint8_t casing = 0;
  uint8_t quoting = 0;
  uint8_t place = 0;
};

constexpr uint32_t kNumCasing = 5, kNumQuoting = 6, kNumPlace = 4;

struct EncoderShape {
  uint32_t vocabulary = 0;
  uint32_t hidden = 0;
  uint32_t layers = 0;
  uint32_t heads = 0;
  uint32_t intermediate = 0;
  uint32_t positions = 0;
};

// Working memory of one call; reuse it to save allocations. Not for two threads at once.
struct EncoderScratch {
  AlignedBuffer<float> hidden;  // [n][hidden]: the result
  AlignedBuffer<float> wide;    // [n][3 * hidden], or a block's [intermediate]
  AlignedBuffer<float> mixed;   // [n][hidden]
  AlignedBuffer<uint8_t> rows;  // quantised [n][hidden]
  AlignedBuffer<uint8_t> wide_rows;
  AlignedBuffer<float> row_scale;
  AlignedBuffer<float> wide_scale;
  AlignedBuffer<std::byte> attention;
  QuantizedRows quantized;  // the result again, in 8 bits, for the heads

  void reserve(const EncoderShape& shape, size_t n_pieces);
};

// Immutable and thread safe; scratch is the caller's.
class Encoder {
 public:
  static Result<Encoder> load(const ModelFile& file);

  // Encodes n <= shape().positions pieces, [CLS] and [SEP] among them, into scratch.hidden
  // [n][hidden].
  void encode(const int32_t* ids, const PieceFeatures* features, size_t n, const Kernels& kernels,
              EncoderScratch& scratch) const;

  const EncoderShape& shape() const { return shape_; }

 private:
  struct Layer {
    Linear qkv, out, up, down;
    std::vector<float> norm1_gamma, norm1_beta, norm2_gamma, norm2_beta;
  };

  void embed(const int32_t* ids, const PieceFeatures* features, size_t n, float* x) const;
  void run_layer(const Layer& layer, size_t n, const Kernels& kernels, EncoderScratch& s) const;

  EncoderShape shape_;
  Tensor words_, word_scale_;  // int8 [vocabulary, hidden], float32 [vocabulary]
  Tensor positions_, casing_, quoting_, place_;
  std::vector<float> norm_gamma_, norm_beta_;
  std::vector<Layer> layers_;
};

}  // namespace quoth
