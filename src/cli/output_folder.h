// Where the results go of a format that writes files of its own.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "quoth/error.h"
#include "write/brat.h"
#include "write/writer.h"

namespace quoth {

// A folder whose files appear one after another, each whole or not at all: written as NAME.part and
// renamed. Files that are there already are replaced if a document has their name, else left.
class OutputFolder {
 public:
  // Makes the folder if it is not there; its parent must be. Fails with kIo or kPermission.
  static Result<std::unique_ptr<OutputFolder>> open(const std::string& path);

  // The files of one document, under a name that no other document of the run has.
  Result<void> write(const std::vector<WrittenFile>& files);
  // A file of the collection, unless the folder has it already.
  Result<void> write_once(const std::string& name, const std::string& bytes);

  // Keeps every later write waiting, since the process is about to end; waits for one under way,
  // but no longer than `patience`.
  void abandon(std::chrono::milliseconds patience);

 private:
  explicit OutputFolder(std::filesystem::path path) : path_(std::move(path)) {}
  Result<void> write_file(const std::filesystem::path& target, const std::string& bytes) const;

  std::filesystem::path path_;
  FileNames names_;
  std::timed_mutex mutex_;
};

}  // namespace quoth
