#include "quoth/record.h"

#include <algorithm>

#include "base/utf8.h"

namespace quoth {
namespace {

bool is_boundary(std::string_view text, uint32_t pos) {
  return pos == text.size() || (static_cast<unsigned char>(text[pos]) & 0xC0) != 0x80;
}

bool valid_spans(const std::vector<ByteSpan>& spans, std::string_view text) {
  uint32_t last = 0;
  for (const ByteSpan& s : spans) {
    if (s.begin < last || s.begin >= s.end || s.end > text.size()) return false;
    if (!is_boundary(text, s.begin) || !is_boundary(text, s.end)) return false;
    last = s.end;
  }
  return true;
}

bool valid_span(ByteSpan s, std::string_view text) { return valid_spans({s}, text); }

bool valid_entity(const Entity& e, std::string_view text) {
  const bool mentions = std::all_of(e.mentions.begin(), e.mentions.end(),
                                    [&](ByteSpan m) { return valid_span(m, text); });
  return !e.name.empty() && mentions && std::is_sorted(e.mentions.begin(), e.mentions.end());
}

bool valid_speaker(const Speaker& p, const Record& record, std::string_view text) {
  if (p.name.empty() || (!p.span.empty() && !valid_span(p.span, text))) return false;
  if (!p.entity) return true;
  return *p.entity < record.entities.size() && record.entities[*p.entity].name == p.name &&
         record.entities[*p.entity].kind == p.kind;
}

bool valid_links(const Statement& s, size_t index, const Record& record) {
  const size_t n_entities = record.entities.size();
  if (s.within && (*s.within >= record.statements.size() || *s.within == index)) return false;
  if (s.replies_to && *s.replies_to >= index) return false;
  if (!std::is_sorted(s.about.begin(), s.about.end())) return false;
  if (!s.about.empty() && s.about.back() >= n_entities) return false;
  return !s.addressee || !s.addressee->entity || *s.addressee->entity < n_entities;
}

bool valid_statement(const Statement& s, size_t index, const Record& record,
                     std::string_view text) {
  const bool spans = valid_spans(s.source, text) && valid_spans(s.cue, text) &&
                     valid_spans(s.content, text) && !s.content.empty() &&
                     (!s.addressee || valid_span(s.addressee->span, text)) &&
                     (!s.when || valid_span(s.when->span, text));
  const bool speakers = std::all_of(s.speakers.begin(), s.speakers.end(), [&](const Speaker& p) {
    return valid_speaker(p, record, text);
  });
  return spans && speakers && valid_links(s, index, record) && s.confidence >= 0 &&
         s.confidence <= 1;
}

std::string join(const std::vector<ByteSpan>& spans, std::string_view text) {
  std::string out;
  for (const ByteSpan& s : spans) {
    if (!out.empty()) out += " … ";
    for (const char c : text.substr(s.begin, s.size())) out += c == '\n' || c == '\r' ? ' ' : c;
  }
  return out;
}

// "; label: a, b", or nothing.
void append_list(std::string& out, std::string_view label, const std::vector<std::string>& list) {
  if (list.empty()) return;
  out += "; " + std::string(label) + ": ";
  for (size_t i = 0; i < list.size(); ++i) out += (i == 0 ? "" : ", ") + list[i];
}

std::string dump_entity(const Entity& e, std::string_view text) {
  std::string out = std::string(name(e.kind)) + ' ' + e.name;
  append_list(out, "roles", e.roles);
  if (!e.affiliation.empty()) append_list(out, "affiliation", {e.affiliation});
  append_list(out, "aliases", e.aliases);
  append_list(out, "pronouns", e.pronouns);
  std::vector<std::string> mentions;
  for (const ByteSpan& m : e.mentions) mentions.push_back(join({m}, text));
  append_list(out, "mentions", mentions);
  return out + '\n';
}

std::string dump_statement(const Statement& s, std::string_view text) {
  std::string out = std::string(name(s.form)) + " [" + join(s.source, text) + "] " +
                    join(s.cue, text) + ": " + join(s.content, text);
  for (const Speaker& p : s.speakers) out += " <" + p.name + ">";
  if (s.within) out += " in s" + std::to_string(*s.within + 1);
  return out + '\n';
}

// What a frame adds, or nothing.
std::string dump_frame(const Statement& s, std::string_view text) {
  std::string out;
  if (s.act) out += ' ' + std::string(name(*s.act));
  if (s.channel) out += ' ' + std::string(name(*s.channel));
  if (s.addressee) {
    out += " to {" + join({s.addressee->span}, text) + '}';
    if (s.addressee->entity) out += " = e" + std::to_string(*s.addressee->entity + 1);
  }
  if (s.when) {
    out += " when {" + join({s.when->span}, text);
    out += (s.when->date.empty() ? "" : " = " + s.when->date) + '}';
  }
  if (!s.about.empty()) out += " about";
  for (const uint32_t e : s.about) out += " e" + std::to_string(e + 1);
  if (s.replies_to) out += " replies to s" + std::to_string(*s.replies_to + 1);
  return out.empty() ? out : "  " + out + '\n';
}

}  // namespace

std::string_view name(Form form) {
  switch (form) {
    case Form::kDirect: return "direct";
    case Form::kIndirect: return "indirect";
    case Form::kMixed: return "mixed";
  }
  return "";
}

std::string_view name(EntityKind kind) {
  switch (kind) {
    case EntityKind::kPerson: return "person";
    case EntityKind::kOrganisation: return "organisation";
    case EntityKind::kGroup: return "group";
    case EntityKind::kDocument: return "document";
    case EntityKind::kAnonymous: return "anonymous";
    case EntityKind::kAuthor: return "author";
    case EntityKind::kNone: return "none";
  }
  return "";
}

std::string_view name(Act act) {
  switch (act) {
    case Act::kAssert: return "assert";
    case Act::kOpine: return "opine";
    case Act::kAccuse: return "accuse";
    case Act::kSupport: return "support";
    case Act::kDeny: return "deny";
    case Act::kConcede: return "concede";
    case Act::kDemand: return "demand";
    case Act::kCommit: return "commit";
    case Act::kPredict: return "predict";
    case Act::kAsk: return "ask";
  }
  return "";
}

std::string_view name(Channel channel) {
  switch (channel) {
    case Channel::kInterview: return "interview";
    case Channel::kSpeech: return "speech";
    case Channel::kDebate: return "debate";
    case Channel::kStatement: return "statement";
    case Channel::kLetter: return "letter";
    case Channel::kSocial: return "social";
    case Channel::kBroadcast: return "broadcast";
    case Channel::kArticle: return "article";
    case Channel::kReport: return "report";
    case Channel::kPoll: return "poll";
    case Channel::kTestimony: return "testimony";
    case Channel::kMeeting: return "meeting";
    case Channel::kAd: return "ad";
    case Channel::kPress: return "press";
  }
  return "";
}

bool validate(const Record& record, std::string_view text) {
  for (const Entity& e : record.entities) {
    if (!valid_entity(e, text)) return false;
  }
  for (size_t i = 0; i < record.statements.size(); ++i) {
    if (!valid_statement(record.statements[i], i, record, text)) return false;
  }
  return true;
}

std::string to_dump(const std::vector<Statement>& statements, std::string_view text) {
  std::string out;
  for (size_t i = 0; i < statements.size(); ++i) {
    out += 's' + std::to_string(i + 1) + ' ' + dump_statement(statements[i], text);
  }
  return out;
}

std::string to_dump(const Record& record, std::string_view text) {
  std::string out;
  for (size_t i = 0; i < record.entities.size(); ++i) {
    out += 'e' + std::to_string(i + 1) + ' ' + dump_entity(record.entities[i], text);
  }
  for (size_t i = 0; i < record.statements.size(); ++i) {
    const Statement& s = record.statements[i];
    out += 's' + std::to_string(i + 1) + ' ' + dump_statement(s, text) + dump_frame(s, text);
  }
  return out;
}

}  // namespace quoth
