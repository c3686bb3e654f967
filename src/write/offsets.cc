#include "write/offsets.h"

#include <algorithm>
#include <cassert>

#include "base/utf8.h"

namespace quoth {

std::string_view name(OffsetUnit unit) {
  switch (unit) {
    case OffsetUnit::kCodePoints: return "codepoints";
    case OffsetUnit::kUtf8: return "utf8";
    case OffsetUnit::kUtf16: return "utf16";
    case OffsetUnit::kSource: return "source";
  }
  return "";
}

std::optional<OffsetUnit> offset_unit_of(std::string_view text) {
  for (const OffsetUnit unit :
       {OffsetUnit::kCodePoints, OffsetUnit::kUtf8, OffsetUnit::kUtf16, OffsetUnit::kSource}) {
    if (name(unit) == text) return unit;
  }
  return std::nullopt;
}

OffsetMap::OffsetMap(std::string_view text, std::vector<uint32_t> positions, OffsetUnit unit)
    : unit_(unit), bytes_(std::move(positions)) {
  if (unit_ == OffsetUnit::kUtf8) return;
  std::sort(bytes_.begin(), bytes_.end());
  bytes_.erase(std::unique(bytes_.begin(), bytes_.end()), bytes_.end());
  offsets_.reserve(bytes_.size());
  uint32_t byte = 0;
  size_t offset = 0;
  for (const uint32_t position : bytes_) {
    const std::string_view gap = text.substr(byte, position - byte);
    offset += unit_ == OffsetUnit::kUtf16 ? count_utf16_units(gap) : count_code_points(gap);
    offsets_.push_back(static_cast<uint32_t>(offset));
    byte = position;
  }
}

uint64_t OffsetMap::at(uint32_t byte) const {
  assert(unit_ != OffsetUnit::kSource);
  if (unit_ == OffsetUnit::kUtf8) return byte;
  return offsets_[std::lower_bound(bytes_.begin(), bytes_.end(), byte) - bytes_.begin()];
}

SourceSpan OffsetMap::at(ByteSpan span) const {
  if (unit_ == OffsetUnit::kSource) return source_->to_source(span);
  return {at(span.begin), at(span.end)};
}

std::vector<SourceSpan> OffsetMap::pieces(ByteSpan span) const {
  if (unit_ == OffsetUnit::kSource) return source_->to_source_pieces(span);
  return {at(span)};
}

}  // namespace quoth
