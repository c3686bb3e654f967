#include "extract/frame_input.h"

#include <algorithm>
#include <map>

#include "extract/channel_facts.h"
#include "nn/heads.h"

namespace quoth {
namespace {

class InputBuilder {
 public:
  InputBuilder(const Encoded& encoded, const Tokens& tokens, std::string_view text, uint32_t hidden)
      : encoded_(encoded), tokens_(tokens), text_(text), hidden_(hidden) {}

  void add(const Attribution& a, FrameInput& in, std::vector<float>& form_facts) {
    const TokenRange content{a.content.front().begin, a.content.back().end};
    const TokenRange cue = a.cue ? *a.cue : content;
    const size_t row = in.vectors.size();
    in.vectors.resize(row + kFrameVectors * size_t{hidden_});
    float* out = in.vectors.data() + row;
    const auto local = [&](TokenRange r) {
      return std::array<uint32_t, 2>{r.begin - encoded_.tokens.begin,
                                     r.end - encoded_.tokens.begin};
    };
    const float* states = encoded_.states.data();
    span_vector(states, hidden_, local(cue), out);
    span_vector(states, hidden_, local(content), out + kCueVectors * hidden_);
    if (a.source) {
      std::vector<float> source(kCueVectors * hidden_);
      span_vector(states, hidden_, local(*a.source), source.data());
      std::copy_n(source.end() - hidden_, hidden_, out + 2 * kCueVectors * hidden_);
    }
    add_facts(a, anchor_of(a), form_facts);
    in.anchors.push_back(local(cue));
  }

 private:
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

  void add_facts(const Attribution& a, TokenRange anchor, std::vector<float>& out) {
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
    const float facts[kFormFacts] = {
        flag(a.source.has_value()),
        flag(a.cue.has_value()),
        flag(a.layer > 0),
        flag(quoted == 0),
        flag(share > 0.8f),
        flag(a.content.size() > 1),
        static_cast<float>(anchor.begin - all.begin) / static_cast<float>(all.size()),
        flag(a.content.front().begin < anchor.begin),
        static_cast<float>(std::min<size_t>(n, 60)) / 60.0f,
        flag(last_end_ > 0 && anchor.begin < last_end_ + 60),
        flag(tokens_.tokens[anchor.begin].casing != Casing::kNone),
        flag(asks(a.content.back()))};
    out.insert(out.end(), std::begin(facts), std::end(facts));
    last_end_ = a.content.back().end;
  }

  const Encoded& encoded_;
  const Tokens& tokens_;
  std::string_view text_;
  uint32_t hidden_;
  uint32_t last_end_ = 0;  // of the content before; 0 for none
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
                       const Tokens& tokens, std::string_view text, uint32_t hidden) {
  FrameInput in;
  if (attributions.empty()) return in;
  InputBuilder builder(encoded, tokens, text, hidden);
  std::vector<float> form_facts;
  for (const Attribution& a : attributions) builder.add(a, in, form_facts);
  in.facts = channel_facts(attributions, speaker_groups(statements), form_facts, encoded.tokens,
                           tokens, text);
  return in;
}

}  // namespace quoth
