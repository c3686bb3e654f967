// Which earlier statement a statement answers.
#pragma once

#include <string_view>
#include <vector>

#include "nn/frame_heads.h"
#include "quoth/record.h"

namespace quoth {

// Sets `replies_to` of the statements that have a row in `keys`, the first ones: of the kMaxBack
// statements before one, the best by FrameHeads::reply, unless "none" is better.
void link_replies(std::vector<Statement>& statements, const std::vector<ReplyKey>& keys,
                  const FrameHeads& heads, std::string_view text);

}  // namespace quoth
