// The visible text of a page, with the way back into the page.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "html/byte_map.h"
#include "quoth/source_map.h"

namespace quoth {

// Grows by runs of the page. Entities are resolved; white space (no-break spaces too) is folded to
// one space and left out where a block begins or ends; soft hyphens, zero-width spaces, byte order
// marks and control characters are left out.
class PageText {
 public:
  explicit PageText(std::string_view page) : page_(page) {}

  const std::string& text() const { return text_; }
  uint32_t size() const { return static_cast<uint32_t>(text_.size()); }

  // Ends what was before: white space is not carried over, and the next text begins a block.
  void begin_block();
  // Appends the run [begin, end) of the page.
  void append(uint32_t begin, uint32_t end);
  // A break between words that has no character of its own (<br>).
  void append_break();
  // A page of no text so far: what was appended since begin_block().
  bool at_block_begin() const { return block_begin_ == text_.size(); }

  // Adds to `map` where the bytes [begin, end) were read from, as text at `to`.
  void copy_map(SourceMap& map, uint32_t to, uint32_t begin, uint32_t end,
                const ByteMap& bytes) const;

 private:
  struct Piece {
    uint32_t text;
    uint32_t page;
    uint32_t text_size;
    uint32_t page_size;  // of a verbatim piece, kVerbatim
  };
  static constexpr uint32_t kVerbatim = UINT32_MAX;

  uint32_t plain_end(uint32_t pos, uint32_t end) const;
  void add_space(uint32_t begin, uint32_t end);
  void flush_space();
  void add_verbatim(uint32_t begin, uint32_t end);
  void add_whole(std::string_view text, uint32_t begin, uint32_t end);
  void add_character(char32_t c, uint32_t begin, uint32_t end);

  std::string_view page_;
  std::string text_;
  std::vector<Piece> pieces_;
  size_t block_begin_ = 0;
  uint32_t space_begin_ = 0, space_end_ = 0;  // white space that waits for a word
  bool space_ = false;
};

}  // namespace quoth
