// The run of `quoth check`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "cli/terminal.h"

namespace quoth {

enum class CheckFormat : uint8_t { kText, kJsonl, kSarif };

struct CheckRunOptions {
  std::vector<std::string> drafts;
  std::vector<std::string> against;
  std::string db;  // a record
  std::string output;
  std::string model;
  CheckFormat format = CheckFormat::kText;
  size_t n_threads = 0;
  ShowWhen color = ShowWhen::kAuto;
  ShowWhen progress = ShowWhen::kAuto;
  bool quiet = false;
};

// Reads the sources, then checks draft after draft. Returns the exit status: 0 if nothing was
// found, 1 if something was, or an input could not be read, 2 for wrong usage, or if there is no
// such record. With a record, kDraftsAtOnce drafts are read before the first is checked.
int run_check(const CheckRunOptions& options);

constexpr size_t kDraftsAtOnce = 64;

}  // namespace quoth
