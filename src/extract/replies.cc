#include "extract/replies.h"

#include "extract/pair_facts.h"

namespace quoth {
namespace {

constexpr size_t kMaxBack = 200;  // statements; longer articles would take quadratic time

}  // namespace

void link_replies(std::vector<Statement>& statements, const std::vector<ReplyKey>& keys,
                  const FrameHeads& heads, std::string_view text) {
  const PairFacts facts(statements, keys.size(), text);
  for (uint32_t i = 1; i < keys.size(); ++i) {
    float best = keys[i].none;
    size_t others = 0;
    for (uint32_t back = 1; back <= i && back <= kMaxBack; ++back) {
      const uint32_t j = i - back;
      const float score = heads.reply(keys[i], keys[j], back, facts(i, j, others));
      if (score > best) {
        best = score;
        statements[i].replies_to = j;
      }
      others += !facts.same_speakers(i, j);
    }
  }
}

}  // namespace quoth
