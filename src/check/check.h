// A draft against the sources: every quotation of it, and every indirect statement.
#pragma once

#include <string>
#include <vector>

#include "check/draft.h"
#include "check/sources.h"
#include "check/verdict.h"
#include "quoth/record.h"

namespace quoth {

// What was checked, with the draft's own account of it.
struct Checked {
  std::string text;
  std::vector<ByteSpan> pieces;  // in the draft; never empty
  std::vector<std::string>
      speakers;  // whom the draft names; empty where nobody is or could be read
  Finding finding;

  ByteSpan span() const { return {pieces.front().begin, pieces.back().end}; }
};

struct CheckedDraft {
  Article draft;
  std::vector<Checked> quotes;      // in text order
  std::vector<Checked> statements;  // in text order: indirect ones, kSupported, kNotFound, kUnsure

  size_t n_findings() const;
};

// `record` is what the engine makes of the draft. Pure; any number of threads may call it.
CheckedDraft check_draft(Article draft, const Record& record, const Sources& sources);

// An indirect statement of the draft: supported if a statement of the same speaker in a source has
// most of its content words (weighted by how rare they are), all its numbers, and no negation more
// or less. kUnsure if only the speaker is in doubt. The nearest statement is the evidence.
Finding check_statement(const Statement& statement, std::string_view draft, const Record& record,
                        const Sources& sources);

}  // namespace quoth
