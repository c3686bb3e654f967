#include "extract/frame.h"

#include <algorithm>

#include "extract/frame_dates.h"
#include "extract/frame_input.h"
#include "extract/replies.h"
#include "extract/speaker_channels.h"
#include "extract/speaker_kinds.h"

namespace quoth {
namespace {

template <size_t n>
size_t best(const std::array<float, n>& logits) {
  return static_cast<size_t>(std::max_element(logits.begin(), logits.end()) - logits.begin());
}

// The entity whose longest mention lies in the words: "CNN’s Jake Tapper" is Jake Tapper.
std::optional<uint32_t> entity_in(ByteSpan words, const std::vector<Entity>& entities) {
  std::optional<uint32_t> found;
  size_t longest = 0;
  for (uint32_t e = 0; e < entities.size(); ++e) {
    for (const ByteSpan& m : entities[e].mentions) {
      if (m.begin < words.begin || words.end < m.end || m.size() <= longest) continue;
      longest = m.size();
      found = e;
    }
  }
  return found;
}

}  // namespace

void read_frames(std::span<Statement> statements, std::span<const Attribution> attributions,
                 const Encoded& encoded, const Tokens& tokens, std::string_view text,
                 const FrameHeads& heads, const Kernels& kernels, FrameScratch& scratch,
                 FrameEvidence& evidence) {
  const FrameInput input =
      frame_input(attributions, statements, encoded, tokens, text,
                  static_cast<uint32_t>(encoded.states.size() / encoded.tokens.size()));
  const FrameOutput out =
      heads.run(encoded.states.data(), encoded.tokens.size(), input, kernels, scratch);
  const auto bytes = [&](const std::array<uint32_t, 2>& r) {
    const Token* first = &tokens.tokens[encoded.tokens.begin];
    return ByteSpan{first[r[0]].span.begin, first[r[1] - 1].span.end};
  };
  for (size_t i = 0; i < statements.size(); ++i) {
    Statement& s = statements[i];
    s.act = static_cast<Act>(best(out.acts[i]));
    const auto& addressee = out.spans[i][static_cast<size_t>(FrameSpan::kAddressee)];
    if (addressee) s.addressee = Addressee{.span = bytes(*addressee)};
    const auto& when = out.spans[i][static_cast<size_t>(FrameSpan::kWhen)];
    if (when) s.when = When{.span = bytes(*when)};
  }
  evidence.replies.insert(evidence.replies.end(), out.replies.begin(), out.replies.end());
  evidence.channels.insert(evidence.channels.end(), out.channels.begin(), out.channels.end());
  evidence.kinds.insert(evidence.kinds.end(), out.kinds.begin(), out.kinds.end());
}

void complete_frames(Record& record, const FrameEvidence& evidence, const FrameHeads* heads,
                     std::string_view text, std::string_view published) {
  settle_speaker_kinds(record, evidence.kinds);
  settle_channels(record.statements, evidence.channels);
  for (Statement& s : record.statements) {
    if (s.addressee) s.addressee->entity = entity_in(s.addressee->span, record.entities);
    if (s.when) {
      const ByteSpan words = s.when->span;
      s.when->date = resolve_date(text.substr(words.begin, words.size()), published);
    }
  }
  if (heads != nullptr) {
    link_replies(record.statements, evidence.replies, *heads, text);
  }
}

}  // namespace quoth
