// The last stage: attributions in tokens to statements in bytes.
#pragma once

#include <array>
#include <vector>

#include "extract/link.h"
#include "quoth/record.h"
#include "text/tokens.h"

namespace quoth {

// Weights of a logistic function of the evidence, fitted on dev
// (training/quoth_training/calibrate.py): the logit is weights[0] + the sum of weights[i] *
// log(0.001 - evidence i), in the order of Evidence's members. The logarithm tells small doubts
// apart, of which most statements have nothing else.
using ConfidenceWeights = std::array<float, 6>;

// In the order of their first word, the outer one first where two begin together.
void sort_in_text_order(std::vector<Attribution>& attributions);

// Statements in the order of their first word (the outer one first where two begin together), with
// form, `within` and confidence; who speaks is left to resolve().
std::vector<Statement> to_statements(std::vector<Attribution> attributions, const Tokens& tokens,
                                     const ConfidenceWeights& weights);

}  // namespace quoth
