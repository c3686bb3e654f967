// The work of `quoth extract`, once its command line is understood.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "cli/terminal.h"
#include "write/writer.h"

namespace quoth {

struct ExtractOptions {
  std::vector<std::string> inputs;     // empty: standard input, unless there are manifests
  std::vector<std::string> manifests;  // files that list further inputs
  std::string state;                   // folder of a run that can be resumed; empty: none
  std::string language = "en";         // "any": documents in other languages too
  bool find_duplicates = false;        // fill Article::duplicate_of
  std::string model;                   // empty: where find_model() looks
  std::string output;                  // empty or "-": standard output
  size_t n_threads = 0;                // 0: one a core
  ShowWhen color = ShowWhen::kAuto;
  ShowWhen progress = ShowWhen::kAuto;
  bool quiet = false;  // no progress bar, no lines about failed inputs
  WriteOptions write;  // color and width are set by the run
};

// Reads the inputs, extracts on n_threads threads, writes in input order. Documents in flight are
// at most four a thread. Returns the exit status: 0, 1 if an input failed, 2 without a model or
// output. Ends the process itself if the output fails or its reader is gone, since the reading
// thread may be waiting for input that never comes.
int run_extract(ExtractOptions options);

}  // namespace quoth
