// Files of zstd (RFC 8878): one frame, or many behind each other.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
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

  Result<bool> expand(RawInput& raw, std::string& out) override;

 private:
  static constexpr size_t kChunkBytes = 128 << 10;  // decompressed at a time
  static constexpr uint32_t kMaxDictionaryBytes = 16 << 20;

  enum class State : uint8_t { kBetween, kInFrame };

  Result<bool> start_frame(RawInput& raw);
  Result<bool> read_dictionary(RawInput& raw);
  Result<bool> expand_chunk(RawInput& raw, std::string& out);
  Error leave_damaged(RawInput& raw, ErrorCode code, const std::string& message);

  struct DeleteContext {
    void operator()(ZSTD_DCtx_s* context) const;
  };

  State state_ = State::kBetween;
  std::unique_ptr<ZSTD_DCtx_s, DeleteContext> context_;
  std::unique_ptr<char[]> buffer_;
  uint64_t n_in_ = 0;  // of the frame, so far
  uint64_t n_out_ = 0;
  ExpansionLimit limit_;
  Resync resync_;
  bool has_more_output_ = false;  // the last chunk was full, so more may come of the same input
  bool resyncing_ = false;
  std::optional<Error> pending_;  // found behind a piece that was appended
};

}  // namespace quoth
