#include "nn/model_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include <cerrno>
#include <cstring>
#include <new>

namespace quoth {
namespace {

constexpr char kMagic[8] = {'Q', 'U', 'O', 'T', 'H', 'M', 'D', 'L'};
constexpr uint32_t kVersion = 1;
constexpr size_t kHeaderSize = 64;
constexpr size_t kAlignment = 64;
constexpr uint32_t kMaxRank = 4;
constexpr uint32_t kMaxEntries = 4096;

size_t element_size(TensorType type) { return type == TensorType::kFloat32 ? 4 : 1; }

// Reads little-endian values from a bounded range; after the first over-read everything fails.
class Cursor {
 public:
  explicit Cursor(std::span<const std::byte> bytes) : bytes_(bytes) {}

  template <typename T>
  bool read(T& value) {
    if (bytes_.size() - pos_ < sizeof(T)) return false;
    std::memcpy(&value, bytes_.data() + pos_, sizeof(T));
    pos_ += sizeof(T);
    return true;
  }

  bool read(std::string& value) {
    uint16_t size = 0;
    if (!read(size) || bytes_.size() - pos_ < size) return false;
    value.assign(reinterpret_cast<const char*>(bytes_.data()) + pos_, size);
    pos_ += size;
    return true;
  }

 private:
  std::span<const std::byte> bytes_;
  size_t pos_ = 0;
};

}  // namespace

size_t Tensor::n_elements() const {
  size_t n = 1;
  for (const uint32_t d : shape) n *= d;
  return n;
}

// Owns the bytes: a mapped file, or an aligned copy.
class ModelFile::Mapping {
 public:
  Mapping(void* data, size_t size, bool mapped) : data_(data), size_(size), mapped_(mapped) {}
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;
  ~Mapping() {
    if (mapped_) munmap(data_, size_);
    else ::operator delete(data_, std::align_val_t(kAlignment));
  }
  std::span<const std::byte> bytes() const { return {static_cast<const std::byte*>(data_), size_}; }

 private:
  void* data_;
  size_t size_;
  bool mapped_;
};

Result<ModelFile> ModelFile::open(const std::filesystem::path& path) {
  const std::string where = path.string();
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) {
    return fail(ErrorCode::kModelNotFound,
                std::string("cannot open the model file: ") + std::strerror(errno), where);
  }
  struct stat info = {};
  if (fstat(fd, &info) != 0 || !S_ISREG(info.st_mode)) {
    ::close(fd);
    return fail(ErrorCode::kModelInvalid, "not a regular file", where);
  }
  const auto size = static_cast<size_t>(info.st_size);
  if (size < kHeaderSize) {
    ::close(fd);
    return fail(ErrorCode::kModelInvalid, "not a quoth model file: too short", where);
  }
  void* data = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, fd, 0);
  ::close(fd);
  if (data == MAP_FAILED) {
    return fail(ErrorCode::kModelNotFound,
                std::string("cannot map the model file: ") + std::strerror(errno), where);
  }
  return parse_mapping(std::make_shared<Mapping>(data, size, true), where);
}

Result<ModelFile> ModelFile::parse(std::span<const std::byte> bytes, std::string where) {
  void* copy = ::operator new(bytes.size() + 1, std::align_val_t(kAlignment));
  if (!bytes.empty()) std::memcpy(copy, bytes.data(), bytes.size());
  return parse_mapping(std::make_shared<Mapping>(copy, bytes.size(), false), std::move(where));
}

Result<ModelFile> ModelFile::parse_mapping(std::shared_ptr<const Mapping> mapping,
                                           std::string where) {
  const std::span<const std::byte> file = mapping->bytes();
  const auto invalid = [&](const char* why) { return fail(ErrorCode::kModelInvalid, why, where); };
  if (file.size() < kHeaderSize || std::memcmp(file.data(), kMagic, sizeof(kMagic)) != 0) {
    return invalid("not a quoth model file");
  }
  Cursor header(file.subspan(sizeof(kMagic)));
  uint32_t version = 0, index_size = 0;
  uint64_t total = 0, checksum = 0;
  header.read(version);
  header.read(index_size);
  header.read(total);
  header.read(checksum);
  if (version != kVersion) {
    return fail(ErrorCode::kModelVersion,
                "model format version " + std::to_string(version) + " where " +
                    std::to_string(kVersion) + " is read",
                where);
  }
  if (total != file.size()) return invalid("the model file is truncated or has grown");
  const std::span<const std::byte> payload = file.subspan(kHeaderSize);
  if (index_size > payload.size()) return invalid("the index lies outside the model file");
  if (XXH3_64bits(payload.data(), payload.size()) != checksum) {
    return invalid("the checksum of the model file does not match: it is damaged");
  }

  ModelFile model;
  model.where_ = where;
  Cursor index(payload.subspan(0, index_size));
  uint32_t n_config = 0, n_tensors = 0;
  if (!index.read(model.name_) || model.name_.empty() || !index.read(n_config) ||
      n_config > kMaxEntries) {
    return invalid("the index of the model file is broken");
  }
  for (uint32_t i = 0; i < n_config; ++i) {
    std::string key;
    int64_t value = 0;
    if (!index.read(key) || !index.read(value)) return invalid("the configuration is broken");
    model.config_[key] = value;
  }
  if (!index.read(n_tensors) || n_tensors > kMaxEntries)
    return invalid("the tensor list is broken");
  for (uint32_t i = 0; i < n_tensors; ++i) {
    std::string name;
    uint8_t type = 0, rank = 0;
    uint64_t offset = 0;
    Tensor t;
    if (!index.read(name) || !index.read(type) || type > 2 || !index.read(rank) ||
        rank > kMaxRank) {
      return invalid("the tensor list is broken");
    }
    t.type = static_cast<TensorType>(type);
    t.shape.resize(rank);
    uint64_t bytes = element_size(t.type);
    for (uint32_t& d : t.shape) {
      if (!index.read(d)) return invalid("the tensor list is broken");
      // Both factors stay below 2^32, so the product cannot wrap.
      if (bytes > file.size()) return invalid("a tensor lies outside the model file");
      bytes *= d;
    }
    if (!index.read(offset) || offset % kAlignment != 0 || offset > file.size() ||
        bytes > file.size() - offset) {
      return invalid("a tensor lies outside the model file");
    }
    t.data = file.data() + offset;
    model.tensors_[name] = std::move(t);
  }
  model.mapping_ = std::move(mapping);
  return model;
}

Result<int64_t> ModelFile::integer(std::string_view key) const {
  const auto it = config_.find(key);
  if (it == config_.end()) {
    return fail(ErrorCode::kModelInvalid, "the model file has no " + std::string(key), where_);
  }
  return it->second;
}

Result<Tensor> ModelFile::tensor(std::string_view name, TensorType type,
                                 std::vector<uint32_t> shape) const {
  const auto it = tensors_.find(name);
  if (it == tensors_.end() || it->second.type != type || it->second.shape != shape) {
    return fail(ErrorCode::kModelInvalid,
                "the model file has no tensor " + std::string(name) + " of the expected shape",
                where_);
  }
  return it->second;
}

Result<Tensor> ModelFile::blob(std::string_view name) const {
  const auto it = tensors_.find(name);
  if (it == tensors_.end() || it->second.type != TensorType::kBytes ||
      it->second.shape.size() != 1) {
    return fail(ErrorCode::kModelInvalid, "the model file has no " + std::string(name), where_);
  }
  return it->second;
}

}  // namespace quoth
