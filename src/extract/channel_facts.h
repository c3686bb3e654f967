// Words around a statement that hint at its channel; data/channel_words.txt lists them.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "extract/link.h"
#include "text/tokens.h"

namespace quoth {

// [n][kFrameFacts]: for each of the 14 channels the number of its words, in turn in the sentence
// outside the content, the cue, the source, the 8 tokens after the anchor, the sentence before, the
// 4 before, the one after, the first 80 tokens (each at most 3), and for 300 tokens of the section;
// of the first and of the 4 sentences before also the sums over the statements of the same speakers
// (at most 5); then the statement's `facts`, [n][kFormFacts], and how many statements its speakers
// have. Training computes the same (training/quoth_training/frame_facts.py).
std::vector<float> channel_facts(std::span<const Attribution> attributions,
                                 const std::vector<uint32_t>& speakers,
                                 const std::vector<float>& facts, TokenRange section,
                                 const Tokens& tokens, std::string_view text);

}  // namespace quoth
