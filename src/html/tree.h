// The elements and texts of a page, as the HTML5 algorithm nests them.
#pragma once

#include <gumbo.h>

#include <cstdint>
#include <vector>

#include "html/scanner.h"

namespace quoth {

// An element, or a run of text if tag is kTextNode. Nodes stand in document order, so that the
// subtree of node i is [i, end).
struct Node {
  GumboTag tag = GUMBO_TAG_UNKNOWN;
  uint32_t parent = 0;  // of the root, itself
  uint32_t end = 0;
  uint32_t depth = 0;
  // A text: index into Scan::runs. An element: into Scan::tags, or kImplied where the parser put
  // it in (<tbody>).
  uint32_t index = 0;
};

constexpr GumboTag kTextNode = GUMBO_TAG_LAST;
constexpr uint32_t kImplied = UINT32_MAX;

// Parses the skeleton. nodes[0] is <html>. Constant stack; memory is some 40 times the skeleton.
std::vector<Node> build_tree(const Scan& scan);

}  // namespace quoth
