#include <cstdlib>

#include "quoth/engine.h"

namespace quoth {
namespace {

constexpr const char* kModelName = "quoth.qmodel";

std::vector<std::filesystem::path> candidates() {
  std::vector<std::filesystem::path> places;
  std::error_code error;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", error);
  if (!error) {
    const std::filesystem::path folder = program.parent_path();
    places.push_back(folder / kModelName);
    places.push_back(folder.parent_path() / "share" / "quoth" / kModelName);
    // In a build tree: build/bin/quoth, with the model in the source tree's models/.
    places.push_back(folder.parent_path().parent_path() / "models" / kModelName);
  }
  return places;
}

}  // namespace

Result<std::filesystem::path> find_model(const std::filesystem::path& given) {
  if (!given.empty()) return given;
  if (const char* named = std::getenv("QUOTH_MODEL"); named != nullptr && *named != '\0') {
    return std::filesystem::path(named);
  }
  std::string tried;
  for (const std::filesystem::path& place : candidates()) {
    std::error_code error;
    if (std::filesystem::is_regular_file(place, error)) return place;
    tried += (tried.empty() ? "" : ", ") + place.string();
  }
  return fail(ErrorCode::kModelNotFound, "no model file; looked at " + tried, kModelName);
}

}  // namespace quoth
