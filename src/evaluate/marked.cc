#include "evaluate/marked.h"

#include <algorithm>

namespace quoth {
namespace {

// Code points before each byte of `text`, and before its end.
std::vector<uint32_t> code_points_before(std::string_view text) {
  std::vector<uint32_t> before;
  before.reserve(text.size() + 1);
  uint32_t n = 0;
  for (const char c : text) {
    before.push_back(n);
    n += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }
  before.push_back(n);
  // Inside a code point n is one too many; spans lie on boundaries, so those entries are never
  // read.
  return before;
}

std::string statement_id(size_t index) { return "s" + std::to_string(index + 1); }

}  // namespace

std::vector<MarkedAttribution> marked(const std::vector<Statement>& statements,
                                      std::string_view text) {
  const std::vector<uint32_t> before = code_points_before(text);
  const auto at = [&](uint32_t byte) { return before[std::min<size_t>(byte, text.size())]; };
  const auto convert = [&](const std::vector<ByteSpan>& spans) {
    std::vector<MarkedSpan> out_spans;
    out_spans.reserve(spans.size());
    for (const ByteSpan& s : spans) out_spans.push_back({at(s.begin), at(s.end)});
    return out_spans;
  };
  std::vector<MarkedAttribution> out;
  out.reserve(statements.size());
  for (size_t i = 0; i < statements.size(); ++i) {
    const Statement& s = statements[i];
    MarkedAttribution a;
    a.source = convert(s.source);
    a.cue = convert(s.cue);
    a.content = convert(s.content);
    a.id = statement_id(i);
    if (s.within) a.within = {true, statement_id(*s.within)};
    for (const Speaker& p : s.speakers) a.speakers.push_back({p.name, ""});
    out.push_back(std::move(a));
  }
  return out;
}

Predictions predictions_of(
    const std::vector<GoldDocument>& gold,
    const std::vector<std::pair<std::string, std::vector<Statement>>>& statements) {
  std::unordered_map<std::string_view, const Article*> articles;
  for (const GoldDocument& g : gold) articles.emplace(g.article.id, &g.article);
  Predictions predictions;
  for (const auto& [id, list] : statements) {
    const auto it = articles.find(id);
    if (it != articles.end()) predictions[id] = marked(list, it->second->text);
  }
  return predictions;
}

}  // namespace quoth
