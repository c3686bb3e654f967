// Who said some words of a source, and whether that is whom a draft names.
#pragma once

#include <string>
#include <vector>

#include "check/draft.h"
#include "check/sources.h"

namespace quoth {

struct SaidBy {
  SameBearer same = SameBearer::kMaybe;  // as the draft has it
  std::vector<std::string> speakers;     // of the source, empty where nobody could be told
  bool joined = false;                   // the words are several speakers'
  std::string reason;                    // of kMaybe
};

// Words [begin, end) of source.spoken.all were found to be those of `quote`.
SaidBy said_by(const DraftQuote& quote, const SourceText& source, uint32_t begin, uint32_t end);

}  // namespace quoth
