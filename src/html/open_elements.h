// How deep the elements of a page are nested, told while scanning it.
#pragma once

#include <gumbo.h>

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace quoth {

// Keeps the parser's tree within a depth: gumbo looks for the elements in scope from the innermost
// outwards, which takes time in the square of the depth. The elements that are open are followed as
// the WHATWG HTML Standard closes them, where they would pile up in real pages (<p>, <li>, <td> and
// such without end tags); where in doubt one is held to be open still.
class OpenElements {
 public:
  explicit OpenElements(uint32_t max_depth) : max_depth_(max_depth) {}

  // True if the tag may stand in the skeleton.
  bool start(GumboTag tag);
  bool end(GumboTag tag);

 private:
  void close_implied(GumboTag tag);
  bool pop_through(GumboTag tag, bool (*is_barrier)(GumboTag));

  uint32_t max_depth_;
  std::vector<GumboTag> open_;
  std::unordered_map<int, uint32_t> refused_;  // start tags left out, by tag
};

}  // namespace quoth
