#include "extract/frame_input.h"

#include <algorithm>
#include <map>

#include "extract/channel_facts.h"

namespace quoth {
namespace {

constexpr uint32_t kLedeTokens = 60;

class InputBuilder {
 public:
  InputBuilder(const Encoded& encoded, const Tokens& tokens, std::string_view text,
               uint32_t state_size)
      : encoded_(encoded), tokens_(tokens), text_(text), width_(state_size) {
    const TokenRange all = encoded.tokens;
    lede_.resize(width_);
    mean({{all.begin, std::min(all.end, all.begin + kLedeTokens)}}, lede_.data());
    whole_.resize(width_);
    mean({all}, whole_.data());
  }

  void add(const Attribution& a, FrameInput& in) {
    const TokenRange anchor = anchor_of(a);
    const size_t row = in.vectors.size();
    in.vectors.resize(row + kFrameVectors * width_);
    const TokenRange first = sentence_of(anchor.begin), last = sentence_of(anchor.end - 1);
    const TokenRange sentence{first.begin, last.end};
    const TokenRange front = a.content.front(), back = a.content.back();
    std::vector<TokenRange> source, cue, before, after;
    if (a.source) source = {*a.source};
    if (a.cue) cue = {*a.cue};
    if (first.begin > encoded_.tokens.begin) before = {sentence_of(first.begin - 1)};
    if (last.end < encoded_.tokens.end) after = {sentence_of(last.end)};
    const std::vector<TokenRange> parts[] = {source,
                                             cue,
                                             a.content,
                                             {{front.begin, front.begin + 1}},
                                             {{back.end - 1, back.end}},
                                             outside(sentence, a.content),
                                             before,
                                             after};
    float* out = in.vectors.data() + row;
    for (const auto& p : parts) {
      mean(p, out);
      out += width_;
    }
    std::copy(lede_.begin(), lede_.end(), out);
    std::copy(whole_.begin(), whole_.end(), out + width_);
    add_facts(a, anchor, in);
    in.anchors.push_back(
        {anchor.begin - encoded_.tokens.begin, anchor.end - encoded_.tokens.begin});
  }

 private:
  // Mean of the states of the tokens; zero where there are none.
  void mean(const std::vector<TokenRange>& ranges, float* out) const {
    std::fill(out, out + width_, 0.0f);
    size_t n = 0;
    for (const TokenRange& r : ranges) {
      for (uint32_t t = r.begin; t < r.end; ++t, ++n) {
        const float* state = encoded_.states.data() + size_t{t - encoded_.tokens.begin} * width_;
        for (size_t j = 0; j < width_; ++j) out[j] += state[j];
      }
    }
    if (n == 0) return;
    for (size_t j = 0; j < width_; ++j) out[j] /= static_cast<float>(n);
  }

  // The sentence of a token, within the section.
  TokenRange sentence_of(uint32_t token) const {
    const auto after = std::partition_point(tokens_.sentences.begin(), tokens_.sentences.end(),
                                            [&](const TokenRange& s) { return s.begin <= token; });
    const TokenRange s = *(after - 1);
    return {std::max(s.begin, encoded_.tokens.begin), std::min(s.end, encoded_.tokens.end)};
  }

  static std::vector<TokenRange> outside(TokenRange whole, const std::vector<TokenRange>& parts) {
    std::vector<TokenRange> out;
    uint32_t at = whole.begin;
    for (const TokenRange& p : parts) {
      if (at < std::min(p.begin, whole.end)) out.push_back({at, std::min(p.begin, whole.end)});
      at = std::max(at, p.end);
    }
    if (at < whole.end) out.push_back({at, whole.end});
    return out;
  }

  bool asks(TokenRange content) const {
    const uint32_t end = tokens_.tokens[content.end - 1].span.end;
    const uint32_t begin = tokens_.tokens[content.begin].span.begin;
    size_t at = end;
    for (int code_points = 0; at > begin && code_points < 2; ++code_points) {
      do --at;
      while (at > begin && (static_cast<unsigned char>(text_[at]) & 0xC0) == 0x80);
    }
    return text_.substr(at, end - at).find('?') != std::string_view::npos;
  }

  void add_facts(const Attribution& a, TokenRange anchor, FrameInput& in) {
    size_t n = 0, quoted = 0;
    for (const TokenRange& r : a.content) {
      for (uint32_t t = r.begin; t < r.end; ++t, ++n) {
        const Quoting q = tokens_.tokens[t].quoting;
        quoted += q != Quoting::kOutside && q != Quoting::kStray;
      }
    }
    const float share = static_cast<float>(quoted) / static_cast<float>(n);
    const auto flag = [](bool b) { return b ? 1.0f : 0.0f; };
    const TokenRange all = encoded_.tokens;
    const float facts[kFrameFacts] = {
        flag(a.source.has_value()),
        flag(a.cue.has_value()),
        flag(a.layer > 0),
        flag(quoted == 0),
        flag(share > 0.8f),
        flag(a.content.size() > 1),
        static_cast<float>(anchor.begin - all.begin) / static_cast<float>(all.size()),
        flag(a.content.front().begin < anchor.begin),
        static_cast<float>(std::min<size_t>(n, 60)) / 60.0f,
        flag(last_end_ && anchor.begin < *last_end_ + 60),
        flag(tokens_.tokens[anchor.begin].casing != Casing::kNone),
        flag(asks(a.content.back()))};
    in.facts.insert(in.facts.end(), std::begin(facts), std::end(facts));
    last_end_ = a.content.back().end;
  }

  const Encoded& encoded_;
  const Tokens& tokens_;
  std::string_view text_;
  size_t width_;
  std::vector<float> lede_, whole_;
  std::optional<uint32_t> last_end_;
};

// A number for each list of speakers; statements without a speaker have one of their own.
std::vector<uint32_t> speaker_groups(std::span<const Statement> statements) {
  std::map<std::vector<std::string_view>, uint32_t> known;
  std::vector<uint32_t> out;
  uint32_t next = 0;
  for (const Statement& s : statements) {
    std::vector<std::string_view> names;
    for (const Speaker& p : s.speakers) names.push_back(p.name);
    if (names.empty()) {
      out.push_back(next++);
      continue;
    }
    const auto [at, is_new] = known.try_emplace(std::move(names), next);
    next += is_new;
    out.push_back(at->second);
  }
  return out;
}

}  // namespace

TokenRange anchor_of(const Attribution& a) {
  return a.cue ? *a.cue : a.source ? *a.source : a.content.front();
}

FrameInput frame_input(std::span<const Attribution> attributions,
                       std::span<const Statement> statements, const Encoded& encoded,
                       const Tokens& tokens, std::string_view text, uint32_t state_size) {
  FrameInput in;
  if (attributions.empty()) return in;
  InputBuilder builder(encoded, tokens, text, state_size);
  for (const Attribution& a : attributions) builder.add(a, in);
  in.speakers = speaker_groups(statements);
  in.channel_facts =
      channel_facts(attributions, in.speakers, in.facts, encoded.tokens, tokens, text);
  return in;
}

}  // namespace quoth
