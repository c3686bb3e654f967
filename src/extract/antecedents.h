// Which of those spoken of a pronoun stands for.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "extract/mentions.h"

namespace quoth {

// Where and how one was mentioned last.
struct LastMention {
  uint32_t sentence = 0;
  uint32_t paragraph = 0;
  uint32_t token = 0;
  bool subject = false;
  bool possessive = false;
  bool prepositional = false;
  bool quoted = false;
  bool pronoun = false;
  bool full = false;                       // by a name of several words
  uint32_t subject_sentence = UINT32_MAX;  // last sentence that it was the subject of
};

// What is known of one spoken of, and where it was last.
struct Referent {
  EntityKind kind = EntityKind::kNone;
  Gender gender = Gender::kUnknown;
  bool is_person = false;  // one person, named or not
  bool plural = false;
  bool named = false;
  bool open_kind = false;  // a name that may be of a person or of a body

  uint32_t n_names = 0;     // in the whole article
  bool is_first = false;    // the first person the article names
  uint32_t n_mentions = 0;  // so far
  LastMention anywhere;     // of its last mention
  LastMention outside;      // of its last mention outside quotations
  bool was_outside = false;

  // Where it was last for somebody who speaks inside or outside a quotation.
  const LastMention& place(bool quoted) const {
    return quoted || !was_outside ? anywhere : outside;
  }
};

// Who speaks around a pronoun: referents, or none.
struct Surroundings {
  std::optional<uint32_t> last_speaker;    // of the statement named last before the pronoun
  std::optional<uint32_t> before_last;     // the other one before
  std::optional<uint32_t> reporting;       // of the statement whose reported words hold the pronoun
  std::optional<uint32_t> next_named;      // the person named next in the sentence
  bool opens_with_clause = false;          // the sentence: "After …", "In …", "When …"
  std::optional<uint32_t> quoted_speaker;  // of the one whose quoted words do: is not meant
};

// The last one is the log-probability that the encoder gives to the candidate, of all candidates;
// best_antecedent() sets it.
constexpr size_t kAntecedentFeatures = 36;
constexpr size_t kEncoderFeature = kAntecedentFeatures - 1;
using AntecedentFeatures = std::array<float, kAntecedentFeatures>;

AntecedentFeatures antecedent_features(const Mention& pronoun, const Words& words, uint32_t id,
                                       const Referent& referent, uint32_t n_nearer,
                                       const Surroundings& around);

// Whether number, gender and animacy allow it.
bool agrees(Pronoun pronoun, const Referent& referent);

float antecedent_score(Pronoun pronoun, const AntecedentFeatures& features);

}  // namespace quoth
