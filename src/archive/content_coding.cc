#include "archive/content_coding.h"

#include <brotli/decode.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "archive/ascii.h"
#include "archive/codec.h"
#include "archive/gzip.h"

namespace quoth {
namespace {

constexpr size_t kMaxCodings = 4;
constexpr size_t kChunkBytes = 64 << 10;
constexpr uint64_t kFreeBytes = 64 << 10;  // that any body may expand to

enum class Outcome : uint8_t { kDone, kCutOff, kDamaged, kTooLarge };

// What a decoder makes of a body, with the bound on its size.
struct Decoding {
  uint64_t max_bytes;
  std::string out = {};
  Outcome outcome = Outcome::kDone;

  bool is_full() const { return out.size() > max_bytes; }
};

void inflate_body(std::string_view body, int window_bits, Decoding& decoding) {
  z_stream stream{};
  if (inflateInit2(&stream, window_bits) != Z_OK) {
    decoding.outcome = Outcome::kDamaged;
    return;
  }
  const auto chunk = std::make_unique_for_overwrite<char[]>(kChunkBytes);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(body.data()));
  stream.avail_in = static_cast<uInt>(body.size());
  int status = Z_OK;
  while (status == Z_OK && !decoding.is_full()) {
    stream.next_out = reinterpret_cast<Bytef*>(chunk.get());
    stream.avail_out = kChunkBytes;
    status = inflate(&stream, Z_NO_FLUSH);
    decoding.out.append(chunk.get(), kChunkBytes - stream.avail_out);
  }
  inflateEnd(&stream);
  if (status == Z_BUF_ERROR) decoding.outcome = Outcome::kCutOff;
  if (status != Z_OK && status != Z_BUF_ERROR && status != Z_STREAM_END) {
    decoding.outcome = Outcome::kDamaged;
  }
}

// Browsers take the format of zlib and the bare one for "deflate".
void inflate_deflate(std::string_view body, Decoding& decoding) {
  inflate_body(body, MAX_WBITS, decoding);
  if (decoding.outcome != Outcome::kDamaged || !decoding.out.empty()) return;
  decoding.outcome = Outcome::kDone;
  inflate_body(body, -MAX_WBITS, decoding);
}

void decode_brotli(std::string_view body, Decoding& decoding) {
  BrotliDecoderState* state = BrotliDecoderCreateInstance(nullptr, nullptr, nullptr);
  const auto chunk = std::make_unique_for_overwrite<uint8_t[]>(kChunkBytes);
  const auto* in = reinterpret_cast<const uint8_t*>(body.data());
  size_t n_in = body.size();
  BrotliDecoderResult result = BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT;
  while (state != nullptr && result == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT &&
         !decoding.is_full()) {
    uint8_t* out = chunk.get();
    size_t n_free = kChunkBytes;
    result = BrotliDecoderDecompressStream(state, &n_in, &in, &n_free, &out, nullptr);
    decoding.out.append(reinterpret_cast<const char*>(chunk.get()), kChunkBytes - n_free);
  }
  if (result == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT) decoding.outcome = Outcome::kCutOff;
  if (result == BROTLI_DECODER_RESULT_ERROR) decoding.outcome = Outcome::kDamaged;
  BrotliDecoderDestroyInstance(state);
}

void decode_zstd(std::string_view body, Decoding& decoding) {
  const std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> context(ZSTD_createDCtx(),
                                                                     &ZSTD_freeDCtx);
  constexpr int kMaxWindowLog = 23;  // RFC 9659: what a client must support over HTTP
  if (ZSTD_isError(ZSTD_DCtx_setParameter(context.get(), ZSTD_d_windowLogMax, kMaxWindowLog))) {
    decoding.outcome = Outcome::kDamaged;
    return;
  }
  const auto chunk = std::make_unique_for_overwrite<char[]>(kChunkBytes);
  ZSTD_inBuffer in{body.data(), body.size(), 0};
  size_t left = 1;
  bool is_complete = false;  // a frame is, and what follows is none
  while (!decoding.is_full() && (in.pos < in.size || left != 0)) {
    ZSTD_outBuffer piece{chunk.get(), kChunkBytes, 0};
    const size_t before = in.pos;
    left = ZSTD_decompressStream(context.get(), &piece, &in);
    decoding.out.append(chunk.get(), piece.pos);
    if (ZSTD_isError(left)) {
      if (!is_complete) decoding.outcome = Outcome::kDamaged;
      return;
    }
    is_complete = left == 0;
    if (in.pos == before && piece.pos == 0) {
      decoding.outcome = Outcome::kCutOff;
      return;
    }
  }
}

// Without control characters near its begin.
bool looks_like_text(std::string_view body) {
  constexpr size_t kSampleBytes = 512;
  return std::all_of(body.begin(), body.begin() + std::min(body.size(), kSampleBytes), [](char c) {
    return static_cast<unsigned char>(c) >= 0x20 || c == '\t' || c == '\n' || c == '\r' ||
           c == '\f';
  });
}

// False if the coding is unknown.
bool decode_one(std::string_view body, std::string_view coding, Decoding& decoding) {
  if (coding == "gzip" || coding == "x-gzip") {
    if (is_gzip(body)) {
      inflate_body(body, MAX_WBITS + 16, decoding);
    } else {
      decoding.outcome = Outcome::kDamaged;
    }
  } else if (coding == "deflate") {
    inflate_deflate(body, decoding);
  } else if (coding == "br") {
    decode_brotli(body, decoding);
  } else if (coding == "zstd") {
    decode_zstd(body, decoding);
  } else {
    return false;
  }
  if (decoding.is_full()) decoding.outcome = Outcome::kTooLarge;
  return true;
}

// The names in the list, last applied first, in lower case and without identity.
std::vector<std::string> split_codings(std::string_view list) {
  std::vector<std::string> codings;
  while (!list.empty()) {
    const size_t end = std::min(list.find(','), list.size());
    std::string coding = ascii_lowered(trimmed(list.substr(0, end)));
    list.remove_prefix(std::min(end + 1, list.size()));
    if (coding.empty() || coding == "identity" || coding == "none") continue;
    codings.push_back(std::move(coding));
    if (codings.size() > kMaxCodings) break;
  }
  std::reverse(codings.begin(), codings.end());
  return codings;
}

struct Chunk {
  size_t begin;
  size_t size;
};

// The chunk whose size line begins at `pos`: "1f4;name=value" CRLF. Nothing if there is none.
std::optional<Chunk> chunk_at(std::string_view body, size_t pos) {
  constexpr size_t kMaxDigits = 15;
  constexpr size_t kMaxLineBytes = 4096;
  size_t size = 0, n_digits = 0;
  const size_t begin = pos;
  for (; pos < body.size() && pos - begin <= kMaxDigits; ++pos, ++n_digits) {
    const char c = ascii_lower(body[pos]);
    if (c >= '0' && c <= '9') {
      size = size * 16 + static_cast<size_t>(c - '0');
    } else if (c >= 'a' && c <= 'f') {
      size = size * 16 + static_cast<size_t>(c - 'a' + 10);
    } else {
      break;
    }
  }
  if (n_digits == 0 || n_digits > kMaxDigits) return std::nullopt;
  const size_t end = body.substr(0, begin + kMaxLineBytes).find('\n', pos);
  if (end == body.npos) return std::nullopt;
  const std::string_view rest = trimmed(body.substr(pos, end - pos));
  if (!rest.empty() && rest[0] != ';') return std::nullopt;
  return Chunk{end + 1, size};
}

}  // namespace

