// What the encoder thinks that the pronouns and descriptions of an article stand for.
#pragma once

#include <vector>

#include "extract/encode.h"
#include "extract/mentions.h"
#include "nn/coreference_head.h"

namespace quoth {

// Tokens that a score looks to either side of the anaphor; training saw about as much.
constexpr uint32_t kCoreferenceReach = 400;

// What the scores are made from: the head, and the encoded sections of the article with their
// states.
struct CoreferenceEvidence {
  const CoreferenceHead& head;
  const Kernels& kernels;
  const std::vector<Encoded>& sections;
  PointerScratch& scratch;
};

// Immutable once made.
class CoreferenceScores {
 public:
  // Below any score: the mention is out of reach, or its tokens were not encoded.
  static constexpr float kNone = -1e4f;

  CoreferenceScores(const Mentions& mentions, const CoreferenceEvidence& evidence);

  // Log of the summed exponentials of the scores of the tokens of mention `candidate`, for mention
  // `anaphor`, a pronoun or a description.
  float score(uint32_t anaphor, uint32_t candidate) const;

 private:
  void add_section(const Encoded& section, const CoreferenceEvidence& evidence);
  void score_anaphor(uint32_t mention, const float* query, const CoreferenceHead& head);

  const Mentions& mentions_;
  std::vector<int32_t> row_of_token_;       // -1 where a token is of no candidate, or not encoded
  std::vector<uint32_t> tokens_;            // of each row, ascending
  std::vector<float> keys_;                 // [rows][kPointerSize]
  std::vector<uint32_t> first_row_;         // by mention: row of scores_[mention].front()
  std::vector<std::vector<float>> scores_;  // by mention, of the rows in reach; empty for names
};

}  // namespace quoth
