#include "cli/search_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "base/utf8.h"
#include "write/escape.h"
#include "write/json_text.h"
#include "write/line_filler.h"
#include "write/selection.h"

namespace quoth {
namespace {

std::string join_names(const std::vector<HitSpeaker>& people) {
  std::string out;
  for (const HitSpeaker& p : people) out += (out.empty() ? "" : "; ") + p.name;
  return out;
}

// The parts that are there, joined by a comma and a space.
std::string join_parts(std::initializer_list<std::string_view> parts) {
  std::string out;
  for (const std::string_view part : parts) {
    if (part.empty()) continue;
    if (!out.empty()) out += ", ";
    out += part;
  }
  return out;
}

// The text in pieces of one style each. A LineFiller cuts at white space, so a piece that ends
// within a word would come out as two words; styles change at the ends of words only.
void add_styled(LineFiller& line, std::string_view text, const std::vector<ByteSpan>& content,
                const std::vector<ByteSpan>& found) {
  const auto meets = [](const std::vector<ByteSpan>& spans, ByteSpan word) {
    return std::any_of(spans.begin(), spans.end(),
                       [&](const ByteSpan& s) { return s.overlaps(word); });
  };
  constexpr std::string_view kSpace = " \t\r\n";
  size_t pos = text.find_first_not_of(kSpace);
  while (pos != std::string_view::npos) {
    const size_t end = std::min(text.find_first_of(kSpace, pos), text.size());
    const ByteSpan word{static_cast<uint32_t>(pos), static_cast<uint32_t>(end)};
    const Style style = meets(found, word)     ? Style::kBold
                        : meets(content, word) ? Style::kPlain
                                               : Style::kDim;
    line.add(text.substr(pos, end - pos), style);
    pos = text.find_first_not_of(kSpace, end);
  }
}

void append_people(std::string& out, const std::vector<HitSpeaker>& people) {
  JsonWriter list(out, '[');
  for (const HitSpeaker& p : people) {
    JsonWriter o(list.element(), '{');
    o.field("name", p.name);
    o.field("kind", p.kind);
    if (!p.role.empty()) o.field("role", p.role);
    if (p.entity != 0) o.field("entity", fmt::format("e{}", p.entity));
    if (p.person != 0) o.key("person") += std::to_string(p.person);
    o.close();
  }
  list.close();
}

void append_article(std::string& out, const SearchHit& hit) {
  JsonWriter o(out, '{');
  o.field("sha256", hit.article);
  o.field("id", hit.doc_id);
  if (!hit.url.empty()) o.field("url", hit.url);
  if (!hit.title.empty()) o.field("title", hit.title);
  if (!hit.publisher.empty()) o.field("publisher", hit.publisher);
  if (!hit.section.empty()) o.field("section", hit.section);
  if (!hit.published.empty()) o.field("published", hit.published);
  o.close();
}

void append_highlights(std::string& out, const SearchHit& hit) {
  JsonWriter list(out, '[');
  for (const ByteSpan& h : hit.highlights) {
    const size_t begin = count_code_points(std::string_view(hit.text).substr(0, h.begin));
    const size_t size = count_code_points(std::string_view(hit.text).substr(h.begin, h.size()));
    list.element() += fmt::format("[{}, {}]", begin, begin + size);
  }
  list.close();
}

}  // namespace

void append_hit_text(std::string& out, const SearchHit& hit, size_t width, bool color) {
  const std::string speakers = join_names(hit.speakers);
  const std::string role = hit.speakers.size() == 1 ? hit.speakers[0].role : "";
  LineFiller head(out, 0, width, color);
  head.add(speakers.empty() ? "(nobody named)" : speakers, Style::kHeading);
  if (!role.empty()) head.add("(" + role + ")", Style::kDim);
  head.add(join_parts({hit.form, hit.act, hit.channel}), Style::kDim);
  head.end_line();
  LineFiller body(out, 2, width, color);
  if (hit.context.empty()) {
    body.add(hit.text);
  } else {
    add_styled(body, hit.context, hit.context_content, hit.context_highlights);
  }
  body.end_line();
  LineFiller foot(out, 2, width, color);
  foot.add(join_parts({hit.day, hit.publisher, hit.section, hit.title}), Style::kDim);
  foot.add(fmt::format("[{} s{}, {}]", hit.doc_id, hit.number,
                       format_confidence(static_cast<float>(hit.confidence))),
           Style::kDim);
  foot.end_line();
  out += '\n';
}

void append_hit_jsonl(std::string& out, const SearchHit& hit) {
  JsonWriter o(out, '{');
  o.key("id") += std::to_string(hit.id);
  append_article(o.key("article"), hit);
  o.field("statement", fmt::format("s{}", hit.number));
  o.field("form", hit.form);
  if (!hit.act.empty()) o.field("act", hit.act);
  if (!hit.channel.empty()) o.field("channel", hit.channel);
  append_people(o.key("speakers"), hit.speakers);
  append_people(o.key("about"), hit.about);
  if (!hit.addressee.empty()) o.field("addressee", hit.addressee);
  if (!hit.when_text.empty()) {
    JsonWriter when(o.key("when"), '{');
    when.field("text", hit.when_text);
    if (!hit.when_date.empty()) when.field("date", hit.when_date);
    when.close();
  }
  o.field("text", hit.text);
  append_highlights(o.key("highlights"), hit);
  o.field("context", hit.context);
  o.key("evidence") += hit.evidence;
  o.key("confidence") += format_confidence(static_cast<float>(hit.confidence));
  o.close();
  out += '\n';
}

std::string hit_csv_header() {
  return "id,article,statement,published,publisher,url,title,speakers,kinds,form,act,channel,about,"
         "addressee,when,text,context,confidence,section\r\n";
}

void append_hit_csv(std::string& out, const SearchHit& hit) {
  std::string kinds;
  for (const HitSpeaker& p : hit.speakers) kinds += (kinds.empty() ? "" : "; ") + p.kind;
  const std::string fields[] = {std::to_string(hit.id),
                                hit.doc_id,
                                fmt::format("s{}", hit.number),
                                hit.published,
                                hit.publisher,
                                hit.url,
                                hit.title,
                                join_names(hit.speakers),
                                kinds,
                                hit.form,
                                hit.act,
                                hit.channel,
                                join_names(hit.about),
                                hit.addressee,
                                hit.when_date.empty() ? hit.when_text : hit.when_date,
                                hit.text,
                                hit.context,
                                format_confidence(static_cast<float>(hit.confidence)),
                                hit.section};
  for (size_t i = 0; i < std::size(fields); ++i) {
    if (i > 0) out += ',';
    append_csv_field(out, fields[i]);
  }
  out += "\r\n";
}

}  // namespace quoth
