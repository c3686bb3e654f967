#include "extract/link.h"

#include <algorithm>
#include <map>

namespace quoth {
namespace {

// A pointer's choice: index of a target, or -1 for none, and the log of its probability.
struct Pick {
  int target = -1;
  float log_probability = 0;
};

class Linker {
 public:
  Linker(const Encoded& encoded, const Heads& heads, const Kernels& kernels,
         PointerScratch& scratch)
      : encoded_(encoded), heads_(heads), kernels_(kernels), scratch_(scratch) {}

  // For each span its target. A target is seen if its tokens lie in the span's best window.
  std::vector<Pick> point(Pointer pointer, const std::vector<TaggedSpan>& spans,
                          const std::vector<TaggedSpan>& targets) {
    std::vector<Pick> picks(spans.size());
    std::map<size_t, std::vector<size_t>> by_window;
    for (size_t s = 0; s < spans.size(); ++s) {
      by_window[encoded_.best_window(spans[s].tokens)].push_back(s);
    }
    for (const auto& [window, members] : by_window) {
      point_in_window(pointer, encoded_.windows[window], members, spans, targets, picks);
    }
    return picks;
  }

  // The token that a cue points to among all around it, if it rather has a source there than none.
  std::optional<std::pair<uint32_t, float>> source_token(TokenRange cue) {
    constexpr uint32_t kFar = 64, kWide = 6;
    const EncodedWindow& window = encoded_.windows[encoded_.best_window(cue)];
    const TokenRange w = window.tokens;
    if (!w.contains(cue)) return std::nullopt;
    const std::array<uint32_t, 2> local = {cue.begin - w.begin, cue.end - w.begin};
    std::vector<uint32_t> tokens;
    for (uint32_t t = local[0] - std::min(local[0], kFar); t < std::min(w.size(), local[1] + kFar);
         ++t) {
      tokens.push_back(t);
    }
    heads_.queries(Pointer::kCueToSource, window.hidden.data(), {local}, kernels_, scratch_);
    heads_.keys(Pointer::kCueToSource, window.hidden.data(), tokens, kernels_, scratch_);
    std::vector<float> scores;
    for (size_t i = 0; i < tokens.size(); ++i) {
      scores.push_back(
          heads_.score(Pointer::kCueToSource, scratch_, 0, i, distance(local, tokens[i])));
    }
    const auto at =
        static_cast<size_t>(std::max_element(scores.begin(), scores.end()) - scores.begin());
    const size_t first = at - std::min<size_t>(at, kWide);
    const size_t last = std::min(scores.size(), at + kWide + 1);
    const float there = log_sum_exp({scores.begin() + first, scores.begin() + last});
    const float none = scratch_.none[0];
    if (there <= none) return std::nullopt;
    return std::pair(tokens[at] + w.begin, there - log_sum_exp({there, none}));
  }

 private:
  void point_in_window(Pointer pointer, const EncodedWindow& window,
                       const std::vector<size_t>& members, const std::vector<TaggedSpan>& spans,
                       const std::vector<TaggedSpan>& targets, std::vector<Pick>& picks) {
    const TokenRange w = window.tokens;
    std::vector<size_t> seen;      // targets in the window
    std::vector<uint32_t> tokens;  // their tokens, one after the other
    for (size_t t = 0; t < targets.size(); ++t) {
      const TokenRange r = targets[t].tokens;
      if (!w.contains(r)) continue;
      seen.push_back(t);
      for (uint32_t i = r.begin; i < r.end; ++i) tokens.push_back(i - w.begin);
    }
    std::vector<std::array<uint32_t, 2>> local;
    for (const size_t s : members) {
      const TokenRange r = spans[s].tokens;
      local.push_back({std::max(r.begin, w.begin) - w.begin, std::min(r.end, w.end) - w.begin});
    }
    heads_.queries(pointer, window.hidden.data(), local, kernels_, scratch_);
    if (!tokens.empty()) heads_.keys(pointer, window.hidden.data(), tokens, kernels_, scratch_);
    for (size_t m = 0; m < members.size(); ++m) {
      picks[members[m]] = pick(pointer, m, local[m], seen, tokens, targets);
    }
  }

