#include "html/byte_map.h"

#include <algorithm>

namespace quoth {

void ByteMap::add(uint32_t text, uint32_t text_size, uint32_t source, uint32_t source_size) {
  const bool verbatim = text_size == 1 && source_size == 1;
  if (verbatim && !pieces_.empty()) {
    Piece& last = pieces_.back();
    if (last.source_size == kVerbatim && last.source + last.text_size == source) {
      ++last.text_size;
      return;
    }
  }
  pieces_.push_back({text, source, text_size, verbatim ? kVerbatim : source_size});
}

size_t ByteMap::find(uint32_t text) const {
  const auto after = std::upper_bound(pieces_.begin(), pieces_.end(), text,
                                      [](uint32_t at, const Piece& p) { return at < p.text; });
  return static_cast<size_t>(after - pieces_.begin()) - (after != pieces_.begin());
}

uint32_t ByteMap::source_begin(uint32_t text) const {
  if (pieces_.empty()) return text + shift_;
  const Piece& p = pieces_[find(text)];
  return p.source_size == kVerbatim ? p.source + (text - p.text) : p.source;
}

uint32_t ByteMap::source_end(uint32_t text_end) const {
  if (pieces_.empty()) return text_end + shift_;
  const Piece& p = pieces_[find(text_end - 1)];
  return p.source_size == kVerbatim ? p.source + (text_end - p.text) : p.source + p.source_size;
}

void ByteMap::copy_verbatim(SourceMap& map, uint32_t text, uint32_t begin, uint32_t size) const {
  if (pieces_.empty()) {
    map.add_verbatim(text, begin + shift_, size);
    return;
  }
  const uint32_t end = begin + size;
  for (size_t i = find(begin); i < pieces_.size() && pieces_[i].text < end; ++i) {
    const Piece& p = pieces_[i];
    const uint32_t from = std::max(begin, p.text), to = std::min(end, p.text + p.text_size);
    if (p.source_size == kVerbatim) {
      map.add_verbatim(text + (from - begin), p.source + (from - p.text), to - from);
    } else {
      map.add_whole(text + (from - begin), to - from, p.source, p.source_size);
    }
  }
}

void ByteMap::copy_whole(SourceMap& map, uint32_t text, uint32_t text_size, uint32_t begin,
                         uint32_t end) const {
  const uint32_t source = source_begin(begin);
  map.add_whole(text, text_size, source, source_end(end) - source);
}

}  // namespace quoth
