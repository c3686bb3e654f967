// The resolving stage: whom the sources of statements stand for, and all others that are named.
#pragma once

#include <string_view>

#include "extract/coreference.h"
#include "extract/coreference_scores.h"
#include "quoth/record.h"
#include "text/tokens.h"

namespace quoth {

// What the stage made on its way; for dumps and training.
struct ResolveTrace {
  Mentions mentions;
  Chains chains;
  std::vector<CandidateTrace> candidates;
};

// Fills record.entities, and the speakers and `about` of record.statements, which must have all
// else that the engine tells. Entities are the named persons and bodies and whoever speaks. Any
// speakers and entities that the record has are replaced.
// `evidence`: what the encoder tells of coreference, or null.
void resolve(Record& record, const Tokens& tokens, std::string_view text,
             const CoreferenceEvidence* evidence = nullptr, ResolveTrace* trace = nullptr);

}  // namespace quoth
