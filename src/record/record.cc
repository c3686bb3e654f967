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

bool valid_statement(const Statement& s, size_t index, size_t count, std::string_view text) {
  const bool spans = valid_spans(s.source, text) && valid_spans(s.cue, text) &&
                     valid_spans(s.content, text) && !s.content.empty();
  const bool within = !s.within || (*s.within < count && *s.within != index);
  const bool speakers = std::all_of(s.speakers.begin(), s.speakers.end(), [&](const Speaker& p) {
    return !p.name.empty() && p.span.end <= text.size() && !p.span.empty();
  });
  return spans && within && speakers && s.confidence >= 0 && s.confidence <= 1;
}

std::string join(const std::vector<ByteSpan>& spans, std::string_view text) {
  std::string out;
  for (const ByteSpan& s : spans) {
    if (!out.empty()) out += " … ";
    for (const char c : text.substr(s.begin, s.size())) out += c == '\n' || c == '\r' ? ' ' : c;
  }
  return out;
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

bool validate(const std::vector<Statement>& statements, std::string_view text) {
  for (size_t i = 0; i < statements.size(); ++i) {
    if (!valid_statement(statements[i], i, statements.size(), text)) return false;
  }
  return true;
}

std::string to_dump(const std::vector<Statement>& statements, std::string_view text) {
  std::string out;
  for (size_t i = 0; i < statements.size(); ++i) {
    const Statement& s = statements[i];
    out += 's' + std::to_string(i + 1) + ' ' + std::string(name(s.form)) + " [" +
           join(s.source, text) + "] " + join(s.cue, text) + ": " + join(s.content, text);
    for (const Speaker& p : s.speakers) out += " <" + p.name + ">";
    if (s.within) out += " in s" + std::to_string(*s.within + 1);
    out += '\n';
  }
  return out;
}

}  // namespace quoth
