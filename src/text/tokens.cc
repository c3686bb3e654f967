#include "text/tokens.h"

#include <algorithm>

namespace quoth {
namespace {

bool is_partition(const std::vector<TokenRange>& ranges, size_t n_tokens) {
  uint32_t next = 0;
  for (const TokenRange& r : ranges) {
    if (r.begin != next || r.empty()) return false;
    next = r.end;
  }
  return next == n_tokens;
}

}  // namespace

bool Tokens::validate(size_t text_size) const {
  uint32_t last = 0;
  for (const Token& t : tokens) {
    if (t.span.empty() || t.span.begin < last || t.span.end > text_size) return false;
    last = t.span.end;
  }
  if (!is_partition(sentences, tokens.size()) || !is_partition(paragraphs, tokens.size())) {
    return false;
  }
  auto sentence = sentences.begin();
  return std::all_of(paragraphs.begin(), paragraphs.end(), [&](const TokenRange& p) {
    while (sentence != sentences.end() && sentence->begin < p.begin) ++sentence;
    return sentence != sentences.end() && sentence->begin == p.begin;
  });
}

std::string to_dump(const Tokens& tokens, std::string_view text) {
  std::string out;
  auto paragraph = tokens.paragraphs.begin();
  for (const TokenRange& sentence : tokens.sentences) {
    const TokenPlace place = tokens.tokens[sentence.begin].place;
    while (paragraph != tokens.paragraphs.end() && paragraph->begin < sentence.begin) ++paragraph;
    if (paragraph != tokens.paragraphs.end() && paragraph->begin == sentence.begin) out += "¶ ";
    if (place == TokenPlace::kDateline) out += "≡ ";
    for (uint32_t i = sentence.begin; i < sentence.end; ++i) {
      const Token& t = tokens.tokens[i];
      if (i > sentence.begin) out += ' ';
      out += text.substr(t.span.begin, t.span.size());
      if (!t.is_quote_mark) continue;
      if (t.quoting == Quoting::kOpen) out.append(t.quote_level, '<');
      if (t.quoting == Quoting::kClose) out.append(t.quote_level, '>');
      if (t.quoting == Quoting::kStray) out += '~';
    }
    out += '\n';
  }
  return out;
}

}  // namespace quoth
