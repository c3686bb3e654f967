#include "write/facts.h"

namespace quoth {
namespace {

// The kind is known of entities only: Speaker::kind is a default without one.
NameFacts facts_of(const Speaker& speaker) {
  return {speaker.name, speaker.entity ? name(speaker.kind) : std::string_view(), speaker.role};
}

std::string join_names(const std::vector<uint32_t>& indices, const std::vector<Entity>& entities) {
  std::string out;
  for (const uint32_t i : indices) out += (out.empty() ? "" : "; ") + entities[i].name;
  return out;
}

std::vector<Property> properties_of(const Statement& s, const std::vector<Entity>& entities,
                                    std::string_view text) {
  std::vector<Property> out = {{"form", std::string(name(s.form)), true}};
  const auto words = [&](ByteSpan span) {
    return std::string(text.substr(span.begin, span.size()));
  };
  if (s.act) out.push_back({"act", std::string(name(*s.act)), true});
  if (s.channel) out.push_back({"channel", std::string(name(*s.channel)), true});
  if (s.addressee) out.push_back({"addressee", words(s.addressee->span)});
  if (s.when) out.push_back({"when", s.when->date.empty() ? words(s.when->span) : s.when->date});
  if (!s.about.empty()) out.push_back({"about", join_names(s.about, entities)});
  return out;
}

}  // namespace

StatementFacts facts_of(const Selected& selected, const std::vector<Entity>& entities,
                        std::string_view text) {
  const Statement& s = *selected.statement;
  StatementFacts facts;
  facts.id = statement_id(selected.index);
  if (selected.within) facts.within = statement_id(*selected.within);
  if (selected.replies_to) facts.replies_to = statement_id(*selected.replies_to);
  facts.source = join_pieces(s.source, text, " ");
  facts.cue = join_pieces(s.cue, text, " ");
  facts.text = join_pieces(s.content, text, " ");
  for (const Speaker& speaker : s.speakers) facts.speakers.push_back(facts_of(speaker));
  if (s.addressee && s.addressee->entity) {
    const Entity& e = entities[*s.addressee->entity];
    facts.addressees.push_back({e.name, name(e.kind), e.roles.empty() ? "" : e.roles.front()});
  }
  facts.properties = properties_of(s, entities, text);
  facts.confidence = format_confidence(s.confidence);
  return facts;
}

std::vector<StatementFacts> facts_of(const std::vector<Selected>& selected,
                                     const std::vector<Entity>& entities, std::string_view text) {
  std::vector<StatementFacts> facts;
  facts.reserve(selected.size());
  for (const Selected& s : selected) facts.push_back(facts_of(s, entities, text));
  return facts;
}

std::string speaker_line(const StatementFacts& facts) {
  if (facts.speakers.empty()) return facts.source;
  std::string line;
  for (const NameFacts& speaker : facts.speakers) {
    if (!line.empty()) line += "; ";
    line += speaker.name;
  }
  return line;
}

std::string_view language_of(const Article& article) {
  return article.language.empty() ? std::string_view("en") : std::string_view(article.language);
}

}  // namespace quoth
