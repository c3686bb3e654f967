// Spans of source, cue and content laid over a text as marks that nest, for formats in which one
// element may hold another but not cut it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "quoth/span.h"
#include "write/selection.h"

namespace quoth {

enum class Role : uint8_t { kContent, kSource, kCue };

// A piece of a role of a statement. A span that crosses the end of a paragraph or of another mark
// is cut there.
struct Mark {
  ByteSpan span;
  uint32_t statement = 0;  // place in the list of those selected
  Role role = Role::kContent;
  uint32_t part = 0;     // of all marks of this role of this statement, from 0 in text order
  uint32_t n_parts = 1;  // how many there are

  friend bool operator==(const Mark&, const Mark&) = default;
};

// The spans of the paragraphs, each from its first token to its last.
std::vector<ByteSpan> paragraph_spans(std::string_view text);

// The marks in the order in which they open. Any two are disjoint, or the later one lies in the
// earlier; none crosses a paragraph or lies outside of all.
//
//   paragraph {0, 9}   content of s1 {0, 6}, of s2 {4, 9}
//   marks  s1 {0, 6}   s2 {4, 6}, its part 0 of 2, in s1   s2 {6, 9}, part 1 of 2
std::vector<Mark> nest_marks(const std::vector<Selected>& selected,
                             const std::vector<ByteSpan>& paragraphs);

// Walks a paragraph: text(span), open(mark), close(mark) in document order. `next` is the first
// mark that is not walked yet, 0 for the first paragraph.
template <typename Text, typename Open, typename Close>
void walk_marks(ByteSpan paragraph, const std::vector<Mark>& marks, size_t& next, Text&& text,
                Open&& open, Close&& close) {
  std::vector<const Mark*> opened;
  uint32_t at = paragraph.begin;
  const auto advance = [&](uint32_t to) {
    if (at < to) text(ByteSpan{at, to});
    at = to;
  };
  const auto close_until = [&](uint32_t limit) {
    while (!opened.empty() && opened.back()->span.end <= limit) {
      advance(opened.back()->span.end);
      close(*opened.back());
      opened.pop_back();
    }
  };
  for (; next < marks.size() && marks[next].span.begin < paragraph.end; ++next) {
    close_until(marks[next].span.begin);
    advance(marks[next].span.begin);
    open(marks[next]);
    opened.push_back(&marks[next]);
  }
  close_until(paragraph.end);
  advance(paragraph.end);
}

}  // namespace quoth
