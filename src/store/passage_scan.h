// Which articles have the words of a passage, wherever in their text they stand.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "store/database.h"

namespace quoth {

// A passage that is looked for. Of articles that share as much with it, those that have more of
// `names` (the words of all of them together) come first.
struct SoughtPassage {
  std::string words;
  std::vector<std::string> names = {};
};

// Texts read so far, and of how many.
using ScanProgress = std::function<void(int64_t n_read, int64_t n_texts)>;

// For each passage the rows of the `limit` articles that share most pairs of neighbouring words
// with it, in ascending order; of a passage of up to kFewWords words, those with the most of its
// words count behind them. None that shares nothing, less than a fifth of the pairs of a longer
// passage, or less than half of what the best shares: that is what any texts have in common.
//
// Words are runs of letters and digits, in lower case for Latin letters, so that typography makes
// no difference: “Don’t—go” and "don't go" are both don, t, go. Reads every text of the record once
// for all passages, at some hundred megabytes a second; an index of all words would be as large as
// the texts and slow down every ingest. Fails as Database does.
Result<std::vector<std::vector<int64_t>>> scan_passages(Database& db,
                                                        std::span<const SoughtPassage> passages,
                                                        size_t limit,
                                                        const ScanProgress& progress = {});

constexpr size_t kFewWords = 3;

}  // namespace quoth
