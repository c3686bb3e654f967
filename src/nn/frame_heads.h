// The frame heads: what kind of statement each is, to whom and when it was said, and which earlier
// one it answers. Networks over the encoder's vectors of tokens and of a document's statements.
//
// A state is a token's vector after an early layer of the encoder beside that after the last. The
// statements of a section attend to each other (a channel or a time often holds for a whole event).
// Training and the shapes: training/quoth_training/frame_model.py.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/aligned_buffer.h"
#include "nn/linear.h"
#include "nn/model_file.h"

namespace quoth {

constexpr uint32_t kActs = 10, kChannels = 15;  // channel 0 is "none"
// Vectors of a statement, each a mean of states: source, cue, content, its first and its last
// token, the rest of the sentence, the sentences before and after, the lede, the section.
constexpr uint32_t kFrameVectors = 10;
constexpr uint32_t kFrameFacts = 12;     // see src/extract/frame_input.cc
constexpr uint32_t kChannelFacts = 167;  // see src/extract/channel_facts.cc
constexpr uint32_t kPairFacts = 8;       // see src/extract/replies.cc
constexpr uint32_t kFrameSize = 128, kFramePointer = 64;
constexpr uint32_t kMaxFrameSpan = 16;  // tokens of an addressee or a time
enum class FrameSpan : uint8_t { kAddressee, kWhen };
constexpr uint32_t kFrameSpans = 2;

// Statements of a section, n of them.
struct FrameInput {
  std::vector<float> vectors;                    // [n][kFrameVectors][state size]
  std::vector<float> facts;                      // [n][kFrameFacts]
  std::vector<float> channel_facts;              // [n][kChannelFacts]
  std::vector<uint32_t> speakers;                //  [n]: statements of the same speakers share one
  std::vector<std::array<uint32_t, 2>> anchors;  // [n] tokens of the section
};

// What a pair of statements is compared by; see FrameHeads::reply.
struct ReplyKey {
  std::array<float, kFramePointer> query{}, key{};
  float none = 0;

  friend bool operator==(const ReplyKey&, const ReplyKey&) = default;
};

struct FrameOutput {
  std::vector<std::array<float, kActs>> acts;
  std::vector<std::array<float, kChannels>> channels;
  // Tokens [begin, end) of the words, by FrameSpan; empty where none are given.
  std::vector<std::array<std::optional<std::array<uint32_t, 2>>, kFrameSpans>> spans;
  std::vector<ReplyKey> replies;
};

struct FrameScratch {
  AlignedBuffer<float> a, b, c, keys, scale, prior;
  AlignedBuffer<uint8_t> quantized;
};

// Immutable and thread safe.
class FrameHeads {
 public:
  // Empty if the file has none of them.
  static Result<std::optional<FrameHeads>> load(const ModelFile& file, uint32_t hidden,
                                                uint32_t layers);

  // The layer, from 1, whose vectors are the first half of a state.
  uint32_t early_layer() const { return early_layer_; }
  uint32_t state_size() const { return state_size_; }

  // states [n_tokens][state_size()] of the section that the input speaks of.
  FrameOutput run(const float* states, size_t n_tokens, const FrameInput& input,
                  const Kernels& kernels, FrameScratch& scratch) const;

  // Score of `later` answering `earlier`, `away` >= 1 statements before; it does so where the best
  // score is above later.none.
  float reply(const ReplyKey& later, const ReplyKey& earlier, size_t away,
              const std::array<float, kPairFacts>& facts) const;

 private:
  struct Mixer {
    Linear qkv, out, up, down;
    std::vector<float> norm1_gamma, norm1_beta, norm2_gamma, norm2_beta, bias, same;
  };

  Result<void> load_tables(const ModelFile& file);
  Result<void> load_mixers(const ModelFile& file, int64_t n);
  void apply(const Linear& linear, const float* rows, size_t n, const Kernels& kernels, float* out,
             FrameScratch& scratch) const;
  // Statements before and after they attend to each other, [n][kFrameSize] each.
  void statements(const FrameInput& input, const Kernels& kernels, FrameScratch& scratch,
                  std::vector<float>& local, std::vector<float>& mixed) const;
  void mix(const Mixer& mixer, const std::vector<uint32_t>& speakers, std::vector<float>& x,
           const Kernels& kernels, FrameScratch& scratch) const;
  // The inputs that act and channel are read from directly, one row a statement.
  std::vector<float> direct_inputs(const FrameInput& input) const;
  void point(const float* states, size_t n_tokens, const FrameInput& input,
             const std::vector<float>& mixed, const Kernels& kernels, FrameScratch& scratch,
             FrameOutput& out) const;
  uint32_t last_token(FrameSpan kind, const float* states, size_t n_tokens, uint32_t begin,
                      const Kernels& kernels, FrameScratch& scratch) const;

  uint32_t early_layer_ = 0, state_size_ = 0;
  Linear base_, vectors_, query_, key_, end_query_, end_key_, reply_query_, reply_key_;
  std::vector<Mixer> mixers_;
  std::vector<float> facts_;                                    // [kFrameFacts][kFrameSize]
  std::vector<float> act_, act_bias_, act_local_, act_direct_;  // [kActs][kFrameSize], [kActs]
  std::vector<float> channel_, channel_bias_;  // [kChannels][direct inputs], [kChannels]
  std::vector<float> prior_, prior_bias_;      // [kFrameSpans][state size]
  std::vector<float> none_, none_bias_, distance_, nearest_, length_;
  std::vector<float> reply_none_, reply_none_bias_, reply_order_, reply_facts_;
};

}  // namespace quoth
