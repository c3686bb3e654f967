// The tagging stage: emissions to the spans of sources, cues and contents.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "extract/encode.h"
#include "nn/heads.h"
#include "quoth/span.h"
#include "text/tokens.h"

namespace quoth {

enum class Role : uint8_t { kSource, kCue, kContent };
constexpr uint32_t kRoles = 3;

// A tagged span; log_probability is the mean over its tokens of the log of the probability that the
// token has this span's role (tokens in, CRF marginals).
struct TaggedSpan {
  TokenRange tokens;
  float log_probability = 0;
};

// Spans of a layer, by role, in text order. Within a layer spans do not overlap.
struct LayerSpans {
  std::array<std::vector<TaggedSpan>, kRoles> roles;

  std::vector<TaggedSpan>& operator[](Role r) { return roles[static_cast<size_t>(r)]; }
  const std::vector<TaggedSpan>& operator[](Role r) const { return roles[static_cast<size_t>(r)]; }
};

// Layer 0 holds the statements of the article, layer 1 those made inside the content of another.
using Spans = std::array<LayerSpans, kTagLayers>;

std::string to_dump(const Spans& spans, const Tokens& tokens, std::string_view text);

// Viterbi over BIO tags in each layer (I follows only B or I of its role); the inner layer is O
// outside the contents of the outer one. outside_bias is added to the emission of O, by layer:
// below zero it finds more.
Spans tag(const Encoded& encoded, const Heads& heads,
          const std::array<float, kTagLayers>& outside_bias);

// The source that the token is part of, in the layer's best tagging of the tokens around in which
// it is part of one, whatever tag() makes of it.
TaggedSpan source_through(const Encoded& encoded, const Heads& heads, uint32_t layer,
                          uint32_t token);

}  // namespace quoth
