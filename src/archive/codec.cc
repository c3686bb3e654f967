#include "archive/codec.h"

#include <algorithm>
#include <utility>

#include "archive/gzip.h"
#include "archive/zstd_frames.h"

namespace quoth {

std::unique_ptr<Codec> make_codec(std::string_view head) {
  if (is_gzip(head)) return std::make_unique<GzipCodec>();
  if (is_zstd(head)) return std::make_unique<ZstdCodec>();
  return nullptr;
}

Result<bool> Codec::expand(RawInput& raw, std::string& out) {
  if (pending_) {
    const Error error = *std::exchange(pending_, std::nullopt);
    return tl::unexpected(error);
  }
  const size_t before = out.size();
  while (true) {
    if (std::exchange(resyncing_, false)) {
      const auto found = resync_.run(raw, find_, n_lookahead_);
      if (!found) return tl::unexpected(found.error());
    }
    const auto more = is_in_member_ ? expand_chunk(raw, out) : start_member(raw, out);
    if (out.size() == before) {
      if (more && *more) continue;
      return more;
    }
    if (!more) pending_ = more.error();
    return true;
  }
}

void Codec::enter(const RawInput& raw) {
  member_offset_ = raw.offset();
  n_in_ = n_out_ = 0;
}

void Codec::leave() {
  is_in_member_ = false;
  limit_.charge(n_in_, n_out_);
}

tl::unexpected<Error> Codec::leave_damaged(RawInput& raw, ErrorCode code,
                                           const std::string& message) {
  resync_.start(raw, member_offset_);
  resyncing_ = true;
  leave();
  return tl::unexpected(Error{code, message, byte_place(raw.path(), member_offset_)});
}

uint64_t ExpansionLimit::excess(uint64_t n_in, uint64_t n_out) {
  const uint64_t allowed = kRatio * n_in + kMemberBytes;
  return n_out > allowed ? n_out - allowed : 0;
}

void ExpansionLimit::charge(uint64_t n_in, uint64_t n_out) {
  left_ -= std::min(left_, excess(n_in, n_out));
}

void Resync::start(RawInput& raw, uint64_t member_offset) {
  constexpr uint64_t kFreeBytes = 1 << 20;
  constexpr uint64_t kShare = 8;  // of the file, one part in so many
  const uint64_t failed_at = raw.offset();
  if (failed_at <= member_offset) {
    raw.consume(std::min<size_t>(1, raw.held().size()));
    return;
  }
  uint64_t n = std::min<uint64_t>(failed_at - member_offset - 1, RawInput::kKeptBytes);
  if (rewound_ + n > kFreeBytes + failed_at / kShare) n = 0;
  raw.rewind(n);
  rewound_ += n;
}

Result<void> Resync::run(RawInput& raw, size_t (*find)(std::string_view), size_t n_lookahead) {
  while (true) {
    const auto filled = raw.fill(n_lookahead);
    if (!filled) return tl::unexpected(filled.error());
    const std::string_view held = raw.held();
    const size_t at = find(held);
    if (at != std::string_view::npos) {
      raw.consume(at);
      return {};
    }
    raw.consume(*filled ? held.size() - n_lookahead + 1 : held.size());
    if (!*filled) return {};
  }
}

}  // namespace quoth
