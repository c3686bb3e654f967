// From the UTF-8 text of a page back to its bytes, for pages that are not UTF-8 already.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "quoth/source_map.h"

namespace quoth {

// Which bytes of the file each byte of the decoded page stands for. Without pieces the two are the
// same but for `shift` bytes in front (a byte order mark). Offsets of the text that lie inside a
// whole piece are taken to lie at its ends.
class ByteMap {
 public:
  explicit ByteMap(uint32_t shift = 0) : shift_(shift) {}

  // Pieces come in text order and without gaps; verbatim ones that touch are joined.
  void add(uint32_t text, uint32_t text_size, uint32_t source, uint32_t source_size);

  // Adds to `map` that `size` bytes at `text` were copied from the page from `begin` on.
  void copy_verbatim(SourceMap& map, uint32_t text, uint32_t begin, uint32_t size) const;
  // Adds to `map` that `text_size` bytes at `text` stand for the page's [begin, end).
  void copy_whole(SourceMap& map, uint32_t text, uint32_t text_size, uint32_t begin,
                  uint32_t end) const;

 private:
  struct Piece {
    uint32_t text;
    uint32_t source;
    uint32_t text_size;
    uint32_t source_size;  // kVerbatim: text_size
  };
  static constexpr uint32_t kVerbatim = UINT32_MAX;

  size_t find(uint32_t text) const;  // the piece that holds the byte
  uint32_t source_begin(uint32_t text) const;
  uint32_t source_end(uint32_t text_end) const;

  uint32_t shift_;
  std::vector<Piece> pieces_;
};

}  // namespace quoth
