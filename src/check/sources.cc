#include "check/sources.h"

#include <algorithm>
#include <utility>

#include "text/tokenizer.h"

namespace quoth {
namespace {

// The words of each paragraph of the text.
std::vector<TokenRange> words_by_paragraph(const Tokens& tokens, const QuoteWords& all) {
  std::vector<TokenRange> ranges;
  uint32_t word = 0;
  for (const TokenRange& paragraph : tokens.paragraphs) {
    const uint32_t end = tokens.tokens[paragraph.end - 1].span.end;
    const uint32_t first = word;
    while (word < all.words.size() && all.words[word].span.begin < end) ++word;
    ranges.push_back({first, word});
  }
  return ranges;
}

uint32_t overlap(const std::vector<ByteSpan>& content, ByteSpan span) {
  uint32_t n = 0;
  for (const ByteSpan& piece : content) {
    if (piece.overlaps(span))
      n += std::min(piece.end, span.end) - std::max(piece.begin, span.begin);
  }
  return n;
}

uint32_t total(const std::vector<ByteSpan>& content) {
  uint32_t n = 0;
  for (const ByteSpan& piece : content) n += piece.size();
  return n;
}

}  // namespace

SourceText make_source(const Article& article, Record record) {
  const Tokens tokens = tokenize(article.text);
  SourceText source{.id = article.id,
                    .text = article.text,
                    .record = std::move(record),
                    .paragraph_words = {},
                    .spoken = find_spoken(article.text, tokens)};
  drop_titles(source.spoken,
              [&](ByteSpan run) { return !statements_at(source.record, run).empty(); });
  source.paragraph_words = words_by_paragraph(tokens, source.spoken.all);
  return source;
}

std::vector<uint32_t> statements_at(const Record& record, ByteSpan span) {
  // Nearly all of it, or, where no statement has that, the better part.
  std::vector<uint32_t> found;
  for (const uint64_t percent : {90, 50}) {
    for (uint32_t s = 0; s < record.statements.size(); ++s) {
      if (uint64_t{100} * overlap(record.statements[s].content, span) >= percent * span.size()) {
        found.push_back(s);
      }
    }
    if (!found.empty()) break;
  }
  std::stable_sort(found.begin(), found.end(), [&](uint32_t a, uint32_t b) {
    return total(record.statements[a].content) < total(record.statements[b].content);
  });
  return found;
}

void Sources::add(SourceText source) {
  auto kept = std::make_unique<const SourceText>(std::move(source));
  index_.add(kept->spoken.all.words);
  texts_.push_back(std::move(kept));
}

}  // namespace quoth
