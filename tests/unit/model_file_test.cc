#include "nn/model_file.h"

#include <gtest/gtest.h>
#include <xxhash.h>

#include <cstring>
#include <fstream>
#include <random>

namespace quoth {
namespace {

using Bytes = std::vector<std::byte>;

// Builds a model file by the format's page, independently of the training's writer.
class FileBuilder {
 public:
  template <typename T>
  void put(Bytes& out, T value) {
    const auto* p = reinterpret_cast<const std::byte*>(&value);
    out.insert(out.end(), p, p + sizeof(T));
  }
  void put_string(Bytes& out, std::string_view s) {
    put(out, static_cast<uint16_t>(s.size()));
    const auto* p = reinterpret_cast<const std::byte*>(s.data());
    out.insert(out.end(), p, p + s.size());
  }

  // One setting "answer" = 42 and one float tensor "t" [2, 3], at `offset` or where it belongs.
  Bytes build(uint64_t offset = 0, uint32_t rows = 2) {
    Bytes index;
    put_string(index, "test 1");
    put(index, uint32_t{1});
    put_string(index, "answer");
    put(index, int64_t{42});
    put(index, uint32_t{1});
    put_string(index, "t");
    put(index, uint8_t{0});
    put(index, uint8_t{2});
    put(index, rows);
    put(index, uint32_t{3});
    put(index, offset == 0 ? uint64_t{128} : offset);
    Bytes payload = index;
    payload.resize(128 - 64 + 6 * 4);
    const float values[6] = {1, 2, 3, 4, 5, 6};
    std::memcpy(payload.data() + 64, values, sizeof(values));
    return seal(payload, static_cast<uint32_t>(index.size()));
  }

  Bytes seal(const Bytes& payload, uint32_t index_size, uint32_t version = 1) {
    Bytes file;
    for (const char c : std::string_view("QUOTHMDL")) file.push_back(static_cast<std::byte>(c));
    put(file, version);
    put(file, index_size);
    put(file, uint64_t{64 + payload.size()});
    put(file, uint64_t{XXH3_64bits(payload.data(), payload.size())});
    file.resize(64);
    file.insert(file.end(), payload.begin(), payload.end());
    return file;
  }
};

Error error_of(const Bytes& bytes) {
  const auto file = ModelFile::parse(bytes, "m.qmodel");
  EXPECT_FALSE(file.has_value());
  return file ? Error{} : file.error();
}

TEST(ModelFile, ReadsSettingsAndTensors) {
  const auto file = ModelFile::parse(FileBuilder().build(), "m.qmodel");
  ASSERT_TRUE(file.has_value()) << file.error().message;
  EXPECT_EQ(file->name(), "test 1");
  EXPECT_EQ(file->integer("answer").value(), 42);
  const auto t = file->tensor("t", TensorType::kFloat32, {2, 3});
  ASSERT_TRUE(t.has_value());
  EXPECT_EQ(t->n_elements(), 6u);
  EXPECT_EQ(t->f32()[5], 6.0f);
}

TEST(ModelFile, NamesWhatIsMissing) {
  const auto file = ModelFile::parse(FileBuilder().build(), "m.qmodel");
  ASSERT_TRUE(file.has_value());
  const Error expected{ErrorCode::kModelInvalid,
                       "the model file has no tensor t of the expected shape", "m.qmodel"};
  EXPECT_EQ(file->tensor("t", TensorType::kFloat32, {3, 2}).error(), expected);
  EXPECT_EQ(file->tensor("t", TensorType::kInt8, {2, 3}).error(), expected);
  EXPECT_EQ(file->integer("question").error().message, "the model file has no question");
  EXPECT_EQ(file->blob("t").error().message, "the model file has no t");
}

TEST(ModelFile, RefusesForeignFiles) {
  Bytes foreign(100, std::byte{'x'});
  EXPECT_EQ(error_of(foreign),
            (Error{ErrorCode::kModelInvalid, "not a quoth model file", "m.qmodel"}));
  EXPECT_EQ(error_of({}).message, "not a quoth model file");
}

TEST(ModelFile, RefusesEveryTruncation) {
  const Bytes whole = FileBuilder().build();
  for (size_t n = 0; n < whole.size(); ++n) {
    const Error e = error_of(Bytes(whole.begin(), whole.begin() + static_cast<long>(n)));
    EXPECT_EQ(e.code, ErrorCode::kModelInvalid);
    EXPECT_EQ(e.message,
              n < 64 ? "not a quoth model file" : "the model file is truncated or has grown");
  }
}

TEST(ModelFile, RefusesEveryAlteredByteOfThePayload) {
  const Bytes whole = FileBuilder().build();
  for (size_t i = 64; i < whole.size(); ++i) {
    Bytes altered = whole;
    altered[i] ^= std::byte{1};
    EXPECT_EQ(error_of(altered).message,
              "the checksum of the model file does not match: it is damaged");
  }
}

TEST(ModelFile, RefusesAnotherVersion) {
  FileBuilder b;
  const Error e = error_of(b.seal(Bytes(64), 10, /*version=*/7));
  EXPECT_EQ(
      e, (Error{ErrorCode::kModelVersion, "model format version 7 where 1 is read", "m.qmodel"}));
}

// With a right checksum, only the bounds checks stand between the index and the memory outside.
TEST(ModelFile, RefusesTensorsOutsideTheFile) {
  FileBuilder b;
  EXPECT_EQ(error_of(b.build(192)).message, "a tensor lies outside the model file");
  EXPECT_EQ(error_of(b.build(uint64_t{1} << 40)).message, "a tensor lies outside the model file");
  EXPECT_EQ(error_of(b.build(0, 1u << 31)).message, "a tensor lies outside the model file");
  EXPECT_EQ(error_of(b.build(130)).message, "a tensor lies outside the model file");  // not aligned
}

TEST(ModelFile, SurvivesRandomIndexes) {
  FileBuilder b;
  const Bytes whole = b.build();
  const Bytes payload(whole.begin() + 64, whole.end());
  std::mt19937 random(7);
  for (int round = 0; round < 5000; ++round) {
    Bytes broken = payload;
    for (int k = 0; k < 3; ++k) broken[random() % 64] = static_cast<std::byte>(random());
    const auto file = ModelFile::parse(b.seal(broken, random() % 80), "m.qmodel");
    if (file) continue;  // the damage hit nothing that matters
    EXPECT_EQ(file.error().code, ErrorCode::kModelInvalid);
  }
}

TEST(ModelFile, OpensFromDiskAndReportsWhatItCannot) {
  EXPECT_EQ(ModelFile::open("/no/such.qmodel").error().code, ErrorCode::kModelNotFound);
  EXPECT_EQ(ModelFile::open("/").error().code, ErrorCode::kModelInvalid);
  const auto path = std::filesystem::temp_directory_path() / "quoth_model_file_test.qmodel";
  const Bytes whole = FileBuilder().build();
  std::ofstream(path, std::ios::binary)
      .write(reinterpret_cast<const char*>(whole.data()), static_cast<long>(whole.size()));
  EXPECT_EQ(ModelFile::open(path).value().integer("answer").value(), 42);
  std::filesystem::remove(path);
}

}  // namespace
}  // namespace quoth
