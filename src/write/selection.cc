#include "write/selection.h"

#include <fmt/format.h>

#include <cmath>

namespace quoth {
namespace {

// Follows `within` outwards to a statement that is kept. The count bounds the walk, so that a loop
// of statements each within the other ends as well.
std::optional<uint32_t> kept_outer(const std::vector<Statement>& statements, uint32_t index,
                                   int minimum) {
  std::optional<uint32_t> outer = statements[index].within;
  for (size_t steps = 0; outer && steps < statements.size(); ++steps) {
    if (thousandths(statements[*outer].confidence) >= minimum) return outer;
    outer = statements[*outer].within;
  }
  return std::nullopt;
}

}  // namespace

std::vector<Selected> select(const std::vector<Statement>& statements, float min_confidence) {
  const int minimum = thousandths(min_confidence);
  std::vector<Selected> selected;
  for (uint32_t i = 0; i < statements.size(); ++i) {
    if (thousandths(statements[i].confidence) < minimum) continue;
    std::optional<uint32_t> answered = statements[i].replies_to;
    if (answered && thousandths(statements[*answered].confidence) < minimum) answered.reset();
    selected.push_back({&statements[i], i, kept_outer(statements, i, minimum), answered});
  }
  return selected;
}

int thousandths(float confidence) {
  return static_cast<int>(std::lround(static_cast<double>(confidence) * 1000));
}

std::string format_confidence(float confidence) {
  const int n = thousandths(confidence);
  std::string out = fmt::format("{}.{:03}", n / 1000, n % 1000);
  while (out.back() == '0' && out[out.size() - 2] != '.') out.pop_back();
  return out;
}

std::string statement_id(uint32_t index) { return fmt::format("s{}", index + 1); }

std::string entity_id(size_t index) { return fmt::format("e{}", index + 1); }

std::string join_pieces(const std::vector<ByteSpan>& spans, std::string_view text,
                        std::string_view separator) {
  std::string out;
  for (size_t i = 0; i < spans.size(); ++i) {
    if (i > 0) out += separator;
    out += text.substr(spans[i].begin, spans[i].size());
  }
  return out;
}

std::string join_speakers(const std::vector<Speaker>& speakers) {
  std::string out;
  for (const Speaker& speaker : speakers) {
    if (!out.empty()) out += "; ";
    out += speaker.name;
  }
  return out;
}

OffsetMap map_offsets(std::string_view text, const std::vector<Selected>& selected, OffsetUnit unit,
                      const std::vector<Entity>& entities) {
  std::vector<uint32_t> positions;
  const auto add = [&](const std::vector<ByteSpan>& spans) {
    for (const ByteSpan& s : spans) positions.insert(positions.end(), {s.begin, s.end});
  };
  for (const Selected& s : selected) {
    add(s.statement->source);
    add(s.statement->cue);
    add(s.statement->content);
    if (s.statement->addressee) add({s.statement->addressee->span});
    if (s.statement->when) add({s.statement->when->span});
    for (const Speaker& speaker : s.statement->speakers) add({speaker.span});
  }
  for (const Entity& e : entities) add(e.mentions);
  return OffsetMap(text, std::move(positions), unit);
}

OffsetMap map_offsets(const Article& article, const std::vector<Selected>& selected,
                      OffsetUnit unit, const std::vector<Entity>& entities) {
  if (unit == OffsetUnit::kSource) return OffsetMap(article.source_map);
  return map_offsets(article.text, selected, unit, entities);
}

}  // namespace quoth
