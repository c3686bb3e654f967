// What the frame heads read of the statements of a section; training reads the same
// (training/quoth_training/windows.py, frame_facts.py).
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "extract/encode.h"
#include "extract/link.h"
#include "nn/frame_heads.h"
#include "quoth/record.h"
#include "text/tokens.h"

namespace quoth {

// Rows in the order of `attributions`, all of which lie in the section of `encoded`; `statements`
// are theirs, with speakers.
FrameInput frame_input(std::span<const Attribution> attributions,
                       std::span<const Statement> statements, const Encoded& encoded,
                       const Tokens& tokens, std::string_view text, uint32_t hidden);

// The words that stand for an attribution: its cue, else its source, else its first content.
TokenRange anchor_of(const Attribution& a);

}  // namespace quoth
