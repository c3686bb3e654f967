// Of what kind those are who speak, by the encoder and by their words together.
#pragma once

#include <span>

#include "nn/frame_heads.h"
#include "quoth/record.h"

namespace quoth {

// Settles the kind of each entity that speaks, in record.entities and in the speakers of the
// statements. `scores` has a row for each of the first statements; a row tells of the first
// speaker. An entity has the kind with the highest mean log-probability over its statements, where
// the kind that its words told is ahead by a constant. Authors stay authors, and nobody becomes
// one.
void settle_speaker_kinds(Record& record, std::span<const KindScores> scores);

}  // namespace quoth
