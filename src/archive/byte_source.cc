#include "archive/byte_source.h"

#include <utility>

namespace quoth {

Result<ByteSource> ByteSource::open(const std::string& path) {
  auto raw = RawInput::open(path);
  if (!raw) return tl::unexpected(raw.error());
  return ByteSource(*std::move(raw));
}

Result<bool> ByteSource::grow() {
  if (postponed_) {
    const Error error = *std::exchange(postponed_, std::nullopt);
    return tl::unexpected(error);
  }
  if (is_broken_) return false;
  if (!std::exchange(is_begun_, true)) {
    const auto filled = raw_.fill(kMagicBytes);
    is_broken_ = !filled;
    if (!filled) return filled;
    codec_ = make_codec(raw_.held());
  }
  const auto grown = codec_ ? grow_compressed() : grow_plain();
  is_broken_ = !grown && grown.error().code == ErrorCode::kIo;
  return grown;
}

Result<bool> ByteSource::grow_plain() {
  const auto filled = raw_.fill(1);
  if (!filled || !*filled) return filled;
  drop_consumed();
  held_.append(raw_.held());
  raw_.consume(raw_.held().size());
  return true;
}

Result<bool> ByteSource::grow_compressed() {
  drop_consumed();
  const uint64_t end = position_ + held_.size() - begin_;
  const auto grown = codec_->expand(raw_, held_);
  if (grown && !*grown) return grown;
  const uint64_t offset = codec_->member_offset();
  if (members_.empty() || members_.back().offset != offset) members_.push_back({end, offset});
  drop_members();
  return grown;
}

// In held_, once that halves it, so that each byte is moved once on average.
void ByteSource::drop_consumed() {
  if (begin_ * 2 < held_.size()) return;
  held_.erase(0, begin_);
  begin_ = 0;
}

void ByteSource::consume(size_t n) {
  begin_ += n;
  position_ += n;
  drop_members();
  if (begin_ < held_.size()) return;
  held_.clear();
  begin_ = 0;
}

void ByteSource::drop_members() {
  while (members_.size() > 1 && members_[1].position <= position_) members_.pop_front();
}

std::string ByteSource::take() {
  const size_t n = held_.size() - begin_;
  std::string all = std::exchange(held_, {});
  all.erase(0, std::exchange(begin_, 0));
  all.shrink_to_fit();
  position_ += n;
  drop_members();
  return all;
}

uint64_t ByteSource::offset() const {
  if (!codec_) return position_;
  return members_.empty() ? raw_.offset() : members_.front().offset;
}

}  // namespace quoth
