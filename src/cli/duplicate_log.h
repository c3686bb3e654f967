// The originals of a run, kept on disk beside its state.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "duplicate/index.h"
#include "quoth/error.h"

namespace quoth {

// A DuplicateIndex that a resumed run finds as it was. The file holds one entry an original, in the
// byte order of the machine: the length of its id (4 bytes), the id, its signature (260 bytes).
class DuplicateLog {
 public:
  // Without a file: the index of this run alone.
  DuplicateLog() = default;
  // Reads the first `bytes` of the file, which an earlier run has written, and cuts off the rest.
  // Fails with kInvalidDocument if less than that is there, kIo or kPermission.
  static Result<DuplicateLog> open(const std::filesystem::path& file, uint64_t bytes);

  DuplicateLog(DuplicateLog&& other) noexcept;
  DuplicateLog& operator=(DuplicateLog&& other) noexcept;
  ~DuplicateLog();

  // As DuplicateIndex::add().
  std::optional<std::string> add(std::string_view id, const Signature& signature);
  // Writes what was added since the last call, to the disk. Fails with kIo.
  Result<void> sync();
  uint64_t bytes() const { return bytes_; }  // of the file, after sync()

 private:
  std::filesystem::path file_;
  int fd_ = -1;
  DuplicateIndex index_;
  std::string pending_;
  uint64_t bytes_ = 0;
};

}  // namespace quoth
