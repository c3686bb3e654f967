// The frame heads: what kind of statement each is and of what kind its speaker, to whom and when it
// was said, and which earlier one it answers. Small networks over the encoder's last vectors of
// tokens, trained together with the encoder; shapes and training:
// training/quoth_training/frame_head.py and frame_replies.py.
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
constexpr uint32_t kSpeakerKinds = 7;           // those of EntityKind, then "none"
constexpr uint32_t kLabels = kActs + kChannels + kSpeakerKinds;
using ChannelScores = std::array<float, kChannels>;
using KindScores = std::array<float, kSpeakerKinds>;
// Vectors of a statement, `hidden` floats each: of its cue and of its content the first, the last
// and the mean, of its source the mean. A statement without a cue has its content in place of it.
constexpr uint32_t kFrameVectors = 7, kCueVectors = 3;
constexpr uint32_t kFormFacts = 12;    // see src/extract/frame_input.cc
constexpr uint32_t kFrameFacts = 167;  // see src/extract/channel_facts.cc
constexpr uint32_t kPairFacts = 16;    // see src/extract/pair_facts.cc
constexpr uint32_t kFrameSize = 256, kFramePointer = 64;
constexpr uint32_t kMaxFrameSpan = 16;  // tokens of an addressee or a time
// Tokens that an addressee or a time may be away from the cue; training saw about as much.
constexpr uint32_t kFrameReach = 400;
enum class FrameSpan : uint8_t { kAddressee, kWhen };
constexpr uint32_t kFrameSpans = 2;

// Statements of a section, n of them.
struct FrameInput {
  std::vector<float> vectors;                    // [n][kFrameVectors][hidden]
  std::vector<float> facts;                      // [n][kFrameFacts]
  std::vector<std::array<uint32_t, 2>> anchors;  // [n] tokens of the section: the cue
};

// What a pair of statements is compared by; see FrameHeads::reply.
struct ReplyKey {
  std::array<float, kFramePointer> query{}, key{};
  std::array<float, kActs> acts{};  // probabilities
  float none = 0;

  friend bool operator==(const ReplyKey&, const ReplyKey&) = default;
};

struct FrameOutput {
  std::vector<std::array<float, kActs>> acts;
  std::vector<ChannelScores> channels;
  std::vector<KindScores> kinds;
  // Tokens [begin, end) of the words, by FrameSpan; empty where none are given.
  std::vector<std::array<std::optional<std::array<uint32_t, 2>>, kFrameSpans>> spans;
  std::vector<ReplyKey> replies;
};

struct FrameScratch {
  AlignedBuffer<float> a, b, keys, scale;
  AlignedBuffer<uint8_t> quantized;
};

// Immutable and thread safe.
class FrameHeads {
 public:
  // Empty if the file has none of them.
  static Result<std::optional<FrameHeads>> load(const ModelFile& file, uint32_t hidden);

  // vectors [n_tokens][hidden] of the section that the input speaks of.
  FrameOutput run(const float* vectors, size_t n_tokens, const FrameInput& input,
                  const Kernels& kernels, FrameScratch& scratch) const;

  // Score of `later` answering `earlier`, `away` >= 1 statements before; it does so where the best
  // score is above later.none.
  float reply(const ReplyKey& later, const ReplyKey& earlier, size_t away,
              const std::array<float, kPairFacts>& facts) const;

 private:
  static constexpr uint32_t kEnds = 2 * kFrameSpans;  // first and last word of each
  static constexpr uint32_t kEndSize = kEnds * kFramePointer;
  static constexpr uint32_t kDirectRows = 64;  // kLabels, padded for the kernels
  using EndScores = std::array<std::vector<float>, kEnds>;

  Result<void> load_tables(const ModelFile& file);
  void apply(const Linear& linear, const float* rows, size_t n, const Kernels& kernels, float* out,
             FrameScratch& scratch) const;
  // [n][kFrameSize]
  std::vector<float> statements(const FrameInput& input, const Kernels& kernels,
                                FrameScratch& scratch) const;
  void label(const FrameInput& input, const std::vector<float>& statements, const Kernels& kernels,
             FrameScratch& scratch, FrameOutput& out) const;
  void find_spans(const float* vectors, size_t n_tokens, const FrameInput& input,
                  const Kernels& kernels, FrameScratch& scratch, FrameOutput& out) const;
  // Scores of the tokens [from, to) as first and last words of statement i.
  EndScores end_scores(const float* query, std::array<uint32_t, 2> anchor, size_t from, size_t to,
                       const std::vector<float>& prior, const float* keys) const;
  void add_replies(const std::vector<float>& statements, size_t n, const Kernels& kernels,
                   FrameScratch& scratch, FrameOutput& out) const;

  uint32_t hidden_ = 0;
  Linear vectors_, direct_, query_, key_, reply_query_, reply_key_;
  std::vector<float> facts_;             // [kFrameFacts][kFrameSize]
  std::vector<float> out_, out_bias_;    // [kLabels][kFrameSize], [kLabels]
  std::vector<float> none_, none_bias_;  // [kEnds][kCueVectors * hidden], [kEnds]
  std::vector<float> prior_, prior_bias_,
      distance_;  // [kEnds][hidden], [kEnds], [kEnds][kDistances]
  std::vector<float> reply_none_, reply_none_bias_, reply_order_, reply_facts_;
  std::vector<float> reply_acts_;  // [kActs of the later][kActs of the earlier]
};

}  // namespace quoth
