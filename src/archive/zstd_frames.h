// Files of zstd (RFC 8878): one frame, or many behind each other.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "archive/codec.h"

struct ZSTD_DCtx_s;

namespace quoth {

// True if `bytes` begin as a frame of zstd does, or a skippable one.
bool is_zstd(std::string_view bytes);

// Skippable frames are passed over, but for the dictionary that a web archive in zstd begins with
// (magic number 0x184D2A5D; IIPC, "Zstandard compression of WARC files", 2021), which all frames
// then use. Windows of more than 128 MiB, the bound that zstd itself keeps to, are kTooLarge.
class ZstdCodec : public Codec {
 public:
  ZstdCodec();
  ~ZstdCodec() override;

 private:
  static constexpr size_t kChunkBytes = 128 << 10;  // decompressed at a time
  static constexpr uint32_t kMaxDictionaryBytes = 16 << 20;

  Result<bool> start_member(RawInput& raw, std::string& out) override;
  Result<bool> read_dictionary(RawInput& raw);
  Result<bool> expand_chunk(RawInput& raw, std::string& out) override;

  struct DeleteContext {
    void operator()(ZSTD_DCtx_s* context) const;
  };

  std::unique_ptr<ZSTD_DCtx_s, DeleteContext> context_;
  std::unique_ptr<char[]> buffer_;
};

}  // namespace quoth
