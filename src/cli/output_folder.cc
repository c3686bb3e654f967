#include "cli/output_folder.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "cli/output.h"

namespace quoth {

Result<std::unique_ptr<OutputFolder>> OutputFolder::open(const std::string& path) {
  struct stat info {};
  if (mkdir(path.c_str(), 0777) != 0 && errno != EEXIST) return fail_errno(path, errno);
  if (stat(path.c_str(), &info) != 0) return fail_errno(path, errno);
  if (!S_ISDIR(info.st_mode)) return fail_errno(path, ENOTDIR);
  if (access(path.c_str(), W_OK | X_OK) != 0) return fail_errno(path, errno);
  return std::unique_ptr<OutputFolder>(new OutputFolder(path));
}

Result<void> OutputFolder::write(const std::vector<WrittenFile>& files) {
  if (files.empty()) return {};
  const std::lock_guard lock(mutex_);
  const std::string name = names_.take(files.front().stem);
  for (const WrittenFile& file : files) {
    if (auto done = write_file(path_ / (name + file.suffix), file.bytes); !done) return done;
  }
  return {};
}

Result<void> OutputFolder::write_once(const std::string& name, const std::string& bytes) {
  const std::lock_guard lock(mutex_);
  const std::filesystem::path target = path_ / name;
  std::error_code ignored;
  if (std::filesystem::exists(target, ignored)) return {};
  return write_file(target, bytes);
}

Result<void> OutputFolder::write_file(const std::filesystem::path& target,
                                      const std::string& bytes) const {
  std::filesystem::path part = target;
  part += ".part";
  const int fd = ::open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0666);
  if (fd == -1) return fail_errno(part.string(), errno);
  int error = write_all(fd, bytes);
  if (close(fd) != 0 && error == 0) error = errno;
  if (error == 0 && rename(part.c_str(), target.c_str()) != 0) error = errno;
  if (error == 0) return {};
  unlink(part.c_str());
  return fail_errno(target.string(), error);
}

void OutputFolder::abandon(std::chrono::milliseconds patience) {
  // Never unlocked: the process ends with it held.
  static_cast<void>(mutex_.try_lock_for(patience));
}

}  // namespace quoth
