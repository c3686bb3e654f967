// From the text of an article back to the bytes of the file that it was read from.
#pragma once

#include <cstdint>
#include <vector>

#include "quoth/span.h"

namespace quoth {

// A half-open range [begin, end) of bytes of an input, which may be larger than 4 GiB.
struct SourceSpan {
  uint64_t begin = 0;
  uint64_t end = 0;

  friend constexpr bool operator==(SourceSpan, SourceSpan) = default;
};

// Which bytes of an input each byte of Article::text was read from, as pieces in text order. A
// piece is verbatim (the same bytes in both) or whole: several bytes that stand for several others
// and cannot be divided, as an entity does. Text between the pieces (a paragraph break that the
// reader put in) has no bytes in the input.
//
//   input  <p>Fish &amp; chips</p>      text  Fish & chips
//   pieces verbatim 0 <- 3, 5 bytes ("Fish "); whole 5 <- 8, 1 byte of text for 5 of input ("&");
//          verbatim 6 <- 13, 6 bytes (" chips")
//   to_source({0, 6})  {3, 13}  Fish &amp;      to_source({7, 12})  {14, 19}  chips
//
// A plain value: copy, compare and share it freely. 16 bytes a piece.
class SourceMap {
 public:
  SourceMap() = default;
  // The document begins at byte `base` of the input; source offsets of pieces count from there.
  explicit SourceMap(uint64_t base) : base_(base) {}

  // Appends a piece. Pieces must be ascending and disjoint in the text; a verbatim piece that goes
  // on where the last one ends, in both, is joined to it. A piece of no text is left out.
  void add_verbatim(uint32_t text, uint32_t source, uint32_t size);
  void add_whole(uint32_t text, uint32_t text_size, uint32_t source, uint32_t source_size);

  // True where nothing is known, as for a document whose reader does not tell.
  bool empty() const { return pieces_.empty(); }

  // From the first input byte of the first character of `text` to the last one of its last. Text
  // that has no bytes in the input is left out at both ends; if nothing is left the span is empty
  // and lies at the byte after the piece before it.
  SourceSpan to_source(ByteSpan text) const;

  // The same in several spans, cut where the text has no bytes in the input, as between two
  // paragraphs of a page: what the page has there besides tags is no part of the text.
  //   {7, 17}  {14, 19} {26, 30}   of <p>Fish &amp; chips</p><p>Peas</p>
  std::vector<SourceSpan> to_source_pieces(ByteSpan text) const;

  friend bool operator==(const SourceMap&, const SourceMap&) = default;

 private:
  struct Piece {
    uint32_t text;
    uint32_t source;
    uint32_t text_size;
    uint32_t source_size;  // kVerbatim: text_size

    friend bool operator==(const Piece&, const Piece&) = default;
  };
  static constexpr uint32_t kVerbatim = UINT32_MAX;

  static uint32_t source_end(const Piece& piece);

  uint64_t base_ = 0;
  std::vector<Piece> pieces_;
};

}  // namespace quoth
