// Who is meant by each mention, and by each statement.
#pragma once

#include <optional>
#include <vector>

#include "extract/antecedents.h"
#include "extract/mentions.h"

namespace quoth {

class CoreferenceScores;

// One person, body, group or thing that is spoken of, by its mentions.
struct Chain {
  Referent referent;
  std::optional<uint32_t> cluster;  // of names
  std::vector<uint32_t> mentions;   // ascending
  bool author = false;
};

struct Chains {
  std::vector<Chain> chains;
  std::vector<std::vector<uint32_t>> of_mention;  // chains meant; several for a joint "they"
  std::vector<std::vector<uint32_t>> speakers;    // chains by saying
};

// For looking at what decides: a pronoun and the chains that it may stand for.
struct CandidateTrace {
  uint32_t mention = 0;
  std::vector<uint32_t> chains;
  std::vector<AntecedentFeatures> features;
};

// Goes through the mentions in text order, twice: the second time it is known who speaks the words
// that a mention stands in. Fills `trace`, if given, with one entry a pronoun. Deterministic;
// nothing is invented: a chain is made of mentions. `scores`, if given, are what the encoder says.
Chains resolve_chains(const Mentions& mentions, const Words& words,
                      const std::vector<Saying>& sayings, const CoreferenceScores* scores = nullptr,
                      std::vector<CandidateTrace>* trace = nullptr);

}  // namespace quoth
