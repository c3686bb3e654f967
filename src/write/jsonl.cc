#include "write/jsonl.h"

#include <fmt/format.h>

#include <iterator>

#include "write/escape.h"
#include "write/facts.h"
#include "write/sha256.h"

namespace quoth {
namespace {

void append_field(std::string& out, std::string_view key, std::string_view value) {
  fmt::format_to(std::back_inserter(out), "\"{}\": ", key);
  append_json_string(out, value);
}

void append_spans(std::string& out, std::string_view key, const std::vector<ByteSpan>& spans,
                  const OffsetMap& offsets) {
  fmt::format_to(std::back_inserter(out), ", \"{}\": [", key);
  std::string_view separator;
  for (const ByteSpan& span : spans) {
    for (const SourceSpan& piece : offsets.pieces(span)) {
      fmt::format_to(std::back_inserter(out), "{}[{}, {}]", separator, piece.begin, piece.end);
      separator = ", ";
    }
  }
  out += ']';
}

void append_strings(std::string& out, std::string_view key,
                    const std::vector<std::string>& values) {
  fmt::format_to(std::back_inserter(out), ", \"{}\": [", key);
  for (size_t i = 0; i < values.size(); ++i) {
    if (i > 0) out += ", ";
    append_json_string(out, values[i]);
  }
  out += ']';
}

void append_entity(std::string& out, const Entity& e, size_t index, const OffsetMap& offsets) {
  fmt::format_to(std::back_inserter(out), "{{\"id\": \"{}\", ", entity_id(index));
  append_field(out, "name", e.name);
  fmt::format_to(std::back_inserter(out), ", \"kind\": \"{}\"", name(e.kind));
  append_strings(out, "roles", e.roles);
  if (!e.affiliation.empty()) {
    out += ", ";
    append_field(out, "affiliation", e.affiliation);
  }
  append_strings(out, "aliases", e.aliases);
  append_strings(out, "pronouns", e.pronouns);
  append_spans(out, "mentions", e.mentions, offsets);
  out += '}';
}

std::string entity_or_null(const std::optional<uint32_t>& entity) {
  return entity ? '"' + entity_id(*entity) + '"' : "null";
}

void append_speakers(std::string& out, const std::vector<Speaker>& speakers) {
  out += ", \"speakers\": [";
  for (size_t i = 0; i < speakers.size(); ++i) {
    const Speaker& p = speakers[i];
    fmt::format_to(std::back_inserter(out), "{}{{\"entity\": {}, ", i == 0 ? "" : ", ",
                   entity_or_null(p.entity));
    append_field(out, "name", p.name);
    fmt::format_to(std::back_inserter(out), ", \"kind\": \"{}\"", name(p.kind));
    if (!p.role.empty()) {
      out += ", ";
      append_field(out, "role", p.role);
    }
    out += '}';
  }
  out += ']';
}

// Words of the text with where they stand: {"text": "on Monday", "span": [60, 69]
void open_words(std::string& out, std::string_view key, ByteSpan span, std::string_view text,
                const OffsetMap& offsets) {
  fmt::format_to(std::back_inserter(out), ", \"{}\": {{", key);
  append_field(out, "text", text.substr(span.begin, span.size()));
  const SourceSpan place = offsets.at(span);
  fmt::format_to(std::back_inserter(out), ", \"span\": [{}, {}]", place.begin, place.end);
}

// To whom, through what, when, about whom; what is not known is left out.
void append_frame(std::string& out, const Statement& s, std::string_view text,
                  const OffsetMap& offsets) {
  if (s.addressee) {
    open_words(out, "addressee", s.addressee->span, text, offsets);
    out += ", \"entity\": " + entity_or_null(s.addressee->entity) + '}';
  }
  if (s.channel) {
    fmt::format_to(std::back_inserter(out), ", \"channel\": \"{}\"", name(*s.channel));
  }
  if (s.when) {
    open_words(out, "when", s.when->span, text, offsets);
    if (!s.when->date.empty()) {
      out += ", ";
      append_field(out, "date", s.when->date);
    }
    out += '}';
  }
  if (s.about.empty()) return;
  std::vector<std::string> about;
  for (const uint32_t e : s.about) about.push_back(entity_id(e));
  append_strings(out, "about", about);
}

void append_statement(std::string& out, const Selected& selected, std::string_view text,
                      const OffsetMap& offsets) {
  const Statement& s = *selected.statement;
  fmt::format_to(std::back_inserter(out), "{{\"id\": \"{}\", \"form\": \"{}\"",
                 statement_id(selected.index), name(s.form));
  if (s.act) fmt::format_to(std::back_inserter(out), ", \"act\": \"{}\"", name(*s.act));
  append_spans(out, "source", s.source, offsets);
  append_spans(out, "cue", s.cue, offsets);
  append_spans(out, "content", s.content, offsets);
  out += ", ";
  append_field(out, "text", join_pieces(s.content, text, " "));
  append_speakers(out, s.speakers);
  append_frame(out, s, text, offsets);
  out += ", \"within\": ";
  out += selected.within ? '"' + statement_id(*selected.within) + '"' : "null";
  if (selected.replies_to) out += ", \"replies_to\": \"" + statement_id(*selected.replies_to) + '"';
  fmt::format_to(std::back_inserter(out), ", \"confidence\": {}}}",
                 format_confidence(s.confidence));
}

}  // namespace

std::string write_jsonl(const Article& article, const std::vector<Entity>& entities,
                        const std::vector<Selected>& selected, const WriteOptions& options) {
  std::string out = "{";
  append_field(out, "id", article.id);
  const auto add = [&](std::string_view key, std::string_view value) {
    out += ", ";
    append_field(out, key, value);
  };
  if (!article.url.empty()) add("url", article.url);
  if (!article.title.empty()) add("title", article.title);
  if (!article.publisher.empty()) add("publisher", article.publisher);
  if (!article.section.empty()) add("section", article.section);
  if (!article.author.empty()) add("author", article.author);
  if (!article.published.empty()) add("published", article.published);
  add("language", language_of(article));
  if (!article.duplicate_of.empty()) add("duplicate_of", article.duplicate_of);
  if (options.offsets != OffsetUnit::kCodePoints) add("offsets", name(options.offsets));
  add("sha256", sha256_hex(article.text));
  if (options.with_text) add("text", article.text);
  const OffsetMap offsets = map_offsets(article, selected, options.offsets, entities);
  out += ", \"entities\": [";
  for (size_t i = 0; i < entities.size(); ++i) {
    if (i > 0) out += ", ";
    append_entity(out, entities[i], i, offsets);
  }
  out += "], \"statements\": [";
  for (size_t i = 0; i < selected.size(); ++i) {
    if (i > 0) out += ", ";
    append_statement(out, selected[i], article.text, offsets);
  }
  return out + "]}\n";
}

std::string write_jsonl(const FailedInput& failed) {
  std::string out = "{";
  append_field(out, "id", failed.id);
  out += ", \"error\": {";
  append_field(out, "code", name(failed.error.code));
  out += ", ";
  append_field(out, "message", failed.error.message);
  out += ", ";
  append_field(out, "where", failed.error.where);
  return out + "}}\n";
}

}  // namespace quoth
