// The framing stage: what kind of statement each attribution is, to whom, through what and when.
//
// read_frames() reads the encoder's vectors, section by section, and complete_frames() the whole
// record.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "extract/encode.h"
#include "extract/link.h"
#include "nn/frame_heads.h"
#include "quoth/record.h"

namespace quoth {

// What complete_frames() asks of each statement, in text order.
struct FrameEvidence {
  std::vector<ReplyKey> replies;
  std::vector<ChannelScores> channels;
  std::vector<KindScores> kinds;
};

// Sets act, addressee and when of the statements, which are those of the attributions, in
// the section of `encoded` and in text order, and have their speakers. Appends to `evidence`.
void read_frames(std::span<Statement> statements, std::span<const Attribution> attributions,
                 const Encoded& encoded, const Tokens& tokens, std::string_view text,
                 const FrameHeads& heads, const Kernels& kernels, FrameScratch& scratch,
                 FrameEvidence& evidence);

// Adds to a record what leans on the whole of it: the kinds of those who speak, the channels, the
// addressee's entity, the date of `when` seen from the day of publication (see frame_dates.h), and
// `replies_to`. `evidence` has rows for the first statements: for those that read_frames() saw.
void complete_frames(Record& record, const FrameEvidence& evidence, const FrameHeads* heads,
                     std::string_view text, std::string_view published);

}  // namespace quoth