  Pick pick(Pointer pointer, size_t query, std::array<uint32_t, 2> span,
            const std::vector<size_t>& seen, const std::vector<uint32_t>& tokens,
            const std::vector<TaggedSpan>& targets) const {
    std::vector<float> scores = {scratch_.none[query]};
    size_t at = 0;
    for (const size_t t : seen) {
      std::vector<float> parts;
      for (uint32_t i = 0; i < targets[t].tokens.size(); ++i, ++at) {
        parts.push_back(heads_.score(pointer, scratch_, query, at, distance(span, tokens[at])));
      }
      scores.push_back(log_sum_exp(parts));
    }
    const auto best = std::max_element(scores.begin(), scores.end());
    const auto index = static_cast<size_t>(best - scores.begin());
    return {index == 0 ? -1 : static_cast<int>(seen[index - 1]), *best - log_sum_exp(scores)};
  }

  // Tokens from the span to the token: negative before it, 0 inside, 1 right after it.
  static int64_t distance(std::array<uint32_t, 2> span, uint32_t token) {
    if (token < span[0]) return static_cast<int64_t>(token) - span[0];
    return std::max<int64_t>(static_cast<int64_t>(token) - span[1] + 1, 0);
  }

  const Encoded& encoded_;
  const Heads& heads_;
  const Kernels& kernels_;
  PointerScratch& scratch_;
};

void add_content(Attribution& a, const TaggedSpan& content, const Pick& to_cue) {
  a.content.push_back(content.tokens);
  a.evidence.content = std::min(a.evidence.content, content.log_probability);
  a.evidence.to_cue = std::min(a.evidence.to_cue, to_cue.log_probability);
}

void add_source(Attribution& a, const std::vector<TaggedSpan>& sources, const Pick& pick) {
  a.evidence.to_source = pick.log_probability;
  if (pick.target < 0) return;
  const TaggedSpan& source = sources[static_cast<size_t>(pick.target)];
  a.source = source.tokens;
  a.evidence.source = source.log_probability;
}

// A source that the tagger did not see.
void add_missed_source(Attribution& a, Linker& linker, const Encoded& encoded, const Heads& heads) {
  const auto token = linker.source_token(*a.cue);
  if (!token) return;
  const TaggedSpan source = source_through(encoded, heads, a.layer, token->first);
  if (source.tokens.begin < a.cue->end && a.cue->begin < source.tokens.end) return;
  a.source = source.tokens;
  a.evidence.source = source.log_probability;
  a.evidence.to_source = token->second;
}

std::string words(TokenRange r, const Tokens& tokens, std::string_view text) {
  const uint32_t begin = tokens.tokens[r.begin].span.begin, end = tokens.tokens[r.end - 1].span.end;
  return std::string(text.substr(begin, end - begin));
}

}  // namespace

std::vector<Attribution> link(const Encoded& encoded, const Spans& spans, const Heads& heads,
                              const Kernels& kernels, PointerScratch& scratch) {
  Linker linker(encoded, heads, kernels, scratch);
  std::vector<Attribution> result;
  for (uint8_t layer = 0; layer < kTagLayers; ++layer) {
    const auto& sources = spans[layer][Role::kSource];
    const auto& cues = spans[layer][Role::kCue];
    const auto& contents = spans[layer][Role::kContent];
    const std::vector<Pick> to_cue = linker.point(Pointer::kContentToCue, contents, cues);
    const std::vector<Pick> to_source = linker.point(Pointer::kCueToSource, cues, sources);
    const std::vector<Pick> own_source = linker.point(Pointer::kContentToSource, contents, sources);
    std::vector<Attribution> by_cue(cues.size());
    for (size_t c = 0; c < contents.size(); ++c) {
      if (to_cue[c].target >= 0) {
        add_content(by_cue[static_cast<size_t>(to_cue[c].target)], contents[c], to_cue[c]);
        continue;
      }
      Attribution a;
      a.layer = layer;
      add_content(a, contents[c], to_cue[c]);
      add_source(a, sources, own_source[c]);
      result.push_back(std::move(a));
    }
    for (size_t c = 0; c < cues.size(); ++c) {
      Attribution& a = by_cue[c];
      if (a.content.empty()) continue;
      a.layer = layer;
      a.cue = cues[c].tokens;
      a.evidence.cue = cues[c].log_probability;
      add_source(a, sources, to_source[c]);
      if (!a.source) add_missed_source(a, linker, encoded, heads);
      result.push_back(std::move(a));
    }
  }
  return result;
}

std::string to_dump(const std::vector<Attribution>& attributions, const Tokens& tokens,
                    std::string_view text) {
  std::string out;
  for (const Attribution& a : attributions) {
    out += std::to_string(a.layer) + " [" + (a.source ? words(*a.source, tokens, text) : "") +
           "] " + (a.cue ? words(*a.cue, tokens, text) : "-") + ':';
    for (const TokenRange& c : a.content) out += " {" + words(c, tokens, text) + "}";
    out += '\n';
  }
  return out;
}

}  // namespace quoth
