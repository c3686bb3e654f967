// Statements for a reader at a terminal.
#pragma once

#include <string>
#include <vector>

#include "write/selection.h"
#include "write/writer.h"

namespace quoth {

// The article's heading, then each statement, an inner one indented under the one it is within:
//
//   Harbour to be dredged again
//   a1 · 2024-03-05
//
//     Ines Duarte · said · direct
//       “The water,” […] “is not fit to drink.”
//       paragraph 1 · 0–12, 36–61
//
// At the end stands who stands where (stands.h).
//
// The words are the article's, white space folded and lines wrapped. A statement without a speaker
// shows its source phrase, or "(no source named)".
std::string write_text(const Article& article, const std::vector<Selected>& selected,
                       const WriteOptions& options);

// "2 statements in 1 document" and, if there were any, "; 1 input failed" and "; 3 skipped (2
// not_text, 1 not_english)".
std::string text_summary(const Totals& totals);

}  // namespace quoth
