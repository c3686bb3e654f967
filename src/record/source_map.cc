#include "quoth/source_map.h"

#include <algorithm>

namespace quoth {

uint32_t SourceMap::source_end(const Piece& piece) {
  return piece.source + (piece.source_size == kVerbatim ? piece.text_size : piece.source_size);
}

void SourceMap::add_verbatim(uint32_t text, uint32_t source, uint32_t size) {
  if (size == 0) return;
  if (!pieces_.empty()) {
    Piece& last = pieces_.back();
    if (last.source_size == kVerbatim && last.text + last.text_size == text &&
        source_end(last) == source) {
      last.text_size += size;
      return;
    }
  }
  pieces_.push_back({text, source, size, kVerbatim});
}

void SourceMap::add_whole(uint32_t text, uint32_t text_size, uint32_t source,
                          uint32_t source_size) {
  if (text_size > 0) pieces_.push_back({text, source, text_size, source_size});
}

SourceSpan SourceMap::to_source(ByteSpan text) const {
  const auto first = std::partition_point(pieces_.begin(), pieces_.end(), [&](const Piece& p) {
    return p.text + p.text_size <= text.begin;
  });
  const auto after =
      std::partition_point(first, pieces_.end(), [&](const Piece& p) { return p.text < text.end; });
  if (first == after) {
    const uint64_t at = base_ + (first == pieces_.begin() ? 0 : source_end(*std::prev(first)));
    return {at, at};
  }
  const auto last = std::prev(after);
  uint32_t begin = first->source;
  if (first->source_size == kVerbatim && text.begin > first->text)
    begin += text.begin - first->text;
  uint32_t end = source_end(*last);
  if (last->source_size == kVerbatim && text.end < last->text + last->text_size) {
    end = last->source + (text.end - last->text);
  }
  return {base_ + begin, base_ + end};
}

std::vector<SourceSpan> SourceMap::to_source_pieces(ByteSpan text) const {
  std::vector<SourceSpan> found;
  auto piece = std::partition_point(pieces_.begin(), pieces_.end(), [&](const Piece& p) {
    return p.text + p.text_size <= text.begin;
  });
  while (piece != pieces_.end() && piece->text < text.end) {
    ByteSpan run{std::max(piece->text, text.begin), piece->text + piece->text_size};
    for (++piece; piece != pieces_.end() && piece->text == run.end && run.end < text.end; ++piece) {
      run.end += piece->text_size;
    }
    run.end = std::min(run.end, text.end);
    found.push_back(to_source(run));
  }
  return found;
}

}  // namespace quoth
