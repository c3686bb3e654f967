// Files of gzip (RFC 1952): one member, or many behind each other.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "archive/codec.h"

struct libdeflate_decompressor;
struct z_stream_s;

namespace quoth {

// True if `bytes` begin as a member of gzip does.
bool is_gzip(std::string_view bytes);

// A member that is held as a whole and expands to at most kWholeBytes is decompressed at once by
// libdeflate, some three times faster than zlib, which takes the others a chunk at a time. Zeros
// behind a member are passed over.
class GzipCodec : public Codec {
 public:
  GzipCodec();
  ~GzipCodec() override;

 private:
  static constexpr size_t kWindowBytes = 1 << 20;   // most of a member that libdeflate is given
  static constexpr size_t kAheadBytes = 256 << 10;  // compressed; most members are shorter
  static constexpr size_t kWholeBytes = 4 << 20;    // decompressed
  static constexpr size_t kChunkBytes = 128 << 10;  // decompressed at a time by zlib
  // libdeflate works in vain on a member that turns out to be too long; not more often than once
  // per so many bytes of the file, after the first few times.
  static constexpr uint64_t kBytesPerTry = 64 << 10;
  static constexpr uint64_t kFreeTries = 16;

  Result<bool> start_member(RawInput& raw, std::string& out) override;
  bool expand_whole(RawInput& raw, std::string& out);
  Result<bool> expand_chunk(RawInput& raw, std::string& out) override;

  struct DeleteInflate {
    void operator()(z_stream_s* stream) const;
  };
  struct DeleteLibdeflate {
    void operator()(libdeflate_decompressor* decompressor) const;
  };

  bool is_first_ = true;
  std::unique_ptr<libdeflate_decompressor, DeleteLibdeflate> libdeflate_;
  std::unique_ptr<z_stream_s, DeleteInflate> inflate_;
  std::unique_ptr<char[]> buffer_;
  uint64_t failed_tries_ = 0;
};

}  // namespace quoth
