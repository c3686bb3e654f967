#include "store/backup.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include <memory>
#include <string>
#include <string_view>
#include <system_error>

namespace quoth {
namespace {

struct Close {
  void operator()(sqlite3* connection) const { sqlite3_close(connection); }
};
using Connection = std::unique_ptr<sqlite3, Close>;

Connection connect(const std::string& file, int flags) {
  sqlite3* connection = nullptr;
  const int status = sqlite3_open_v2(file.c_str(), &connection, flags, nullptr);
  Connection owned(connection);
  return status == SQLITE_OK ? std::move(owned) : nullptr;
}

// False if a page could not be read or written.
bool copy(const std::string& from, const std::string& to) {
  const Connection source = connect(from, SQLITE_OPEN_READONLY);
  const Connection target = connect(to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  if (source == nullptr || target == nullptr) return false;
  sqlite3_backup* backup = sqlite3_backup_init(target.get(), "main", source.get(), "main");
  if (backup == nullptr) return false;
  const int status = sqlite3_backup_step(backup, -1);
  return sqlite3_backup_finish(backup) == SQLITE_OK && status == SQLITE_DONE;
}

bool sync(const std::string& file) {
  const int fd = open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd == -1) return false;
  const bool done = fsync(fd) == 0;
  close(fd);
  return done;
}

}  // namespace

Result<void> back_up(const std::filesystem::path& file, int version) {
  std::error_code failed;
  const std::string base = fmt::format("{}.v{}.backup", file.string(), version);
  std::string name = base;
  for (int i = 2; std::filesystem::exists(name, failed); ++i) name = fmt::format("{}-{}", base, i);
  const std::string part = name + ".part";
  std::filesystem::remove(part, failed);
  if (copy(file.string(), part) && sync(part)) {
    std::filesystem::rename(part, name, failed);
    if (!failed) return {};
  }
  std::filesystem::remove(part, failed);
  return fail(ErrorCode::kIo, "cannot be written, so the record was left as it is", name);
}

std::string immutable_uri(const std::filesystem::path& file) {
  std::string uri = "file:";
  for (const char c : file.string()) {
    const auto byte = static_cast<unsigned char>(c);
    constexpr std::string_view kPlain = "-._~/";
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       kPlain.find(c) != std::string_view::npos;
    uri += plain ? std::string(1, c) : fmt::format("%{:02X}", byte);
  }
  return uri + "?immutable=1";
}

}  // namespace quoth
