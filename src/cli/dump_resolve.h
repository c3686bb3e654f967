// The resolving stage alone, on attributions that are given: to measure it apart from those before.
#pragma once

#include <string>

#include "evaluate/marked.h"

namespace quoth {

class Pipeline;

// The record of a marked document as a line of JSON, with the spans of its attributions; with a
// pipeline also what its heads tell of them.
std::string dump_resolved(const GoldDocument& document, const Pipeline* pipeline);

// One line of JSON a pronoun: where it stands, and those that it may stand for, with the features
// that decide. What training learns from.
std::string dump_candidates(const GoldDocument& document, const Pipeline* pipeline);

}  // namespace quoth
