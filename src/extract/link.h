// The linking stage: spans to attributions, by pointers from contents to cues and cues to sources.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extract/encode.h"
#include "extract/tag.h"

namespace quoth {

// Log-probabilities of what an attribution was read from; 0 where there is nothing to doubt.
struct Evidence {
  float content = 0;  // of its spans, as in TaggedSpan; the least of them
  float cue = 0;
  float source = 0;
  float to_cue = 0;  // of the pointers; the least of them
  float to_source = 0;
};

// One attribution in tokens. Contents are in text order and not empty; cue and source may be
// absent.
struct Attribution {
  std::optional<TokenRange> source;
  std::optional<TokenRange> cue;
  std::vector<TokenRange> content;
  uint8_t layer = 0;
  Evidence evidence;
};

std::string to_dump(const std::vector<Attribution>& attributions, const Tokens& tokens,
                    std::string_view text);

// Contents that point to the same cue are one attribution; a content that points to none is one of
// its own, and names its source itself. A cue without content says nothing and is dropped. A
// cue that points to none of the tagged sources, but rather to words than to none, has these as its
// source.
std::vector<Attribution> link(const Encoded& encoded, const Spans& spans, const Heads& heads,
                              const Kernels& kernels, PointerScratch& scratch);

}  // namespace quoth
