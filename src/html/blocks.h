// The text of a page cut into blocks: paragraphs, headings, list items, cells.
#pragma once

#include <cstdint>
#include <vector>

#include "html/page_text.h"
#include "html/scanner.h"
#include "html/tree.h"
#include "html/vocabulary.h"

namespace quoth {

// What a block stands in, at whatever distance, as bits.
enum class Inside : uint8_t {
  kArticle,
  kMain,
  kNavigation,
  kAside,
  kFooter,
  kHeader,
  kForm,
  kTable,
  kList,
  kFigure,
  kQuote,
  kSection,
  kPreformatted,
  kDefinitions,
  kAddress,
  kDetails,
  kArticleBody,
  kNotShown,
  kTime,
  kComment,
  kCount
};
constexpr uint32_t bit(Inside place) { return 1u << static_cast<unsigned>(place); }

// A block of text that begins a line of its own. Blocks are ascending and disjoint in the text and
// none is empty.
struct Block {
  uint32_t begin = 0;  // bytes of the PageText
  uint32_t end = 0;
  uint32_t node = 0;        // the innermost block-level element around it
  uint32_t link_bytes = 0;  // of its text, inside <a href>
  uint32_t bold_bytes = 0;  // inside <b> or <strong>
  uint32_t n_links = 0;
  uint32_t own = 0;     // markup groups of that element and of the inline elements inside
  uint32_t parent = 0;  // of its parent and grandparent
  uint32_t any = 0;     // of all elements around it but <html> and <body>
  uint32_t inside = 0;  // bits of Inside
  uint8_t heading = 0;  // level; 0 if it is none
  bool broken = false;  // cut from the block before it by <br>, not by an element
};

struct PageBlocks {
  PageText text;
  std::vector<Block> blocks;
};

// Cuts at block-level elements, at two <br>, and at one <br> after the end of a sentence. Linear
// in the nodes.
PageBlocks cut_blocks(std::string_view page, const Scan& scan, const std::vector<Node>& nodes);

}  // namespace quoth
