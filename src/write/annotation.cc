#include "write/annotation.h"

#include "write/facts.h"
#include "write/json_text.h"
#include "write/quote_context.h"
#include "write/schema_org.h"
#include "write/uuid.h"

namespace quoth {
namespace {

class AnnotationWriter {
 public:
  AnnotationWriter(const Article& article, const std::vector<Entity>& entities,
                   const std::vector<Selected>& selected, const WriteOptions& options)
      : article_(article),
        entities_(entities),
        selected_(selected),
        names_(article),
        places_(gather()),
        contexts_(unique_contexts(article.text, places_)),
        points_(article.text, ends_of(places_, contexts_), OffsetUnit::kCodePoints),
        source_(options.offsets == OffsetUnit::kSource ? &article.source_map : nullptr) {}

  std::string write() && {
    for (const Selected& s : selected_) {
      if (!out_.empty()) out_ += ",\n";
      append_annotation(s);
    }
    return std::move(out_);
  }

 private:
  // Every span of the statements, in the order in which append_annotation() comes to them.
  std::vector<ByteSpan> gather() const {
    std::vector<ByteSpan> places;
    for (const Selected& s : selected_) {
      for (const auto* spans : {&s.statement->source, &s.statement->cue, &s.statement->content}) {
        places.insert(places.end(), spans->begin(), spans->end());
      }
    }
    return places;
  }

  static std::vector<uint32_t> ends_of(const std::vector<ByteSpan>& places,
                                       const std::vector<ByteSpan>& contexts) {
    std::vector<uint32_t> ends;
    for (const auto* spans : {&places, &contexts}) {
      for (const ByteSpan& s : *spans) ends.insert(ends.end(), {s.begin, s.end});
    }
    return ends;
  }

  void append_annotation(const Selected& selected) {
    const StatementFacts facts = facts_of(selected, entities_, article_.text);
    JsonWriter annotation(out_, '{');
    annotation.field("id", names_.part(facts.id));
    annotation.field("type", "Annotation");
    annotation.field("motivation", "describing");
    annotation.key("generator") +=
        R"({"type": "Software", "name": "quoth", "schema:version": ")" QUOTH_VERSION "\"}";
    annotation.key("body");
    JsonWriter bodies(out_, '[');
    bodies.element();
    append_text_body(facts);
    bodies.element();
    append_quotation(selected, facts);
    bodies.close();
    annotation.key("target");
    append_places(selected.statement->content.size(), true);
    annotation.close();
  }

  // What a viewer shows beside the text.
  void append_text_body(const StatementFacts& facts) {
    std::string value = speaker_line(facts);
    if (!facts.cue.empty()) value += (value.empty() ? "" : " · ") + facts.cue;
    for (const Property& p : facts.properties) value += (value.empty() ? "" : " · ") + p.value;
    JsonWriter body(out_, '{');
    body.field("type", "TextualBody");
    body.field("purpose", "describing");
    body.field("format", "text/plain");
    body.field("language", language_of(article_));
    body.field("value", value);
    body.close();
  }

  void append_quotation(const Selected& selected, const StatementFacts& facts) {
    JsonWriter body(out_, '{');
    body.field("type", "schema:Quotation");
    body.field("schema:identifier", facts.id);
    body.field("schema:text", facts.text);
    if (!facts.speakers.empty()) {
      body.key("schema:creator");
      JsonWriter speakers(out_, '[');
      for (const NameFacts& s : facts.speakers) {
        speakers.element();
        JsonWriter speaker(out_, '{');
        if (const auto type = schema_org_type(s.kind); !type.empty())
          speaker.field("type", "schema:" + std::string(type));
        speaker.field("schema:name", s.name);
        if (!s.role.empty()) speaker.field("quoth:role", s.role);
        speaker.close();
      }
      speakers.close();
    }
    for (const auto& [key, spans] : {std::pair{"quoth:source", &selected.statement->source},
                                     std::pair{"quoth:cue", &selected.statement->cue}}) {
      if (spans->empty()) continue;
      body.key(key);
      append_places(spans->size(), false);
    }
    for (const Property& p : facts.properties) body.field("quoth:" + std::string(p.key), p.value);
    append_link(body, "quoth:within", facts.within);
    append_link(body, "quoth:replies_to", facts.replies_to);
    body.key("quoth:confidence") += facts.confidence;
    body.close();
  }

  void append_link(JsonWriter& body, std::string_view key, std::string_view statement) {
    if (statement.empty()) return;
    body.key(key);
    JsonWriter link(out_, '{');
    link.field("id", names_.part(statement));
    link.close();
  }

  // The next `n` of places_ as SpecificResources.
  void append_places(size_t n, bool describe_source) {
    JsonWriter places(out_, '[');
    for (size_t i = 0; i < n; ++i) {
      places.element();
      JsonWriter place(out_, '{');
      place.field("type", "SpecificResource");
      if (describe_source) {
        place.key("source");
        append_source();
      } else {
        place.field("source", names_.document());
      }
      place.key("selector");
      append_selectors(places_[next_], contexts_[next_]);
      ++next_;
      place.close();
    }
    places.close();
  }

  void append_source() {
    JsonWriter source(out_, '{');
    source.field("id", names_.document());
    source.field("type", "Text");
    source.field("dc:identifier", article_.id);
    if (!article_.title.empty()) source.field("dc:title", article_.title);
    if (!article_.duplicate_of.empty()) source.field("quoth:duplicate_of", article_.duplicate_of);
    source.field("language", language_of(article_));
    source.close();
  }

  void append_range(std::string_view type, uint64_t begin, uint64_t end) {
    JsonWriter selector(out_, '{');
    selector.field("type", type);
    selector.key("start") += std::to_string(begin);
    selector.key("end") += std::to_string(end);
    selector.close();
  }

  void append_selectors(ByteSpan place, ByteSpan context) {
    const std::string_view text = article_.text;
    JsonWriter selectors(out_, '[');
    selectors.element();
    append_range("TextPositionSelector", points_.at(place.begin), points_.at(place.end));
    selectors.element();
    JsonWriter quote(out_, '{');
    quote.field("type", "TextQuoteSelector");
    quote.field("exact", text.substr(place.begin, place.size()));
    quote.field("prefix", text.substr(context.begin, place.begin - context.begin));
    quote.field("suffix", text.substr(place.end, context.end - place.end));
    quote.close();
    if (source_ != nullptr) {
      const SourceSpan bytes = source_->to_source(place);
      selectors.element();
      append_range("DataPositionSelector", bytes.begin, bytes.end);
    }
    selectors.close();
  }

  const Article& article_;
  const std::vector<Entity>& entities_;
  const std::vector<Selected>& selected_;
  DocumentNames names_;
  std::vector<ByteSpan> places_, contexts_;
  OffsetMap points_;
  const SourceMap* source_;
  size_t next_ = 0;
  std::string out_;
};

}  // namespace

std::string write_annotations(const Article& article, const std::vector<Entity>& entities,
                              const std::vector<Selected>& selected, const WriteOptions& options) {
  if (selected.empty()) return "";
  return AnnotationWriter(article, entities, selected, options).write();
}

std::string annotation_page_begin() {
  return "{\"@context\": [\"http://www.w3.org/ns/anno.jsonld\", {\"quoth\": \"urn:x-quoth:\"}],\n"
         "\"type\": \"AnnotationPage\",\n\"items\": [\n";
}

std::string annotation_page_end(std::string_view id) {
  std::string out = "\n],\n";
  append_json_field(out, "id", id);
  return out + "}\n";
}

}  // namespace quoth
