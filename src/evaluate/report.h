// Printing of scores, letter for letter as the reference scorer prints them.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "evaluate/marked.h"
#include "evaluate/score.h"

namespace quoth {

// One measure a line: "exact  source   P  81.2  R  80.1  F1  80.6   (1566/1929/1952)".
std::string text_report(const Scores& scores);

// The same as one line of JSON.
std::string json_report(const Scores& scores);

// The first n errors with the words of the attributions concerned.
std::string error_report(const Scores& scores, size_t n, const std::vector<GoldDocument>& gold,
                         const Predictions& predictions);

}  // namespace quoth
