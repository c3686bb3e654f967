// The work of `quoth ingest`, once its command line is understood.
#pragma once

#include <string>

#include "cli/flags.h"
#include "write/writer.h"

namespace quoth {

struct IngestOptions {
  ReadingFlags reading;
  std::string db;
  bool find_duplicates = true;
  Duplicates duplicates = Duplicates::kKeep;  // kSkip: copies have no statements
};

// Reads the inputs, extracts what the record does not hold, writes it. Returns the exit status: 0,
// 1 if an input failed, 2 without a model or record. May be stopped at any instant and run again.
int run_ingest(IngestOptions options);

}  // namespace quoth
