#include <fmt/format.h>

#include <algorithm>

#include "check/report.h"
#include "write/json_text.h"
#include "write/offsets.h"

namespace quoth {
namespace {

std::string joined(const std::vector<std::string>& names) {
  return fmt::format("{}", fmt::join(names, "; "));
}

void append_speaker(JsonWriter& object, const std::vector<std::string>& names) {
  if (names.empty()) {
    object.key("speaker") += "null";
  } else {
    object.field("speaker", joined(names));
  }
}

void append_span(JsonWriter& object, ByteSpan span, const OffsetMap& offsets) {
  const SourceSpan place = offsets.at(span);
  object.key("span") += fmt::format("[{}, {}]", place.begin, place.end);
}

void append_differences(JsonWriter& object, const Finding& finding, const OffsetMap& offsets) {
  std::string& out = object.key("difference");
  if (finding.differences.empty()) {
    out += "null";
    return;
  }
  JsonWriter list(out, '[');
  for (const Difference& d : finding.differences) {
    JsonWriter item(list.element(), '{');
    item.field("kind", name(d.kind));
    item.field("draft", d.draft);
    item.field("source", d.source);
    append_span(item, d.draft_span, offsets);
    item.close();
  }
  list.close();
}

void append_evidence(JsonWriter& object, const Finding& finding, const Sources& sources) {
  std::string& out = object.key("source");
  if (!finding.evidence) {
    out += "null";
    return;
  }
  const Evidence& e = *finding.evidence;
  const ByteSpan span = e.span();
  const OffsetMap offsets(sources[e.source].text, {span.begin, span.end}, OffsetUnit::kCodePoints);
  JsonWriter item(out, '{');
  item.field("id", e.id);
  append_span(item, span, offsets);
  append_speaker(item, e.speakers);
  item.close();
}

void append_list(std::string& out, const std::vector<Checked>& list, const OffsetMap& offsets,
                 const Sources& sources) {
  JsonWriter array(out, '[');
  for (const Checked& checked : list) {
    JsonWriter item(array.element(), '{');
    item.field("text", checked.text);
    append_span(item, checked.span(), offsets);
    append_speaker(item, checked.speakers);
    item.field("verdict", name(checked.finding.verdict));
    append_differences(item, checked.finding, offsets);
    append_evidence(item, checked.finding, sources);
    if (!checked.finding.reason.empty()) item.field("reason", checked.finding.reason);
    item.close();
  }
  array.close();
}

OffsetMap offsets_of(const CheckedDraft& checked) {
  std::vector<uint32_t> positions;
  const auto add = [&](ByteSpan span) {
    positions.push_back(span.begin);
    positions.push_back(span.end);
  };
  for (const auto* list : {&checked.quotes, &checked.statements}) {
    for (const Checked& c : *list) {
      add(c.span());
      for (const Difference& d : c.finding.differences) add(d.draft_span);
    }
  }
  return {checked.draft.text, std::move(positions), OffsetUnit::kCodePoints};
}

}  // namespace

std::string write_check_jsonl(const CheckedDraft& checked, const Sources& sources) {
  const OffsetMap offsets = offsets_of(checked);
  std::string out;
  JsonWriter line(out, '{');
  line.field("id", checked.draft.id);
  append_list(line.key("quotes"), checked.quotes, offsets, sources);
  append_list(line.key("statements"), checked.statements, offsets, sources);
  line.close();
  return out + '\n';
}

}  // namespace quoth
