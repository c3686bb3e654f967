// Statements as a table: one row each, for spreadsheets and data frames.
#pragma once

#include <string>
#include <vector>

#include "write/selection.h"
#include "write/writer.h"

namespace quoth {

// The line of column names. Lines end in CR LF, as RFC 4180 has it.
std::string csv_header();

// begin and end span the content from its first piece to its last. Several speakers are joined by
// "; ", the pieces of source, cue and text by a space. Empty if there are no statements.
std::string write_csv(const Article& article, const std::vector<Selected>& selected,
                      const WriteOptions& options);

}  // namespace quoth
