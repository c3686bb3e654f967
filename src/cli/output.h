// Where results go: standard output, or a file that appears whole or not at all.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "quoth/error.h"

namespace quoth {

// A failure to write, kPermission or kIo by the errno.
tl::unexpected<Error> fail_errno(const std::string& path, int error);

// Writes all of it. 0, or the errno of the write that failed.
int write_all(int fd, std::string_view bytes);

// What became of a write. kReaderGone: the other end of the pipe is closed (`quoth … | head`),
// which is no error, and nothing more need be written.
enum class Delivery { kDone, kReaderGone };

// A regular file is written as FILE.part beside it and renamed by commit(); until then, and for
// good if the program dies, whatever was under the name before stays. A symbolic link is followed,
// and the mode of a file that is replaced is kept. A pipe or a device is written in place.
//
// write() passes bytes on at once and in one piece. abandon() may be called by another thread.
class Output {
 public:
  // `path` empty or "-" is standard output. Fails with kIo or kPermission.
  static Result<std::unique_ptr<Output>> open(const std::string& path);
  // For a run that can be resumed: FILE.part is kept when the run ends early, and cut to its first
  // `bytes`, which an earlier run has written. `path` must name a regular file or none (kUsage).
  // Fails with kInvalidDocument if less than that is there.
  static Result<std::unique_ptr<Output>> resume(const std::string& path, uint64_t bytes);
  ~Output();

  Result<Delivery> write(std::string_view bytes);
  // What was written is on the disk, whatever happens to the machine. Fails with kIo.
  Result<void> sync();
  // Everything is on the disk and under its name. Fails with kIo; FILE.part is removed then.
  Result<void> commit();

  // Removes FILE.part, unless the run can be resumed, and keeps every later write() and commit()
  // waiting, since the process is about to end. Waits for a write under way, but no longer than
  // `patience`, as its reader may be stuck.
  void abandon(std::chrono::milliseconds patience);

  // The file descriptor, to ask whether it is a terminal.
  int descriptor() const { return fd_; }

 private:
  Output(std::string path, int fd) : path_(std::move(path)), fd_(fd) {}
  // Opens FILE.part, with the mode of the file that it will replace; `flags` are those of open(2)
  // beside the usual ones. Returns 0 or the errno.
  int open_part(std::optional<mode_t> mode, int flags);
  void remove_part();

  std::string path_;  // as given, for messages
  int fd_;
  std::filesystem::path target_;  // empty unless there is a part to rename
  std::filesystem::path part_;
  bool keep_ = false;  // FILE.part outlives a run that ends early
  std::timed_mutex mutex_;
};

}  // namespace quoth
