// The pieces of one run, joined to its output.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "write/sha256.h"
#include "write/writer.h"

namespace quoth {

// begin(), then add() for the bytes of each document or failure in order, then end(): what they
// return, one after another, is the output. One run, one thread. Holds at most one document back,
// since a single TEI document is written otherwise than several.
class OutputSequence {
 public:
  explicit OutputSequence(const WriteOptions& options) : options_(options) {}

  std::string begin();
  std::string add(std::string bytes);
  std::string end(const Totals& totals);

 private:
  std::string add_tei(std::string bytes);

  WriteOptions options_;
  size_t n_added_ = 0;
  std::string held_;
  Sha256 hash_;  // of what was added
};

}  // namespace quoth
