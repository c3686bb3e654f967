#include "write/jsonl.h"

#include <fmt/format.h>

#include <iterator>

#include "write/escape.h"
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
  for (size_t i = 0; i < spans.size(); ++i) {
    fmt::format_to(std::back_inserter(out), "{}[{}, {}]", i == 0 ? "" : ", ",
                   offsets.at(spans[i].begin), offsets.at(spans[i].end));
  }
  out += ']';
}

void append_speakers(std::string& out, const std::vector<Speaker>& speakers) {
  out += ", \"speakers\": [";
  for (size_t i = 0; i < speakers.size(); ++i) {
    out += i == 0 ? "{" : ", {";
    append_field(out, "name", speakers[i].name);
    out += '}';
  }
  out += ']';
}

void append_statement(std::string& out, const Selected& selected, std::string_view text,
                      const OffsetMap& offsets) {
  const Statement& s = *selected.statement;
  fmt::format_to(std::back_inserter(out), "{{\"id\": \"{}\", \"form\": \"{}\"",
                 statement_id(selected.index), name(s.form));
  append_spans(out, "source", s.source, offsets);
  append_spans(out, "cue", s.cue, offsets);
  append_spans(out, "content", s.content, offsets);
  out += ", ";
  append_field(out, "text", join_pieces(s.content, text, " "));
  append_speakers(out, s.speakers);
  out += ", \"within\": ";
  out += selected.within ? '"' + statement_id(*selected.within) + '"' : "null";
  fmt::format_to(std::back_inserter(out), ", \"confidence\": {}}}",
                 format_confidence(s.confidence));
}

}  // namespace

std::string write_jsonl(const Article& article, const std::vector<Selected>& selected,
                        const WriteOptions& options) {
  std::string out = "{";
  append_field(out, "id", article.id);
  const auto add = [&](std::string_view key, std::string_view value) {
    out += ", ";
    append_field(out, key, value);
  };
  if (!article.url.empty()) add("url", article.url);
  if (!article.title.empty()) add("title", article.title);
  if (!article.publisher.empty()) add("publisher", article.publisher);
  if (!article.published.empty()) add("published", article.published);
  add("language", "en");
  add("sha256", sha256_hex(article.text));
  if (options.with_text) add("text", article.text);
  out += ", \"entities\": [], \"statements\": [";
  const OffsetMap offsets = map_offsets(article.text, selected, options.offsets);
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
