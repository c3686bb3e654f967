#include "cli/run_state.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <simdjson.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "cli/output.h"
#include "write/escape.h"

namespace quoth {
namespace {

constexpr const char* kFile = "state.json";

std::string to_json(const Checkpoint& c, const std::string& fingerprint) {
  std::string out = "{\"fingerprint\": ";
  append_json_string(out, fingerprint);
  out += ", \"file\": [";  // bytes: a path need not be UTF-8
  for (size_t i = 0; i < c.file.size(); ++i) {
    out += fmt::format("{}{}", i == 0 ? "" : ", ", static_cast<unsigned char>(c.file[i]));
  }
  out += fmt::format(
      "], \"next_number\": {}, \"output_bytes\": {}, \"duplicate_bytes\": {}, "
      "\"n_statements\": {}, \"n_documents\": {}, \"n_failed\": {}, \"n_skipped\": [{}], "
      "\"complete\": {}}}\n",
      c.next_number, c.output_bytes, c.duplicate_bytes, c.totals.n_statements, c.totals.n_documents,
      c.totals.n_failed, fmt::join(c.totals.n_skipped, ", "), c.complete);
  return out;
}

// Throws simdjson::simdjson_error where the text is not what to_json() writes.
Checkpoint from_json(simdjson::dom::element json) {
  Checkpoint c;
  for (const uint64_t byte : simdjson::dom::array(json["file"])) {
    c.file += static_cast<char>(byte);
  }
  c.next_number = json["next_number"];
  c.output_bytes = json["output_bytes"];
  c.duplicate_bytes = json["duplicate_bytes"];
  Totals& t = c.totals;
  t.n_statements = uint64_t{json["n_statements"]};
  t.n_documents = uint64_t{json["n_documents"]};
  t.n_failed = uint64_t{json["n_failed"]};
  for (size_t i = 0; i < t.n_skipped.size(); ++i)
    t.n_skipped[i] = uint64_t{json["n_skipped"].at(i)};
  c.complete = json["complete"];
  return c;
}

// 0, or the errno of what failed. The file is on the disk under its name, or the old one is.
int replace_file(const std::filesystem::path& path, std::string_view bytes) {
  std::filesystem::path part = path;
  part += ".part";
  const int fd = open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (fd == -1) return errno;
  int error = write_all(fd, bytes);
  if (error == 0 && fsync(fd) != 0) error = errno;
  close(fd);
  if (error != 0) return error;
  return rename(part.c_str(), path.c_str()) == 0 ? 0 : errno;
}

}  // namespace

Result<RunState> RunState::open(const std::filesystem::path& folder,
                                const std::string& fingerprint) {
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (failed) return fail_errno(folder, failed.value());
  const int lock = ::open((folder / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (lock == -1) return fail_errno(folder, errno);
  RunState state(folder, fingerprint, lock);
  if (flock(lock, LOCK_EX | LOCK_NB) != 0) {
    return fail(ErrorCode::kUsage, "another run is at work with this state", folder.string());
  }
  if (Result<void> loaded = state.load(); !loaded) return tl::unexpected(loaded.error());
  return state;
}

RunState::RunState(RunState&& other) noexcept
    : folder_(std::move(other.folder_)),
      fingerprint_(std::move(other.fingerprint_)),
      lock_(std::exchange(other.lock_, -1)),
      checkpoint_(std::move(other.checkpoint_)) {}

RunState::~RunState() {
  if (lock_ != -1) close(lock_);
}

Result<void> RunState::load() {
  const std::filesystem::path path = folder_ / kFile;
  if (!std::filesystem::exists(path)) return {};
  simdjson::dom::parser parser;
  try {
    const simdjson::dom::element json = parser.load(path.string());
    if (std::string_view(json["fingerprint"]) != fingerprint_) {
      return fail(ErrorCode::kUsage,
                  "was made by a run with other inputs, options or another model; choose another "
                  "folder, or remove this one to begin anew",
                  folder_.string());
    }
    checkpoint_ = from_json(json);
  } catch (const simdjson::simdjson_error& error) {
    return fail(ErrorCode::kInvalidDocument, fmt::format("is damaged: {}", error.what()),
                path.string());
  }
  return {};
}

Result<void> RunState::save(const Checkpoint& checkpoint) {
  const std::filesystem::path path = folder_ / kFile;
  if (const int error = replace_file(path, to_json(checkpoint, fingerprint_)); error != 0) {
    return fail_errno(path, error);
  }
  checkpoint_ = checkpoint;
  return {};
}

}  // namespace quoth
