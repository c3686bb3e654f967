#include "nn/frame_heads.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>

#include "nn/heads.h"

namespace quoth {
namespace {

constexpr uint32_t kOrders = 12;

// n is a multiple of 8.
float dot(const float* a, const float* b, size_t n) {
  float sums[8] = {};
  for (size_t i = 0; i < n; i += 8) {
    for (size_t j = 0; j < 8; ++j) sums[j] += a[i + j] * b[i + j];
  }
  return ((sums[0] + sums[4]) + (sums[2] + sums[6])) + ((sums[1] + sums[5]) + (sums[3] + sums[7]));
}

float gelu(float x) {
  return 0.5f * x * (1.0f + std::tanh(0.7978845608f * (x + 0.044715f * x * x * x)));
}

std::array<float, kActs> softmax(std::array<float, kActs> x) {
  const float most = *std::max_element(x.begin(), x.end());
  float total = 0;
  for (float& v : x) total += v = std::exp(v - most);
  for (float& v : x) v /= total;
  return x;
}

// Tokens from the anchor to the token: negative before it, 0 inside, 1 right after it.
int64_t away_from(std::array<uint32_t, 2> anchor, size_t token) {
  const auto t = static_cast<int64_t>(token);
  return t < anchor[0] ? t - anchor[0] : std::max<int64_t>(t - anchor[1] + 1, 0);
}

// How many statements earlier, from 1, to a bucket: exact up to 8, then by doubling.
uint32_t order_bucket(size_t away) {
  if (away <= 8) return static_cast<uint32_t>(away - 1);
  uint32_t bucket = 8;
  for (size_t start = 18; start <= away && bucket + 1 < kOrders; start *= 2) ++bucket;
  return bucket;
}

}  // namespace

Result<std::optional<FrameHeads>> FrameHeads::load(const ModelFile& file, uint32_t hidden) {
  if (!file.integer("frame.size")) return std::nullopt;
  FrameHeads h;
  h.hidden_ = hidden;
  const struct {
    const char* name;
    uint32_t n_out, n_in;
    Linear* out;
  } linears[] = {{"frame.vectors", kFrameSize, kFrameVectors * hidden, &h.vectors_},
                 {"frame.direct", kDirectRows, kFrameVectors * hidden, &h.direct_},
                 {"frame.query", kEndSize, kCueVectors * hidden, &h.query_},
                 {"frame.key", kEndSize, hidden, &h.key_},
                 {"frame.reply_query", kFramePointer, kFrameSize, &h.reply_query_},
                 {"frame.reply_key", kFramePointer, kFrameSize, &h.reply_key_}};
  for (const auto& l : linears) {
    auto linear = Linear::load(file, l.name, l.n_out, l.n_in);
    if (!linear) return tl::unexpected(linear.error());
    *l.out = std::move(*linear);
  }
  if (auto ok = h.load_tables(file); !ok) return tl::unexpected(ok.error());
  return std::optional<FrameHeads>(std::move(h));
}

Result<void> FrameHeads::load_tables(const ModelFile& file) {
  const struct {
    const char* name;
    std::vector<uint32_t> shape;
    std::vector<float>* out;
  } tables[] = {{"frame.facts", {kFrameFacts, kFrameSize}, &facts_},
                {"frame.out.weight", {kLabels, kFrameSize}, &out_},
                {"frame.out.bias", {kLabels}, &out_bias_},
                {"frame.none.weight", {kEnds, kCueVectors * hidden_}, &none_},
                {"frame.none.bias", {kEnds}, &none_bias_},
                {"frame.prior.weight", {kEnds, hidden_}, &prior_},
                {"frame.prior.bias", {kEnds}, &prior_bias_},
                {"frame.distance", {kEnds, kDistances}, &distance_},
                {"frame.reply_none.weight", {kFrameSize}, &reply_none_},
                {"frame.reply_none.bias", {1}, &reply_none_bias_},
                {"frame.reply_order", {kOrders}, &reply_order_},
                {"frame.reply_facts", {kPairFacts}, &reply_facts_},
                {"frame.reply_acts", {kActs, kActs}, &reply_acts_}};
  for (const auto& t : tables) {
    const auto tensor = file.tensor(t.name, TensorType::kFloat32, t.shape);
    if (!tensor) return tl::unexpected(tensor.error());
    t.out->assign(tensor->f32(), tensor->f32() + tensor->n_elements());
  }
  return {};
}

void FrameHeads::apply(const Linear& linear, const float* rows, size_t n, const Kernels& kernels,
                       float* out, FrameScratch& s) const {
  apply_linear(linear, rows, n, kernels, s.quantized, s.scale, out);
}

FrameOutput FrameHeads::run(const float* vectors, size_t n_tokens, const FrameInput& input,
                            const Kernels& kernels, FrameScratch& s) const {
  FrameOutput out;
  const size_t n = input.anchors.size();
  if (n == 0) return out;
  const std::vector<float> x = statements(input, kernels, s);
  label(input, x, kernels, s, out);
  find_spans(vectors, n_tokens, input, kernels, s, out);
  add_replies(x, n, kernels, s, out);
  return out;
}

std::vector<float> FrameHeads::statements(const FrameInput& input, const Kernels& kernels,
                                          FrameScratch& s) const {
  const size_t n = input.anchors.size();
  s.a.reserve(n * kFrameSize);
  apply(vectors_, input.vectors.data(), n, kernels, s.a.data(), s);
  std::vector<float> x(s.a.data(), s.a.data() + n * kFrameSize);
  for (size_t i = 0; i < n; ++i) {
    for (size_t f = 0; f < kFrameFacts; ++f) {
      const float value = input.facts[i * kFrameFacts + f];
      if (value == 0) continue;
      for (size_t j = 0; j < kFrameSize; ++j) {
        x[i * kFrameSize + j] += value * facts_[f * kFrameSize + j];
      }
    }
  }
  for (float& v : x) v = gelu(v);
  return x;
}

void FrameHeads::label(const FrameInput& input, const std::vector<float>& statements,
                       const Kernels& kernels, FrameScratch& s, FrameOutput& out) const {
  const size_t n = input.anchors.size();
  s.a.reserve(n * kDirectRows);
  apply(direct_, input.vectors.data(), n, kernels, s.a.data(), s);
  out.acts.resize(n);
  out.channels.resize(n);
  out.kinds.resize(n);
  for (size_t i = 0; i < n; ++i) {
    for (uint32_t k = 0; k < kLabels; ++k) {
      const float score = s.a.data()[i * kDirectRows + k] + out_bias_[k] +
                          dot(&out_[k * kFrameSize], &statements[i * kFrameSize], kFrameSize);
      if (k < kActs) out.acts[i][k] = score;
      else if (k < kActs + kChannels) out.channels[i][k - kActs] = score;
      else out.kinds[i][k - kActs - kChannels] = score;
    }
  }
}

void FrameHeads::find_spans(const float* vectors, size_t n_tokens, const FrameInput& input,
                            const Kernels& kernels, FrameScratch& s, FrameOutput& out) const {
  const size_t n = input.anchors.size(), cue = kCueVectors * size_t{hidden_};
  s.keys.reserve(n_tokens * kEndSize);
  apply(key_, vectors, n_tokens, kernels, s.keys.data(), s);
  std::vector<float> prior(n_tokens * kEnds);
  for (size_t t = 0; t < n_tokens; ++t) {
    for (size_t e = 0; e < kEnds; ++e) {
      prior[t * kEnds + e] =
          prior_bias_[e] + dot(&prior_[e * hidden_], vectors + t * hidden_, hidden_);
    }
  }
  s.b.reserve(n * cue);
  for (size_t i = 0; i < n; ++i) {
    std::memcpy(s.b.data() + i * cue, &input.vectors[i * kFrameVectors * hidden_],
                cue * sizeof(float));
  }
  s.a.reserve(n * kEndSize);
  apply(query_, s.b.data(), n, kernels, s.a.data(), s);
  out.spans.resize(n);
  for (size_t i = 0; i < n; ++i) {
    const size_t from = input.anchors[i][0] - std::min(input.anchors[i][0], kFrameReach);
    const size_t to = std::min<size_t>(n_tokens, input.anchors[i][1] + kFrameReach);
    const EndScores scores =
        end_scores(s.a.data() + i * kEndSize, input.anchors[i], from, to, prior, s.keys.data());
    for (size_t k = 0; k < kFrameSpans; ++k) {
      const auto none = [&](size_t e) {
        return none_bias_[e] + dot(&none_[e * cue], s.b.data() + i * cue, cue);
      };
      const std::vector<float>& first = scores[2 * k];
      const std::vector<float>& last = scores[2 * k + 1];
      float best = none(2 * k) + none(2 * k + 1);
      for (size_t b = 0; b < first.size(); ++b) {
        for (size_t e = b; e < std::min(first.size(), b + kMaxFrameSpan); ++e) {
          if (first[b] + last[e] <= best) continue;
          best = first[b] + last[e];
          out.spans[i][k] = {
              {static_cast<uint32_t>(from + b), static_cast<uint32_t>(from + e + 1)}};
        }
      }
    }
  }
}

FrameHeads::EndScores FrameHeads::end_scores(const float* query, std::array<uint32_t, 2> anchor,
                                             size_t from, size_t to,
                                             const std::vector<float>& prior,
                                             const float* keys) const {
  EndScores out;
  for (size_t e = 0; e < kEnds; ++e) {
    for (size_t t = from; t < to; ++t) {
      out[e].push_back(dot(query + e * kFramePointer, keys + t * kEndSize + e * kFramePointer,
                           kFramePointer) /
                           8.0f +  // sqrt(kFramePointer)
                       distance_[e * kDistances + distance_bucket(away_from(anchor, t))] +
                       prior[t * kEnds + e]);
    }
  }
  return out;
}

void FrameHeads::add_replies(const std::vector<float>& statements, size_t n, const Kernels& kernels,
                             FrameScratch& s, FrameOutput& out) const {
  out.replies.resize(n);
  s.a.reserve(n * kFramePointer);
  apply(reply_query_, statements.data(), n, kernels, s.a.data(), s);
  for (size_t i = 0; i < n; ++i) {
    std::copy_n(s.a.data() + i * kFramePointer, kFramePointer, out.replies[i].query.data());
  }
  apply(reply_key_, statements.data(), n, kernels, s.a.data(), s);
  for (size_t i = 0; i < n; ++i) {
    std::copy_n(s.a.data() + i * kFramePointer, kFramePointer, out.replies[i].key.data());
    out.replies[i].acts = softmax(out.acts[i]);
    out.replies[i].none =
        reply_none_bias_[0] + dot(reply_none_.data(), &statements[i * kFrameSize], kFrameSize);
  }
}

float FrameHeads::reply(const ReplyKey& later, const ReplyKey& earlier, size_t away,
                        const std::array<float, kPairFacts>& facts) const {
  float score = dot(later.query.data(), earlier.key.data(), kFramePointer) / 8.0f +
                reply_order_[order_bucket(away)];
  for (size_t i = 0; i < kPairFacts; ++i) score += reply_facts_[i] * facts[i];
  for (size_t a = 0; a < kActs; ++a) {
    for (size_t b = 0; b < kActs; ++b) {
      score += later.acts[a] * earlier.acts[b] * reply_acts_[a * kActs + b];
    }
  }
  return score;
}

}  // namespace quoth