std::string without_chunks(std::string_view body) {
  std::string out;
  size_t pos = 0;
  for (auto chunk = chunk_at(body, pos); chunk && chunk->size > 0; chunk = chunk_at(body, pos)) {
    const std::string_view piece = body.substr(chunk->begin, chunk->size);
    std::string_view rest = body.substr(chunk->begin + piece.size());
    const bool ends_well = rest.empty() || rest.starts_with('\n') || rest.starts_with("\r\n");
    if (!ends_well && pos == 0) return std::string(body);
    out += piece;
    if (!ends_well || rest.size() < 2) return out;
    pos = body.size() - rest.size() + (rest.starts_with('\n') ? 1 : 2);
  }
  if (pos == 0 && !chunk_at(body, 0)) return std::string(body);
  return out;
}

Result<std::string> decode_content(std::string body, std::string_view codings, uint64_t max_bytes,
                                   const std::string& where) {
  const std::vector<std::string> names = split_codings(codings);
  if (names.size() > kMaxCodings) {
    return fail(ErrorCode::kInvalidArchive, "the body has more than four codings", where);
  }
  for (const std::string& coding : names) {
    const uint64_t most = kFreeBytes + ExpansionLimit::kRatio * body.size();
    Decoding decoding{std::min(max_bytes, most)};
    const bool known = body.empty() || decode_one(body, coding, decoding);
    if (decoding.outcome == Outcome::kTooLarge) {
      const bool is_bomb = most < max_bytes;
      return fail(ErrorCode::kTooLarge,
                  is_bomb ? "the body expands more than " + std::to_string(ExpansionLimit::kRatio) +
                                " times"
                          : "larger than the limit of " + std::to_string(max_bytes) + " bytes",
                  where);
    }
    if (decoding.outcome != Outcome::kDone || !known) {
      if (looks_like_text(body)) return body;  // what is compressed has control characters
    }
    if (!known || decoding.outcome == Outcome::kDamaged) {
      return fail(
          ErrorCode::kInvalidArchive,
          known ? "the body is damaged " + coding : "the body has a coding that is not known",
          where);
    }
    body = std::move(decoding.out);
  }
  return body;
}

}  // namespace quoth
