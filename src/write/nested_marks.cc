#include "write/nested_marks.h"

#include <algorithm>
#include <array>
#include <queue>

#include "text/tokenizer.h"

namespace quoth {
namespace {

// True if `a` opens after `b`: later, or shorter, or of a later role or statement.
struct OpensAfter {
  bool operator()(const Mark& a, const Mark& b) const {
    if (a.span.begin != b.span.begin) return a.span.begin > b.span.begin;
    if (a.span.end != b.span.end) return a.span.end < b.span.end;
    if (a.role != b.role) return a.role > b.role;
    return a.statement > b.statement;
  }
};

using MarkQueue = std::priority_queue<Mark, std::vector<Mark>, OpensAfter>;

void add_clipped(MarkQueue& queue, Mark mark, const std::vector<ByteSpan>& paragraphs) {
  const ByteSpan span = mark.span;
  auto p = std::partition_point(paragraphs.begin(), paragraphs.end(),
                                [&](const ByteSpan& x) { return x.end <= span.begin; });
  for (; p != paragraphs.end() && p->begin < span.end; ++p) {
    mark.span = {std::max(span.begin, p->begin), std::min(span.end, p->end)};
    if (!mark.span.empty()) queue.push(mark);
  }
}

MarkQueue gather(const std::vector<Selected>& selected, const std::vector<ByteSpan>& paragraphs) {
  MarkQueue queue;
  for (uint32_t i = 0; i < selected.size(); ++i) {
    const Statement& s = *selected[i].statement;
    for (const ByteSpan& span : s.content)
      add_clipped(queue, {span, i, Role::kContent}, paragraphs);
    for (const ByteSpan& span : s.source) add_clipped(queue, {span, i, Role::kSource}, paragraphs);
    for (const ByteSpan& span : s.cue) add_clipped(queue, {span, i, Role::kCue}, paragraphs);
  }
  return queue;
}

void number_parts(std::vector<Mark>& marks, size_t n_statements) {
  std::vector<std::array<uint32_t, 3>> counts(n_statements);
  const auto count = [&](const Mark& m) -> uint32_t& {
    return counts[m.statement][static_cast<size_t>(m.role)];
  };
  for (Mark& mark : marks) mark.part = count(mark)++;
  for (Mark& mark : marks) mark.n_parts = count(mark);
}

}  // namespace

std::vector<ByteSpan> paragraph_spans(std::string_view text) {
  const Tokens tokens = tokenize(text);
  std::vector<ByteSpan> spans;
  spans.reserve(tokens.paragraphs.size());
  for (const TokenRange& p : tokens.paragraphs) {
    spans.push_back({tokens.tokens[p.begin].span.begin, tokens.tokens[p.end - 1].span.end});
  }
  return spans;
}

std::vector<Mark> nest_marks(const std::vector<Selected>& selected,
                             const std::vector<ByteSpan>& paragraphs) {
  MarkQueue queue = gather(selected, paragraphs);
  std::vector<Mark> marks;
  std::vector<uint32_t> ends;  // of the marks that are open, outermost first
  while (!queue.empty()) {
    Mark mark = queue.top();
    queue.pop();
    while (!ends.empty() && ends.back() <= mark.span.begin) ends.pop_back();
    if (!ends.empty() && mark.span.end > ends.back()) {
      Mark rest = mark;
      mark.span.end = rest.span.begin = ends.back();
      queue.push(rest);
    }
    ends.push_back(mark.span.end);
    marks.push_back(mark);
  }
  number_parts(marks, selected.size());
  return marks;
}

}  // namespace quoth
