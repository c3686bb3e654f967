#include "nn/frame_heads.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <map>

#include "nn/heads.h"

namespace quoth {
namespace {

constexpr uint32_t kMixerHeads = 4;
constexpr int64_t kMaxAway = 8;  // statements apart, in the bias of the attention
constexpr uint32_t kOrders = 12;
constexpr uint32_t kPointers2 = kFrameSpans * kFramePointer;

float dot(const float* a, const float* b, size_t n) {
  float sums[8] = {};
  for (size_t i = 0; i < n; i += 8) {
    for (size_t j = 0; j < 8; ++j) sums[j] += a[i + j] * b[i + j];
  }
  return ((sums[0] + sums[4]) + (sums[2] + sums[6])) + ((sums[1] + sums[5]) + (sums[3] + sums[7]));
}

// As dot(), of any length.
float sum(const float* a, const float* b, size_t n) {
  const size_t whole = n / 8 * 8;
  float out = dot(a, b, whole);
  for (size_t i = whole; i < n; ++i) out += a[i] * b[i];
  return out;
}

float gelu(float x) {
  return 0.5f * x * (1.0f + std::tanh(0.7978845608f * (x + 0.044715f * x * x * x)));
}

// The early halves of a statement's cue, rest of the sentence, source and content; the first two
// again as means over the statements of the same speakers; the facts.
constexpr std::array<size_t, 4> kDirectVectors = {1, 5, 0, 2};
constexpr size_t kPooled = 2;

uint32_t direct_inputs_size(uint32_t state_size) {
  return (kDirectVectors.size() + kPooled) * (state_size / 2) + kChannelFacts;
}

// Tokens from the anchor to the token: negative before it, 0 inside, 1 right after it.
int64_t away_from(std::array<uint32_t, 2> anchor, size_t token) {
  const auto t = static_cast<int64_t>(token);
  return t < anchor[0] ? t - anchor[0] : std::max<int64_t>(t - anchor[1] + 1, 0);
}

// For every token the bucket of its distance from the nearest anchor of a statement of these
// speakers; of equal distances the first statement's.
std::vector<uint8_t> nearest_buckets(const FrameInput& input, uint32_t speakers, size_t n_tokens) {
  std::vector<int64_t> nearest(n_tokens, 1 << 30);
  for (size_t i = 0; i < input.anchors.size(); ++i) {
    if (input.speakers[i] != speakers) continue;
    for (size_t t = 0; t < n_tokens; ++t) {
      const int64_t away = away_from(input.anchors[i], t);
      if (std::abs(away) < std::abs(nearest[t])) nearest[t] = away;
    }
  }
  std::vector<uint8_t> out(n_tokens);
  for (size_t t = 0; t < n_tokens; ++t) out[t] = static_cast<uint8_t>(distance_bucket(nearest[t]));
  return out;
}

// How many statements earlier, from 1, to a bucket: exact up to 8, then by doubling.
uint32_t order_bucket(size_t away) {
  if (away <= 8) return static_cast<uint32_t>(away - 1);
  uint32_t bucket = 8;
  for (size_t start = 18; start <= away && bucket + 1 < kOrders; start *= 2) ++bucket;
  return bucket;
}

}  // namespace

Result<std::optional<FrameHeads>> FrameHeads::load(const ModelFile& file, uint32_t hidden,
                                                   uint32_t layers) {
  const auto early = file.integer("frame.early_layer");
  if (!early) return std::nullopt;
  const auto mixers = file.integer("frame.mixers");
  if (!mixers) return tl::unexpected(mixers.error());
  if (*early < 1 || *early > layers || *mixers < 1 || *mixers > 8) {
    return fail(ErrorCode::kModelInvalid, "the shape of the frame heads is not supported",
                file.where());
  }
  FrameHeads h;
  h.early_layer_ = static_cast<uint32_t>(*early);
  h.state_size_ = 2 * hidden;
  const struct {
    const char* name;
    uint32_t n_out, n_in;
    Linear* out;
  } linears[] = {{"frame.base", kFrameSize, h.state_size_, &h.base_},
                 {"frame.vectors", kFrameSize, kFrameVectors * kFrameSize, &h.vectors_},
                 {"frame.query", kPointers2, kFrameSize, &h.query_},
                 {"frame.key", kPointers2, h.state_size_, &h.key_},
                 {"frame.end_query", kPointers2, h.state_size_, &h.end_query_},
                 {"frame.end_key", kPointers2, h.state_size_, &h.end_key_},
                 {"frame.reply_query", kFramePointer, kFrameSize, &h.reply_query_},
                 {"frame.reply_key", kFramePointer, kFrameSize, &h.reply_key_}};
  for (const auto& l : linears) {
    auto linear = Linear::load(file, l.name, l.n_out, l.n_in);
    if (!linear) return tl::unexpected(linear.error());
    *l.out = std::move(*linear);
  }
  if (auto ok = h.load_tables(file); !ok) return tl::unexpected(ok.error());
  if (auto ok = h.load_mixers(file, *mixers); !ok) return tl::unexpected(ok.error());
  return std::optional<FrameHeads>(std::move(h));
}

Result<void> FrameHeads::load_tables(const ModelFile& file) {
  const struct {
    const char* name;
    std::vector<uint32_t> shape;
    std::vector<float>* out;
  } tables[] = {{"frame.facts", {kFrameFacts, kFrameSize}, &facts_},
                {"frame.act.weight", {kActs, kFrameSize}, &act_},
                {"frame.act.local", {kActs, kFrameSize}, &act_local_},
                {"frame.act.direct", {kActs, direct_inputs_size(state_size_)}, &act_direct_},
                {"frame.act.bias", {kActs}, &act_bias_},
                {"frame.channel.weight", {kChannels, direct_inputs_size(state_size_)}, &channel_},
                {"frame.channel.bias", {kChannels}, &channel_bias_},
                {"frame.prior.weight", {kFrameSpans, state_size_}, &prior_},
                {"frame.prior.bias", {kFrameSpans}, &prior_bias_},
                {"frame.none.weight", {kFrameSpans, kFrameSize}, &none_},
                {"frame.none.bias", {kFrameSpans}, &none_bias_},
                {"frame.distance", {kFrameSpans, kDistances}, &distance_},
                {"frame.nearest", {kFrameSpans, kDistances}, &nearest_},
                {"frame.length", {kFrameSpans, kMaxFrameSpan}, &length_},
                {"frame.reply_none.weight", {kFrameSize}, &reply_none_},
                {"frame.reply_none.bias", {1}, &reply_none_bias_},
                {"frame.reply_order", {kOrders}, &reply_order_},
                {"frame.reply_facts", {kPairFacts}, &reply_facts_}};
  for (const auto& t : tables) {
    const auto tensor = file.tensor(t.name, TensorType::kFloat32, t.shape);
    if (!tensor) return tl::unexpected(tensor.error());
    t.out->assign(tensor->f32(), tensor->f32() + tensor->n_elements());
  }
  return {};
}

Result<void> FrameHeads::load_mixers(const ModelFile& file, int64_t n) {
  for (int64_t i = 0; i < n; ++i) {
    Mixer m;
    const std::string prefix = "frame.mixer." + std::to_string(i) + ".";
    const struct {
      const char* name;
      uint32_t n_out, n_in;
      Linear* out;
    } linears[] = {{"qkv", 3 * kFrameSize, kFrameSize, &m.qkv},
                   {"out", kFrameSize, kFrameSize, &m.out},
                   {"up", 2 * kFrameSize, kFrameSize, &m.up},
                   {"down", kFrameSize, 2 * kFrameSize, &m.down}};
    for (const auto& l : linears) {
      auto linear = Linear::load(file, prefix + l.name, l.n_out, l.n_in);
      if (!linear) return tl::unexpected(linear.error());
      *l.out = std::move(*linear);
    }
    const struct {
      const char* name;
      std::vector<uint32_t> shape;
      std::vector<float>* out;
    } tables[] = {{"norm1.gamma", {kFrameSize}, &m.norm1_gamma},
                  {"norm1.beta", {kFrameSize}, &m.norm1_beta},
                  {"norm2.gamma", {kFrameSize}, &m.norm2_gamma},
                  {"norm2.beta", {kFrameSize}, &m.norm2_beta},
                  {"bias", {kMixerHeads, 2 * kMaxAway + 1}, &m.bias},
                  {"same", {kMixerHeads}, &m.same}};
    for (const auto& t : tables) {
      const auto tensor = file.tensor(prefix + t.name, TensorType::kFloat32, t.shape);
      if (!tensor) return tl::unexpected(tensor.error());
      t.out->assign(tensor->f32(), tensor->f32() + tensor->n_elements());
    }
    mixers_.push_back(std::move(m));
  }
  return {};
}

void FrameHeads::apply(const Linear& linear, const float* rows, size_t n, const Kernels& kernels,
                       float* out, FrameScratch& s) const {
  const size_t width = linear.packed().n_in;
  s.quantized.reserve(n * width);
  s.scale.reserve(n);
  const QuantizedRows q{s.quantized.data(), s.scale.data()};
  kernels.quantize(rows, n, width, q);
  kernels.linear(q, n, linear.packed(), out);
}

void FrameHeads::statements(const FrameInput& input, const Kernels& kernels, FrameScratch& s,
                            std::vector<float>& local, std::vector<float>& mixed) const {
  const size_t n = input.anchors.size();
  s.a.reserve(n * kFrameVectors * kFrameSize);
  apply(base_, input.vectors.data(), n * kFrameVectors, kernels, s.a.data(), s);
  s.b.reserve(n * kFrameSize);
  apply(vectors_, s.a.data(), n, kernels, s.b.data(), s);
  local.assign(s.b.data(), s.b.data() + n * kFrameSize);
  for (size_t i = 0; i < n; ++i) {
    for (size_t f = 0; f < kFrameFacts; ++f) {
      const float value = input.facts[i * kFrameFacts + f];
      for (size_t j = 0; j < kFrameSize; ++j) {
        local[i * kFrameSize + j] += value * facts_[f * kFrameSize + j];
      }
    }
  }
  for (float& x : local) x = gelu(x);
  mixed = local;
  for (const Mixer& m : mixers_) mix(m, input.speakers, mixed, kernels, s);
}

void FrameHeads::mix(const Mixer& m, const std::vector<uint32_t>& speakers, std::vector<float>& x,
                     const Kernels& kernels, FrameScratch& s) const {
  const size_t n = speakers.size();
  constexpr size_t kWidth = kFrameSize / kMixerHeads;
  s.a.reserve(n * 3 * kFrameSize);
  s.b.reserve(n * kFrameSize);
  s.c.reserve(n * kFrameSize);
  apply(m.qkv, x.data(), n, kernels, s.a.data(), s);
  std::vector<float> scores(n);
  for (size_t i = 0; i < n; ++i) {
    for (size_t h = 0; h < kMixerHeads; ++h) {
      const float* q = s.a.data() + i * 3 * kFrameSize + h * kWidth;
      float top = -1e30f, sum = 0;
      for (size_t k = 0; k < n; ++k) {
        const auto away = static_cast<int64_t>(k) - static_cast<int64_t>(i);
        const int64_t bucket = std::clamp(away, -kMaxAway, kMaxAway) + kMaxAway;
        scores[k] = dot(q, s.a.data() + k * 3 * kFrameSize + kFrameSize + h * kWidth, kWidth) /
                        std::sqrt(static_cast<float>(kWidth)) +
                    m.bias[h * (2 * kMaxAway + 1) + static_cast<size_t>(bucket)] +
                    (k != i && speakers[k] == speakers[i] ? m.same[h] : 0.0f);
        top = std::max(top, scores[k]);
      }
      for (float& v : scores) sum += v = std::exp(v - top);
      float* out = s.b.data() + i * kFrameSize + h * kWidth;
      std::fill(out, out + kWidth, 0.0f);
      for (size_t k = 0; k < n; ++k) {
        const float* v = s.a.data() + k * 3 * kFrameSize + 2 * kFrameSize + h * kWidth;
        for (size_t j = 0; j < kWidth; ++j) out[j] += scores[k] / sum * v[j];
      }
    }
  }
  apply(m.out, s.b.data(), n, kernels, s.c.data(), s);
  const QuantizedRows q{s.quantized.data(), s.scale.data()};
  kernels.add_norm_quantize(x.data(), s.c.data(), m.norm1_gamma.data(), m.norm1_beta.data(), n,
                            kFrameSize, q);
  kernels.linear(q, n, m.up.packed(), s.a.data());
  for (size_t i = 0; i < n * 2 * kFrameSize; ++i) s.a.data()[i] = gelu(s.a.data()[i]);
  apply(m.down, s.a.data(), n, kernels, s.c.data(), s);
  const QuantizedRows last{s.quantized.data(), s.scale.data()};
  kernels.add_norm_quantize(x.data(), s.c.data(), m.norm2_gamma.data(), m.norm2_beta.data(), n,
                            kFrameSize, last);
}

FrameOutput FrameHeads::run(const float* states, size_t n_tokens, const FrameInput& input,
                            const Kernels& kernels, FrameScratch& s) const {
  FrameOutput out;
  const size_t n = input.anchors.size();
  if (n == 0) return out;
  std::vector<float> local, mixed;
  statements(input, kernels, s, local, mixed);
  const std::vector<float> direct = direct_inputs(input);
  const size_t n_in = direct_inputs_size(state_size_);
  out.acts.resize(n);
  out.channels.resize(n);
  out.replies.resize(n);
  for (size_t i = 0; i < n; ++i) {
    const float* x = local.data() + i * kFrameSize;
    const float* y = mixed.data() + i * kFrameSize;
    for (size_t a = 0; a < kActs; ++a) {
      out.acts[i][a] = act_bias_[a] + dot(&act_[a * kFrameSize], y, kFrameSize) +
                       dot(&act_local_[a * kFrameSize], x, kFrameSize);
    }
    const float* inputs = direct.data() + i * n_in;
    for (size_t a = 0; a < kActs; ++a) out.acts[i][a] += sum(&act_direct_[a * n_in], inputs, n_in);
    for (size_t c = 0; c < kChannels; ++c) {
      out.channels[i][c] = channel_bias_[c] + sum(&channel_[c * n_in], inputs, n_in);
    }
    out.replies[i].none = reply_none_bias_[0] + dot(reply_none_.data(), y, kFrameSize);
  }
  s.a.reserve(n * kFramePointer);
  apply(reply_query_, mixed.data(), n, kernels, s.a.data(), s);
  for (size_t i = 0; i < n; ++i) {
    std::memcpy(out.replies[i].query.data(), s.a.data() + i * kFramePointer,
                sizeof(out.replies[i].query));
  }
  apply(reply_key_, mixed.data(), n, kernels, s.a.data(), s);
  for (size_t i = 0; i < n; ++i) {
    std::memcpy(out.replies[i].key.data(), s.a.data() + i * kFramePointer,
                sizeof(out.replies[i].key));
  }
  point(states, n_tokens, input, mixed, kernels, s, out);
  return out;
}

std::vector<float> FrameHeads::direct_inputs(const FrameInput& input) const {
  const size_t n = input.anchors.size(), half = state_size_ / 2;
  const size_t width = direct_inputs_size(state_size_);
  std::vector<float> out(n * width);
  std::map<uint32_t, std::pair<std::vector<float>, float>> pools;  // sums and counts
  for (size_t i = 0; i < n; ++i) {
    float* row = out.data() + i * width;
    const float* vectors = input.vectors.data() + i * kFrameVectors * state_size_;
    for (size_t v = 0; v < kDirectVectors.size(); ++v) {
      std::copy_n(vectors + kDirectVectors[v] * state_size_, half, row + v * half);
    }
    std::copy_n(input.channel_facts.data() + i * kChannelFacts, kChannelFacts,
                row + width - kChannelFacts);
    auto& [sums, count] = pools[input.speakers[i]];
    sums.resize(kPooled * half);
    for (size_t j = 0; j < kPooled * half; ++j) sums[j] += row[j];
    ++count;
  }
  for (size_t i = 0; i < n; ++i) {
    const auto& [sums, count] = pools[input.speakers[i]];
    float* pooled = out.data() + i * width + kDirectVectors.size() * half;
    for (size_t j = 0; j < kPooled * half; ++j) pooled[j] = sums[j] / count;
  }
  return out;
}

void FrameHeads::point(const float* states, size_t n_tokens, const FrameInput& input,
                       const std::vector<float>& mixed, const Kernels& kernels, FrameScratch& s,
                       FrameOutput& out) const {
  const size_t n = input.anchors.size();
  out.spans.resize(n);
  s.keys.reserve(n_tokens * kPointers2);
  apply(key_, states, n_tokens, kernels, s.keys.data(), s);
  s.prior.reserve(n_tokens * kFrameSpans);
  for (size_t t = 0; t < n_tokens; ++t) {
    for (size_t k = 0; k < kFrameSpans; ++k) {
      s.prior.data()[t * kFrameSpans + k] =
          prior_bias_[k] + dot(&prior_[k * state_size_], states + t * state_size_, state_size_);
    }
  }
  s.a.reserve(n * kPointers2);
  apply(query_, mixed.data(), n, kernels, s.a.data(), s);
  const std::vector<float> queries(s.a.data(), s.a.data() + n * kPointers2);
  std::map<uint32_t, std::vector<uint8_t>> nearest;
  for (size_t i = 0; i < n; ++i) {
    std::vector<uint8_t>& near = nearest[input.speakers[i]];
    if (near.empty()) near = nearest_buckets(input, input.speakers[i], n_tokens);
    for (size_t k = 0; k < kFrameSpans; ++k) {
      float best = none_bias_[k] + dot(&none_[k * kFrameSize], &mixed[i * kFrameSize], kFrameSize);
      std::optional<uint32_t> first;
      for (size_t t = 0; t < n_tokens; ++t) {
        const float score =
            dot(&queries[i * kPointers2 + k * kFramePointer],
                s.keys.data() + t * kPointers2 + k * kFramePointer, kFramePointer) /
                8.0f +  // sqrt(kFramePointer)
            distance_[k * kDistances + distance_bucket(away_from(input.anchors[i], t))] +
            nearest_[k * kDistances + near[t]] + s.prior.data()[t * kFrameSpans + k];
        if (score <= best) continue;
        best = score;
        first = static_cast<uint32_t>(t);
      }
      if (!first) continue;
      const uint32_t last =
          last_token(static_cast<FrameSpan>(k), states, n_tokens, *first, kernels, s);
      out.spans[i][k] = {{*first, last + 1}};
    }
  }
}

uint32_t FrameHeads::last_token(FrameSpan kind, const float* states, size_t n_tokens,
                                uint32_t begin, const Kernels& kernels, FrameScratch& s) const {
  const auto k = static_cast<size_t>(kind);
  const size_t n = std::min<size_t>(kMaxFrameSpan, n_tokens - begin);
  const float* row = states + size_t{begin} * state_size_;
  std::array<float, kPointers2> query;
  apply(end_query_, row, 1, kernels, query.data(), s);
  std::array<float, kMaxFrameSpan * kPointers2> keys;
  apply(end_key_, row, n, kernels, keys.data(), s);
  uint32_t best = 0;
  float best_score = -1e30f;
  for (size_t i = 0; i < n; ++i) {
    const float score =
        dot(&query[k * kFramePointer], &keys[i * kPointers2 + k * kFramePointer], kFramePointer) /
            8.0f +
        length_[k * kMaxFrameSpan + i];
    if (score <= best_score) continue;
    best_score = score;
    best = static_cast<uint32_t>(i);
  }
  return begin + best;
}

float FrameHeads::reply(const ReplyKey& later, const ReplyKey& earlier, size_t away,
                        const std::array<float, kPairFacts>& facts) const {
  float score = dot(later.query.data(), earlier.key.data(), kFramePointer) / 8.0f +
                reply_order_[order_bucket(away)];
  for (size_t i = 0; i < kPairFacts; ++i) score += reply_facts_[i] * facts[i];
  return score;
}

}  // namespace quoth
