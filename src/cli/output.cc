#include "cli/output.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace quoth {
tl::unexpected<Error> fail_errno(const std::string& path, int error) {
  const bool denied = error == EACCES || error == EPERM || error == EROFS;
  return fail(denied ? ErrorCode::kPermission : ErrorCode::kIo,
              "cannot write: " + std::generic_category().message(error), path);
}

int write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(fd, bytes.data(), bytes.size());
    if (n >= 0) {
      bytes.remove_prefix(static_cast<size_t>(n));
    } else if (errno == EAGAIN) {
      pollfd ready{fd, POLLOUT, 0};
      poll(&ready, 1, -1);
    } else if (errno != EINTR) {
      return errno;
    }
  }
  return 0;
}

Result<std::unique_ptr<Output>> Output::open(const std::string& path) {
  if (path.empty() || path == "-") {
    return std::unique_ptr<Output>(new Output("standard output", STDOUT_FILENO));
  }
  std::unique_ptr<Output> output(new Output(path, -1));
  struct stat old {};
  const bool exists = stat(path.c_str(), &old) == 0;
  int error = 0;
  if (exists && S_ISDIR(old.st_mode)) {
    error = EISDIR;
  } else if (exists && !S_ISREG(old.st_mode)) {
    output->fd_ = ::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY);
    if (output->fd_ == -1) error = errno;
  } else if (exists && access(path.c_str(), W_OK) != 0) {
    error = errno;
  } else {
    error = output->open_part(exists ? std::optional<mode_t>(old.st_mode) : std::nullopt, O_TRUNC);
  }
  if (error != 0) return fail_errno(path, error);
  return output;
}

Result<std::unique_ptr<Output>> Output::resume(const std::string& path, uint64_t bytes) {
  struct stat old {};
  const bool exists = stat(path.c_str(), &old) == 0;
  if (path.empty() || path == "-" || (exists && !S_ISREG(old.st_mode))) {
    return fail(ErrorCode::kUsage, "a run that can be resumed writes to a file: give -o FILE",
                path);
  }
  std::unique_ptr<Output> output(new Output(path, -1));
  output->keep_ = true;
  const auto mode = exists ? std::optional<mode_t>(old.st_mode) : std::nullopt;
  if (const int error = output->open_part(mode, 0); error != 0) return fail_errno(path, error);
  struct stat part {};
  if (fstat(output->fd_, &part) != 0 || static_cast<uint64_t>(part.st_size) < bytes) {
    return fail(ErrorCode::kInvalidDocument,
                "holds less than the state says; remove the state's folder to begin anew",
                output->part_.string());
  }
  if (ftruncate(output->fd_, static_cast<off_t>(bytes)) != 0 ||
      lseek(output->fd_, 0, SEEK_END) == -1) {
    return fail_errno(path, errno);
  }
  return output;
}

int Output::open_part(std::optional<mode_t> mode, int flags) {
  std::error_code failed;
  const std::filesystem::path real = std::filesystem::canonical(path_, failed);
  target_ = failed ? std::filesystem::path(path_) : real;
  std::filesystem::path part = target_;
  part += ".part";
  fd_ = ::open(part.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW | flags, 0666);
  if (fd_ == -1) return errno;
  part_ = std::move(part);
  return mode && fchmod(fd_, *mode & 07777) != 0 ? errno : 0;
}

Output::~Output() {
  remove_part();
  if (fd_ > STDERR_FILENO) close(fd_);
}

Result<Delivery> Output::write(std::string_view bytes) {
  const std::lock_guard lock(mutex_);
  const int error = write_all(fd_, bytes);
  if (error == EPIPE) return Delivery::kReaderGone;
  if (error != 0) {
    remove_part();
    return fail_errno(path_, error);
  }
  return Delivery::kDone;
}

Result<void> Output::sync() {
  const std::lock_guard lock(mutex_);
  if (fdatasync(fd_) != 0) return fail_errno(path_, errno);
  return {};
}

Result<void> Output::commit() {
  const std::lock_guard lock(mutex_);
  if (part_.empty()) return {};
  const int fd = std::exchange(fd_, -1);
  bool done = fsync(fd) == 0;
  int error = errno;
  if (close(fd) != 0 && done) {
    done = false;
    error = errno;
  }
  if (done && rename(part_.c_str(), target_.c_str()) != 0) {
    done = false;
    error = errno;
  }
  if (!done) {
    remove_part();
    return fail_errno(path_, error);
  }
  part_.clear();
  return {};
}

void Output::abandon(std::chrono::milliseconds patience) {
  // Never unlocked: the process ends with it held. Without the lock the part is still removed.
  static_cast<void>(mutex_.try_lock_for(patience));
  remove_part();
}

void Output::remove_part() {
  if (part_.empty() || keep_) return;
  unlink(part_.c_str());
  part_.clear();
}

}  // namespace quoth
