#include "evaluate/marked.h"

#include "write/selection.h"

namespace quoth {

std::vector<MarkedAttribution> marked(const std::vector<Statement>& statements,
                                      std::string_view text) {
  const OffsetMap offsets = map_offsets(text, select(statements, 0), OffsetUnit::kCodePoints);
  const auto convert = [&](const std::vector<ByteSpan>& spans) {
    std::vector<MarkedSpan> out_spans;
    out_spans.reserve(spans.size());
    for (const ByteSpan& s : spans) {
      const SourceSpan points = offsets.at(s);
      out_spans.push_back({static_cast<int64_t>(points.begin), static_cast<int64_t>(points.end)});
    }
    return out_spans;
  };
  const auto words = [&](ByteSpan s) { return std::string(text.substr(s.begin, s.size())); };
  std::vector<MarkedAttribution> out;
  out.reserve(statements.size());
  for (const Statement& s : statements) {
    MarkedAttribution a;
    a.source = convert(s.source);
    a.cue = convert(s.cue);
    a.content = convert(s.content);
    a.id = statement_id(static_cast<uint32_t>(out.size()));
    if (s.within) a.within = {true, statement_id(*s.within)};
    if (s.replies_to) a.replies_to = {true, statement_id(*s.replies_to)};
    for (const Speaker& p : s.speakers) a.speakers.push_back({p.name, std::string(name(p.kind))});
    if (s.act) a.act = name(*s.act);
    if (s.channel) a.channel = name(*s.channel);
    if (s.addressee) a.addressee = words(s.addressee->span);
    if (s.when) a.when = words(s.when->span);
    out.push_back(std::move(a));
  }
  return out;
}

Predictions predictions_of(const std::vector<GoldDocument>& gold,
                           const std::vector<std::pair<std::string, Record>>& records) {
  std::unordered_map<std::string_view, const Article*> articles;
  for (const GoldDocument& g : gold) articles.emplace(g.article.id, &g.article);
  Predictions predictions;
  for (const auto& [id, record] : records) {
    const auto it = articles.find(id);
    if (it != articles.end()) predictions[id] = marked(record.statements, it->second->text);
  }
  return predictions;
}

}  // namespace quoth
