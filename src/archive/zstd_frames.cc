#include "archive/zstd_frames.h"

#include <zstd.h>
#include <zstd_errors.h>

#include <algorithm>
#include <utility>

namespace quoth {
namespace {

constexpr std::string_view kMagic = "\x28\xB5\x2F\xFD";
constexpr uint32_t kDictionaryMagic = 0x184D2A5D;
constexpr size_t kSkippableHeaderBytes = 8;

uint32_t little_endian(std::string_view bytes) {
  uint32_t value = 0;
  for (size_t i = 4; i > 0; --i) value = value << 8 | static_cast<unsigned char>(bytes[i - 1]);
  return value;
}

bool is_skippable(std::string_view bytes) {
  return bytes.size() >= 4 && (little_endian(bytes) & ~0xFu) == ZSTD_MAGIC_SKIPPABLE_START;
}

size_t find_frame(std::string_view bytes) { return bytes.find(kMagic); }

}  // namespace

bool is_zstd(std::string_view bytes) { return bytes.starts_with(kMagic) || is_skippable(bytes); }

void ZstdCodec::DeleteContext::operator()(ZSTD_DCtx_s* context) const { ZSTD_freeDCtx(context); }

ZstdCodec::ZstdCodec()
    : Codec(find_frame, kMagic.size()),
      context_(ZSTD_createDCtx()),
      buffer_(std::make_unique_for_overwrite<char[]>(kChunkBytes)) {}

ZstdCodec::~ZstdCodec() = default;

// At the begin of a frame; false at the end of the file.
Result<bool> ZstdCodec::start_member(RawInput& raw, std::string&) {
  if (!context_) return fail(ErrorCode::kIo, "no memory to decompress in", raw.path());
  const auto filled = raw.fill(kSkippableHeaderBytes);
  if (!filled) return filled;
  const std::string_view held = raw.held();
  if (held.empty()) return false;
  enter(raw);
  if (!is_zstd(held)) {
    return leave_damaged(raw, ErrorCode::kInvalidArchive, "bytes that are no frame of zstd");
  }
  if (member_offset_ == 0 && *filled && little_endian(held) == kDictionaryMagic) {
    return read_dictionary(raw);
  }
  ZSTD_DCtx_reset(context_.get(), ZSTD_reset_session_only);
  is_in_member_ = true;
  has_more_output_ = false;
  return true;
}

Result<bool> ZstdCodec::read_dictionary(RawInput& raw) {
  const auto damaged = [&](ErrorCode code, const std::string& message) {
    return leave_damaged(raw, code, message);
  };
  const uint32_t size = little_endian(raw.held().substr(4));
  if (size > kMaxDictionaryBytes) {
    return damaged(ErrorCode::kTooLarge, "the dictionary is larger than 16 MiB");
  }
  const auto filled = raw.fill(kSkippableHeaderBytes + size);
  if (!filled) return filled;
  if (!*filled) return damaged(ErrorCode::kInvalidArchive, "the dictionary ends too early");
  std::string dictionary(raw.held().substr(kSkippableHeaderBytes, size));
  if (dictionary.starts_with(kMagic)) {
    const uint64_t n_expanded = ZSTD_getFrameContentSize(dictionary.data(), dictionary.size());
    if (n_expanded > kMaxDictionaryBytes) {  // also of an unknown size
      return damaged(ErrorCode::kTooLarge, "the dictionary expands to more than 16 MiB");
    }
    std::string expanded(n_expanded, '\0');
    const size_t n = ZSTD_decompress(expanded.data(), expanded.size(), dictionary.data(), size);
    if (ZSTD_isError(n)) return damaged(ErrorCode::kInvalidArchive, "the dictionary is damaged");
    expanded.resize(n);
    dictionary = std::move(expanded);
  }
  if (ZSTD_isError(
          ZSTD_DCtx_loadDictionary(context_.get(), dictionary.data(), dictionary.size()))) {
    return damaged(ErrorCode::kInvalidArchive, "the dictionary is damaged");
  }
  raw.consume(kSkippableHeaderBytes + size);
  return true;
}

// A chunk of the frame.
Result<bool> ZstdCodec::expand_chunk(RawInput& raw, std::string& out) {
  const auto filled = has_more_output_ ? Result<bool>(true) : raw.fill(1);
  if (!filled) return filled;
  if (!*filled) {
    return leave_damaged(raw, ErrorCode::kInvalidArchive, "the frame of zstd ends too early");
  }
  ZSTD_inBuffer in{raw.held().data(), raw.held().size(), 0};
  ZSTD_outBuffer piece{buffer_.get(), kChunkBytes, 0};
  const size_t left = ZSTD_decompressStream(context_.get(), &piece, &in);
  raw.consume(in.pos);
  n_in_ += in.pos;
  n_out_ += piece.pos;
  out.append(buffer_.get(), piece.pos);
  has_more_output_ = piece.pos == kChunkBytes && left != 0 && !ZSTD_isError(left);
  if (ZSTD_isError(left)) {
    const bool wide = ZSTD_getErrorCode(left) == ZSTD_error_frameParameter_windowTooLarge;
    return wide ? leave_damaged(raw, ErrorCode::kTooLarge,
                                "the window of the frame of zstd is over 128 MiB")
                : leave_damaged(raw, ErrorCode::kInvalidArchive, "the frame of zstd is damaged");
  }
  if (left == 0) {
    leave();
    return true;
  }
  if (limit_.allows(n_in_, n_out_)) return true;
  return leave_damaged(
      raw, ErrorCode::kTooLarge,
      "the frame of zstd expands more than " + std::to_string(ExpansionLimit::kRatio) + " times");
}

}  // namespace quoth
