#include "serve/hit_json.h"

#include <array>

#include "store/stored_article.h"
#include "write/escape.h"
#include "write/json_text.h"
#include "write/schema_org.h"
#include "write/selection.h"

namespace quoth {
namespace {

void add_spans(JsonWriter& object, std::string& out, std::string_view key, std::string_view text,
               const std::vector<ByteSpan>& spans, OffsetUnit unit) {
  std::vector<uint32_t> positions;
  for (const ByteSpan span : spans) {
    positions.push_back(span.begin);
    positions.push_back(span.end);
  }
  const OffsetMap offsets(text, std::move(positions), unit);
  object.key(key);
  JsonWriter list(out, '[');
  for (const ByteSpan span : spans) {
    list.element() += '[' + std::to_string(offsets.at(span.begin)) + ", " +
                      std::to_string(offsets.at(span.end)) + ']';
  }
  list.close();
}

void add_speakers(JsonWriter& object, std::string& out, std::string_view key,
                  const std::vector<HitSpeaker>& speakers) {
  object.key(key);
  JsonWriter list(out, '[');
  for (const HitSpeaker& speaker : speakers) {
    list.element();
    JsonWriter item(out, '{');
    item.field("name", speaker.name);
    item.field("kind", speaker.kind);
    item.given("role", speaker.role);
    if (speaker.person != 0) item.key("person") += std::to_string(speaker.person);
    item.close();
  }
  list.close();
}

void add_article(JsonWriter& object, std::string& out, const SearchHit& hit) {
  object.key("article");
  JsonWriter article(out, '{');
  article.field("id", article_id(hit.article));
  article.field("document", hit.doc_id);
  article.given("title", hit.title);
  article.given("publisher", hit.publisher);
  article.given("section", hit.section);
  article.given("published", hit.published);
  article.given("url", hit.url);
  article.close();
}

std::string names_of(const std::vector<HitSpeaker>& speakers, std::string HitSpeaker::*member) {
  std::string out;
  for (const HitSpeaker& speaker : speakers) {
    if ((speaker.*member).empty()) continue;
    if (!out.empty()) out += "; ";
    out += speaker.*member;
  }
  return out;
}

}  // namespace

void append_hit(std::string& out, const SearchHit& hit, OffsetUnit unit) {
  JsonWriter object(out, '{');
  object.field("id", statement_permalink(hit.article, hit.number));
  add_article(object, out, hit);
  object.field("form", hit.form);
  object.given("act", hit.act);
  object.given("channel", hit.channel);
  object.key("confidence") += format_confidence(static_cast<float>(hit.confidence));
  object.field("text", hit.text);
  add_spans(object, out, "highlights", hit.text, hit.highlights, unit);
  add_speakers(object, out, "speakers", hit.speakers);
  if (!hit.about.empty()) add_speakers(object, out, "about", hit.about);
  object.given("addressee", hit.addressee);
  if (!hit.when_text.empty()) {
    object.key("when");
    JsonWriter when(out, '{');
    when.field("text", hit.when_text);
    when.given("date", hit.when_date);
    when.close();
  }
  if (!hit.context.empty()) {
    object.key("context");
    JsonWriter context(out, '{');
    context.field("text", hit.context);
    add_spans(context, out, "content", hit.context, hit.context_content, unit);
    add_spans(context, out, "highlights", hit.context, hit.context_highlights, unit);
    context.close();
  }
  object.close();
}

std::string_view hit_row_header() {
  return "id,published,publisher,title,url,speaker,role,kind,form,act,channel,addressee,when,"
         "when_date,about,text,confidence,document,section\r\n";
}

void append_hit_row(std::string& out, const SearchHit& hit) {
  const std::string id = statement_permalink(hit.article, hit.number);
  const std::string speaker = names_of(hit.speakers, &HitSpeaker::name);
  const std::string role = names_of(hit.speakers, &HitSpeaker::role);
  const std::string kind = names_of(hit.speakers, &HitSpeaker::kind);
  const std::string about = names_of(hit.about, &HitSpeaker::name);
  const std::string confidence = format_confidence(static_cast<float>(hit.confidence));
  const std::array<std::string_view, 19> fields = {
      id,    hit.published, hit.publisher, hit.title,   hit.url,       speaker,       role,
      kind,  hit.form,      hit.act,       hit.channel, hit.addressee, hit.when_text, hit.when_date,
      about, hit.text,      confidence,    hit.doc_id,  hit.section};
  bool first = true;
  for (const std::string_view field : fields) {
    if (!first) out += ',';
    first = false;
    append_csv_field(out, field);
  }
  out += "\r\n";
}

void append_hit_jsonld(std::string& out, const SearchHit& hit) {
  const bool is_quoted = hit.form != "indirect";
  JsonWriter object(out, '{');
  object.field("@type", is_quoted ? "Quotation" : "Claim");
  object.field("identifier", statement_permalink(hit.article, hit.number));
  object.field("text", hit.text);
  if (!hit.speakers.empty()) {
    object.key(is_quoted ? "spokenByCharacter" : "creator");
    JsonWriter list(out, '[');
    for (const HitSpeaker& speaker : hit.speakers) {
      list.element();
      JsonWriter item(out, '{');
      item.given("@type", schema_org_type(speaker.kind));
      item.field("name", speaker.name);
      item.given("description", speaker.role);
      item.close();
    }
    list.close();
  }
  object.key("isPartOf");
  JsonWriter article(out, '{');
  article.field("@type", "NewsArticle");
  article.field("identifier", article_id(hit.article));
  article.given("headline", hit.title);
  article.given("articleSection", hit.section);
  article.given("datePublished", hit.published);
  article.given("url", hit.url);
  if (!hit.publisher.empty()) {
    article.key("publisher");
    JsonWriter publisher(out, '{');
    publisher.field("@type", "Organization");
    publisher.field("name", hit.publisher);
    publisher.close();
  }
  article.close();
  object.close();
}

}  // namespace quoth
