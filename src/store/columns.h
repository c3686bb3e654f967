// The values of columns that are made of several things, and counts of words.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "quoth/record.h"
#include "write/offsets.h"

namespace quoth {

// JSON ["mayor","head of the port"]; "" for none.
std::string json_strings(const std::vector<std::string>& values);

// JSON [[0,12],[80,83]], in code points.
std::string json_spans(const std::vector<ByteSpan>& spans, const OffsetMap& offsets);

// statements.evidence.
std::string json_evidence(const Statement& statement, const OffsetMap& offsets);

// Words of valid UTF-8: runs without white space that hold a letter or a digit.
//   “We won,” — she said.  -> 4
size_t count_words(std::string_view text);

// This instant, "2024-05-01T12:00:00Z".
std::string utc_now();

}  // namespace quoth
