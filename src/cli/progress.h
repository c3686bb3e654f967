// The progress bar.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

#include "cli/terminal.h"

namespace quoth {

struct ProgressState {
  size_t n_documents = 0;
  uint64_t bytes_read = 0;
  uint64_t bytes_total = 0;           // 0 where not known
  bool documents_per_second = false;  // tell that rate and not the one of bytes
};

// One line of at most `width` columns, without a line end:
//   [=========>          ]  45%  120 documents  4.5 MB of 10.0 MB  1.5 MB/s  0:04 left
// Without a total there is no bar, percentage or time left.
std::string progress_line(const ProgressState& state, double seconds, size_t width);

// Draws on stderr, ten times a second at most. kAuto draws if stderr is a terminal and the results
// do not go to one; kAlways on a stderr that is none writes a plain line a second.
class Progress {
 public:
  Progress(ShowWhen when, bool results_on_terminal);
  ~Progress() { clear(); }

  void update(const ProgressState& state);
  // Takes the bar off the screen, so that a message can be written there.
  void clear();

 private:
  using Clock = std::chrono::steady_clock;

  bool terminal_;
  bool shown_;
  bool drawn_ = false;
  Clock::time_point begin_ = Clock::now();
  Clock::time_point last_ = begin_;
};

}  // namespace quoth
