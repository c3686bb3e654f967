#include "archive/gzip.h"

#include <libdeflate.h>
#include <zlib.h>

#include <algorithm>
#include <utility>

namespace quoth {
namespace {

constexpr size_t kHeaderBytes = 10;
constexpr int kGzipWindowBits = 15 + 16;

// A header as compressors write it: method 8, no reserved flag, a known level and system.
bool is_plausible_header(std::string_view bytes) {
  if (bytes.size() < kHeaderBytes || !is_gzip(bytes)) return false;
  const auto at = [&](size_t i) { return static_cast<unsigned char>(bytes[i]); };
  const bool known_level = at(8) == 0 || at(8) == 2 || at(8) == 4;
  const bool known_system = at(9) <= 13 || at(9) == 255;
  return (at(3) & 0xE0) == 0 && known_level && known_system;
}

size_t find_header(std::string_view bytes) {
  constexpr std::string_view kMagic = "\x1F\x8B\x08";
  for (size_t at = bytes.find(kMagic); at != bytes.npos; at = bytes.find(kMagic, at + 1)) {
    if (is_plausible_header(bytes.substr(at))) return at;
  }
  return std::string_view::npos;
}

}  // namespace

bool is_gzip(std::string_view bytes) { return bytes.starts_with("\x1F\x8B\x08"); }

void GzipCodec::DeleteInflate::operator()(z_stream_s* stream) const {
  inflateEnd(stream);
  delete stream;
}

void GzipCodec::DeleteLibdeflate::operator()(libdeflate_decompressor* decompressor) const {
  libdeflate_free_decompressor(decompressor);
}

GzipCodec::GzipCodec()
    : Codec(find_header, kHeaderBytes),
      libdeflate_(libdeflate_alloc_decompressor()),
      buffer_(std::make_unique_for_overwrite<char[]>(kWholeBytes)) {}

GzipCodec::~GzipCodec() = default;

// At the begin of a member or of what lies between them; false at the end of the file.
Result<bool> GzipCodec::start_member(RawInput& raw, std::string& out) {
  raw.reserve(kWindowBytes);
  const auto filled = raw.fill(kAheadBytes);
  if (!filled) return filled;
  if (!is_first_) {
    raw.consume(std::min(raw.held().find_first_not_of('\0'), raw.held().size()));
  }
  if (raw.held().empty()) return *filled;
  is_first_ = false;
  enter(raw);
  if (!is_gzip(raw.held())) {
    return leave_damaged(raw, ErrorCode::kInvalidArchive, "bytes that are no member of gzip");
  }
  if (expand_whole(raw, out)) return true;
  if (!inflate_) {
    inflate_.reset(new z_stream{});
    if (inflateInit2(inflate_.get(), kGzipWindowBits) != Z_OK) {
      return fail(ErrorCode::kIo, "no memory to decompress in", raw.path());
    }
  } else {
    inflateReset(inflate_.get());
  }
  is_in_member_ = true;
  has_more_output_ = false;
  return true;
}

// The member at the begin of what is held, by libdeflate; false if that cannot be done.
bool GzipCodec::expand_whole(RawInput& raw, std::string& out) {
  for (const size_t want : {kAheadBytes, kWindowBytes}) {
    if (!libdeflate_ || failed_tries_ > kFreeTries + raw.offset() / kBytesPerTry) return false;
    if (!raw.fill(want) && want > kAheadBytes) return false;  // expand_chunk() will tell why
    size_t n_in = 0, n_out = 0;
    const std::string_view held = raw.held();
    const auto result = libdeflate_gzip_decompress_ex(libdeflate_.get(), held.data(), held.size(),
                                                      buffer_.get(), kWholeBytes, &n_in, &n_out);
    if (result == LIBDEFLATE_SUCCESS && limit_.allows(n_in, n_out)) {
      limit_.charge(n_in, n_out);
      out.append(buffer_.get(), n_out);
      raw.consume(n_in);
      return true;
    }
    ++failed_tries_;
    const bool may_go_on = held.size() >= want && held.size() < kWindowBytes;
    if (result != LIBDEFLATE_BAD_DATA || !may_go_on) return false;
  }
  return false;
}

// A chunk of the member that zlib is in.
Result<bool> GzipCodec::expand_chunk(RawInput& raw, std::string& out) {
  const auto filled = has_more_output_ ? Result<bool>(true) : raw.fill(1);
  if (!filled) return filled;
  if (!*filled) {
    return leave_damaged(raw, ErrorCode::kInvalidArchive, "the member of gzip ends too early");
  }
  const std::string_view held = raw.held();
  z_stream& stream = *inflate_;
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(held.data()));
  stream.avail_in = static_cast<uInt>(std::min<size_t>(held.size(), kWindowBytes));
  const uInt n_given = stream.avail_in;
  stream.next_out = reinterpret_cast<Bytef*>(buffer_.get());
  stream.avail_out = kChunkBytes;
  const int status = inflate(&stream, Z_NO_FLUSH);
  const size_t n_in = n_given - stream.avail_in, n_out = kChunkBytes - stream.avail_out;
  n_in_ += n_in;
  n_out_ += n_out;
  raw.consume(n_in);
  out.append(buffer_.get(), n_out);
  has_more_output_ = n_out == kChunkBytes && status == Z_OK;
  if (status == Z_STREAM_END) {
    leave();
    return true;
  }
  if (status != Z_OK && status != Z_BUF_ERROR) {
    return leave_damaged(raw, ErrorCode::kInvalidArchive, "the member of gzip is damaged");
  }
  if (limit_.allows(n_in_, n_out_)) return true;
  return leave_damaged(
      raw, ErrorCode::kTooLarge,
      "the member of gzip expands more than " + std::to_string(ExpansionLimit::kRatio) + " times");
}

}  // namespace quoth
