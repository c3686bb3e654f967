#include "write/jsonld.h"

#include <fmt/format.h>

#include <map>
#include <utility>

#include "write/facts.h"
#include "write/json_text.h"
#include "write/schema_org.h"
#include "write/uuid.h"

namespace quoth {
namespace {

class GraphWriter {
 public:
  GraphWriter(const Article& article, const std::vector<Entity>& entities)
      : article_(article), entities_(entities), names_(article) {}

  void append_article() {
    JsonWriter node(out_, '{');
    node.field("@id", names_.document());
    node.field("@type", "NewsArticle");
    node.field("identifier", article_.id);
    const auto add = [&](std::string_view key, std::string_view value) {
      if (!value.empty()) node.field(key, value);
    };
    add("url", article_.url);
    add("headline", article_.title);
    add("articleSection", article_.section);
    add("datePublished", article_.published);
    node.field("inLanguage", language_of(article_));
    add_named(node, "author", "", article_.author);
    add_named(node, "publisher", "Organization", article_.publisher);
    node.close();
  }

  void append_statement(const Selected& selected) {
    const StatementFacts facts = facts_of(selected, entities_, article_.text);
    for (const NameFacts& s : facts.speakers) append_speaker(s);
    const bool quoted = selected.statement->form != Form::kIndirect;
    out_ += ",\n";
    JsonWriter node(out_, '{');
    node.field("@id", names_.part(facts.id));
    node.field("@type", quoted ? "Quotation" : "Claim");
    node.field("identifier", facts.id);
    node.field("text", facts.text);
    node.field("inLanguage", language_of(article_));
    if (!facts.speakers.empty()) {
      if (quoted) add_speakers(node, "spokenByCharacter", facts);
      add_speakers(node, "creator", facts);
    }
    add_reference(node, "isPartOf", names_.document());
    node.close();
  }

  std::string take() && { return std::move(out_); }

 private:
  void add_named(JsonWriter& node, std::string_view key, std::string_view type,
                 std::string_view name) {
    if (name.empty()) return;
    node.key(key);
    JsonWriter named(out_, '{');
    if (!type.empty()) named.field("@type", type);
    named.field("name", name);
    named.close();
  }

  void add_reference(JsonWriter& node, std::string_view key, std::string_view id) {
    node.key(key);
    JsonWriter reference(out_, '{');
    reference.field("@id", id);
    reference.close();
  }

  std::string speaker_id(const NameFacts& s) const {
    return names_.part(fmt::format("speaker {} {} {}", s.kind, s.role, s.name));
  }

  // The node of a speaker, where the graph has none yet.
  void append_speaker(const NameFacts& s) {
    const auto [place, is_new] = speakers_.try_emplace(s, speaker_id(s));
    if (!is_new) return;
    out_ += ",\n";
    JsonWriter node(out_, '{');
    node.field("@id", place->second);
    if (const auto type = schema_org_type(s.kind); !type.empty()) node.field("@type", type);
    node.field("name", s.name);
    if (!s.role.empty()) node.field("description", s.role);
    node.close();
  }

  void add_speakers(JsonWriter& node, std::string_view key, const StatementFacts& facts) {
    node.key(key);
    JsonWriter list(out_, '[');
    for (const NameFacts& s : facts.speakers) {
      list.element();
      JsonWriter reference(out_, '{');
      reference.field("@id", speakers_.at(s));
      reference.close();
    }
    list.close();
  }

  const Article& article_;
  const std::vector<Entity>& entities_;
  DocumentNames names_;
  std::map<NameFacts, std::string> speakers_;
  std::string out_;
};

}  // namespace

std::string write_jsonld(const Article& article, const std::vector<Entity>& entities,
                         const std::vector<Selected>& selected) {
  GraphWriter graph(article, entities);
  graph.append_article();
  for (const Selected& s : selected) graph.append_statement(s);
  return std::move(graph).take();
}

std::string jsonld_begin() { return "{\"@context\": \"https://schema.org\",\n\"@graph\": [\n"; }

std::string jsonld_end() { return "\n]}\n"; }

}  // namespace quoth
