// Through what each statement was made, by its own words and by the speaker's other statements:
// most of what one speaker says in an article is said on one occasion.
#pragma once

#include <span>

#include "nn/frame_heads.h"
#include "quoth/record.h"

namespace quoth {

// Sets the channels of the first statements; `scores` has a row for each. A channel's probability
// is multiplied by its mean over all statements of the same speakers, twice, as in mean-field
// inference over a clique (Krähenbühl and Koltun 2011); one without a speaker stands alone.
void settle_channels(std::span<Statement> statements, std::span<const ChannelScores> scores);

}  // namespace quoth
