// The measures: predicted attributions against gold ones.
//
//   exact     F1 of the spans of a role that cover the same words, each cut at the gold sentences
//   token     F1 of the words that carry the role
//   found@t   F1 of attributions whose content overlaps a gold one's with intersection over union
//   of
//             at least t, paired one to one, best first
//   right@t   the same, with the right source: both have none, or their words overlap by a half
//   links     F1 of `within` and `replies_to` over the pairs of found@0.5
//   frame, accuracy   who is meant and what is done, against frames, over the same pairs
//
// An attribution without content counts by its cue.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "evaluate/marked.h"

namespace quoth {

struct Counts {
  int64_t right = 0;
  int64_t predicted = 0;
  int64_t gold = 0;

  double precision() const;
  double recall() const;
  double f1() const;
  Counts& operator+=(const Counts& o);
  friend bool operator==(const Counts&, const Counts&) = default;
};

// Right decisions among all.
struct Hits {
  int64_t right = 0;
  int64_t of = 0;

  double share() const;
  friend bool operator==(const Hits&, const Hits&) = default;
};

constexpr std::array<double, 2> kThresholds = {0.5, 0.8};

// Something that went wrong: index of the gold and of the predicted attribution, where there is
// one.
struct ScoreError {
  std::string document;
  std::string kind;
  std::optional<size_t> gold;
  std::optional<size_t> predicted;
};

struct Scores {
  std::array<Counts, 3> exact, token;  // by kMarkedRoles
  std::array<Counts, 2> found, right;  // by kThresholds
  std::array<Counts, 2> links;         // by kMarkedLinks
  Counts said, surname, addressee, when;
  Hits speaker, kind, act, channel;
  bool with_frames = false;
  std::vector<ScoreError> errors;  // in the order of the documents
};

// Scores predictions; documents without one count as empty. `frames` may be null.
Scores score(const std::vector<GoldDocument>& gold, const Predictions& predictions,
             const GoldFrames* frames);

}  // namespace quoth
