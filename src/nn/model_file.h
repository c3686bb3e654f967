// The model file: a name, a configuration, and named tensors. Layout: docs/model-format.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "quoth/error.h"

namespace quoth {

enum class TensorType : uint8_t { kFloat32 = 0, kInt8 = 1, kBytes = 2 };

// A tensor in the mapped file, row-major. The data is 64-byte aligned and lives as long as the
// file.
struct Tensor {
  TensorType type = TensorType::kFloat32;
  std::vector<uint32_t> shape;
  const std::byte* data = nullptr;

  size_t n_elements() const;
  const float* f32() const { return reinterpret_cast<const float*>(data); }
  const int8_t* i8() const { return reinterpret_cast<const int8_t*>(data); }
  std::string_view bytes() const { return {reinterpret_cast<const char*>(data), n_elements()}; }
};

// A model file in memory, checked as a whole: magic, version, length, checksum, and that every
// tensor lies inside the file. Immutable; tensors point into it.
class ModelFile {
 public:
  // Maps the file. kModelNotFound, kModelInvalid (truncated, altered, foreign) or kModelVersion.
  static Result<ModelFile> open(const std::filesystem::path& path);
  // The same over bytes in memory, which are copied; `where` names them in errors.
  static Result<ModelFile> parse(std::span<const std::byte> bytes, std::string where);

  const std::string& name() const { return name_; }
  // An integer of the configuration; kModelInvalid if there is none of that name.
  Result<int64_t> integer(std::string_view key) const;
  // A tensor of exactly this type and shape; kModelInvalid otherwise.
  Result<Tensor> tensor(std::string_view name, TensorType type, std::vector<uint32_t> shape) const;
  // A byte tensor of any length.
  Result<Tensor> blob(std::string_view name) const;
  const std::string& where() const { return where_; }

 private:
  class Mapping;
  ModelFile() = default;
  static Result<ModelFile> parse_mapping(std::shared_ptr<const Mapping> mapping, std::string where);

  std::shared_ptr<const Mapping> mapping_;
  std::string where_;
  std::string name_;
  std::map<std::string, int64_t, std::less<>> config_;
  std::map<std::string, Tensor, std::less<>> tensors_;
};

}  // namespace quoth
