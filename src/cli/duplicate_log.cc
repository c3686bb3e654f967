#include "cli/duplicate_log.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <type_traits>
#include <utility>

#include "cli/output.h"

namespace quoth {
namespace {

static_assert(std::is_trivially_copyable_v<Signature>);

tl::unexpected<Error> fail_short(const std::filesystem::path& path) {
  return fail(ErrorCode::kInvalidDocument,
              "holds less than the state says; remove the state's folder to begin anew",
              path.string());
}

void append_entry(std::string& out, std::string_view id, const Signature& signature) {
  const auto length = static_cast<uint32_t>(id.size());
  out.append(reinterpret_cast<const char*>(&length), sizeof length);
  out += id;
  out.append(reinterpret_cast<const char*>(&signature), sizeof signature);
}

// Adds the entries of `bytes` to the index; false if the last one is cut.
bool replay(std::string_view bytes, DuplicateIndex& index) {
  while (!bytes.empty()) {
    uint32_t length = 0;
    if (bytes.size() < sizeof length) return false;
    std::memcpy(&length, bytes.data(), sizeof length);
    bytes.remove_prefix(sizeof length);
    Signature signature;
    if (bytes.size() < uint64_t{length} + sizeof signature) return false;
    std::memcpy(&signature, bytes.data() + length, sizeof signature);
    index.add(bytes.substr(0, length), signature);
    bytes.remove_prefix(length + sizeof signature);
  }
  return true;
}

}  // namespace

Result<DuplicateLog> DuplicateLog::open(const std::filesystem::path& file, uint64_t bytes) {
  DuplicateLog log;
  log.file_ = file;
  log.fd_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (log.fd_ == -1) return fail_errno(file, errno);
  std::string held(bytes, '\0');
  uint64_t begin = 0;
  while (begin < bytes) {
    const ssize_t n = pread(log.fd_, held.data() + begin, bytes - begin, static_cast<off_t>(begin));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return fail_errno(file, errno);
    if (n == 0) return fail_short(file);
    begin += static_cast<uint64_t>(n);
  }
  if (!replay(held, log.index_)) return fail_short(file);
  if (ftruncate(log.fd_, static_cast<off_t>(bytes)) != 0 || lseek(log.fd_, 0, SEEK_END) == -1) {
    return fail_errno(file, errno);
  }
  log.bytes_ = bytes;
  return log;
}

DuplicateLog::DuplicateLog(DuplicateLog&& other) noexcept
    : file_(std::move(other.file_)),
      fd_(std::exchange(other.fd_, -1)),
      index_(std::move(other.index_)),
      pending_(std::move(other.pending_)),
      bytes_(other.bytes_) {}

DuplicateLog& DuplicateLog::operator=(DuplicateLog&& other) noexcept {
  std::swap(file_, other.file_);
  std::swap(fd_, other.fd_);
  std::swap(index_, other.index_);
  std::swap(pending_, other.pending_);
  std::swap(bytes_, other.bytes_);
  return *this;
}

DuplicateLog::~DuplicateLog() {
  if (fd_ != -1) close(fd_);
}

std::optional<std::string> DuplicateLog::add(std::string_view id, const Signature& signature) {
  auto original = index_.add(id, signature);
  if (!original && fd_ != -1) append_entry(pending_, id, signature);
  return original;
}

Result<void> DuplicateLog::sync() {
  if (fd_ == -1) return {};
  if (const int error = write_all(fd_, pending_); error != 0) return fail_errno(file_, error);
  bytes_ += pending_.size();
  pending_.clear();
  return fdatasync(fd_) == 0 ? Result<void>() : fail_errno(file_, errno);
}

}  // namespace quoth
