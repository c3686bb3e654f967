// Where a long run stands, on disk, so that it can go on after it was stopped.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "quoth/error.h"
#include "write/writer.h"

namespace quoth {

// What is done: every input before `file`, and the first `next_number` documents of it.
struct Checkpoint {
  std::string file;          // as Place::path; empty before the first document
  uint64_t next_number = 0;  // as Place::number
  uint64_t output_bytes = 0;
  uint64_t duplicate_bytes = 0;  // of the log of originals (duplicate_log.h)
  Totals totals;
  bool complete = false;
};

// A folder with the checkpoint of one run, "state.json". The file is replaced as a whole, so that a
// stop at any instant leaves the old one or the new one. Whoever writes a checkpoint has brought
// the output that it tells of to the disk before.
class RunState {
 public:
  // Opens the folder, or makes it and its parents. `fingerprint` stands for everything that the
  // output depends on (inputs, options, model, version); a state that was made with another one is
  // refused. Holds a lock on the folder until destroyed. Fails with kUsage (another run is at work
  // in it, or another fingerprint), kInvalidDocument (state.json is damaged), kIo or kPermission.
  static Result<RunState> open(const std::filesystem::path& folder, const std::string& fingerprint);

  RunState(RunState&& other) noexcept;
  RunState& operator=(RunState&&) = delete;
  ~RunState();

  // The last checkpoint saved, by an earlier run or this one.
  const Checkpoint& checkpoint() const { return checkpoint_; }
  // On failure, kIo, the checkpoint before stays.
  Result<void> save(const Checkpoint& checkpoint);

 private:
  RunState(std::filesystem::path folder, std::string fingerprint, int lock)
      : folder_(std::move(folder)), fingerprint_(std::move(fingerprint)), lock_(lock) {}
  Result<void> load();

  std::filesystem::path folder_;
  std::string fingerprint_;
  int lock_;
  Checkpoint checkpoint_;
};

}  // namespace quoth
