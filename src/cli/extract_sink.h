// The last part of `quoth extract`: everything that is written, in the order of the inputs.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "cli/destination.h"
#include "cli/duplicate_log.h"
#include "cli/extract_work.h"
#include "cli/progress.h"
#include "cli/run_state.h"
#include "write/output_sequence.h"

namespace quoth {

// A run that can be resumed: where it stands, and the originals that it has seen.
struct Resumable {
  RunState state;
  DuplicateLog originals;
};

// Results go to the destination, failures and progress to stderr; of a run that can be resumed a
// checkpoint is saved every second. One thread. Ends the process itself if the output fails or its
// reader is gone, since the reading thread may be waiting for input that never comes.
class ExtractSink {
 public:
  // `resumable` may be null; if not, the totals go on from its checkpoint.
  ExtractSink(Destination& destination, Progress& progress, const Writer& writer, bool quiet,
              Resumable* resumable);

  void begin();
  void take(Outcome outcome);
  void end();
  // After end(): everything is on the disk, the output under its name. False, told on stderr, if
  // not.
  bool commit();

  int status() const { return checkpoint_.totals.n_failed > 0 ? 1 : 0; }

 private:
  using Clock = std::chrono::steady_clock;

  void write(const std::string& bytes);
  void write(const std::vector<WrittenFile>& files);
  void compare(Outcome& outcome);
  void count(const Outcome& outcome);
  Result<void> save_checkpoint(bool complete);

  Destination& destination_;
  Progress& progress_;
  const Writer& writer_;
  OutputSequence sequence_;
  bool quiet_;
  Resumable* resumable_;
  DuplicateLog own_originals_;  // of a run that cannot be resumed
  Checkpoint checkpoint_;       // its totals count in any run
  Clock::time_point saved_ = Clock::now();
};

}  // namespace quoth
