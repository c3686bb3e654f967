// Where the results of a run go.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "cli/output.h"
#include "cli/output_folder.h"
#include "write/writer.h"

namespace quoth {

// One stream of bytes, or a folder for a format that writes files of its own.
class Destination {
 public:
  // `path` is a folder for brat, else as of Output::open().
  static Result<Destination> open(Format format, const std::string& path);
  // The stream goes on after its first `bytes`, see Output::resume().
  static Result<Destination> resume(const std::string& path, uint64_t bytes);

  Result<Delivery> write(const std::string& bytes);
  Result<void> write(const std::vector<WrittenFile>& files);
  Result<void> sync();
  Result<void> commit();
  // For another thread, see Output::abandon().
  void abandon(std::chrono::milliseconds patience);

  int descriptor() const { return output_ ? output_->descriptor() : -1; }

 private:
  std::unique_ptr<Output> output_;  // this one or the other
  std::unique_ptr<OutputFolder> folder_;
};

}  // namespace quoth
