// Files that tests read from the source tree.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace quoth::testing_support {

// The root of the source tree: tests run in it, or QUOTH_SOURCE_DIR says where it is.
inline std::filesystem::path source_dir() {
  const char* named = std::getenv("QUOTH_SOURCE_DIR");
  return named != nullptr ? named : std::filesystem::current_path();
}

inline std::filesystem::path model_path() { return source_dir() / "models" / "quoth.qmodel"; }

inline std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

}  // namespace quoth::testing_support
