#include "store/columns.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <chrono>
#include <iterator>

#include "base/utf8.h"
#include "text/chars.h"
#include "write/escape.h"

namespace quoth {
namespace {

void append_span(std::string& out, ByteSpan span, const OffsetMap& offsets) {
  fmt::format_to(std::back_inserter(out), "[{},{}]", offsets.at(span.begin), offsets.at(span.end));
}

void append_spans(std::string& out, const std::vector<ByteSpan>& spans, const OffsetMap& offsets) {
  out += '[';
  for (size_t i = 0; i < spans.size(); ++i) {
    if (i > 0) out += ',';
    append_span(out, spans[i], offsets);
  }
  out += ']';
}

}  // namespace

std::string json_strings(const std::vector<std::string>& values) {
  if (values.empty()) return "";
  std::string out = "[";
  for (size_t i = 0; i < values.size(); ++i) {
    if (i > 0) out += ',';
    append_json_string(out, values[i]);
  }
  return out + ']';
}

std::string json_spans(const std::vector<ByteSpan>& spans, const OffsetMap& offsets) {
  std::string out;
  append_spans(out, spans, offsets);
  return out;
}

std::string json_evidence(const Statement& statement, const OffsetMap& offsets) {
  std::string out = "{\"source\":";
  append_spans(out, statement.source, offsets);
  out += ",\"cue\":";
  append_spans(out, statement.cue, offsets);
  out += ",\"content\":";
  append_spans(out, statement.content, offsets);
  if (statement.addressee) {
    out += ",\"addressee\":";
    append_span(out, statement.addressee->span, offsets);
  }
  if (statement.when) {
    out += ",\"when\":";
    append_span(out, statement.when->span, offsets);
  }
  return out + '}';
}

size_t count_words(std::string_view text) {
  size_t n = 0;
  bool counted = false;  // the run that `pos` is in
  for (size_t pos = 0; pos < text.size();) {
    const CodePoint c = decode_utf8(text, pos);
    if (is_space(c.value)) {
      counted = false;
    } else if (!counted && (is_letter(c.value) || is_digit(c.value))) {
      counted = true;
      ++n;
    }
    pos += c.size == 0 ? 1 : c.size;
  }
  return n;
}

std::string utc_now() {
  const auto now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(now));
}

}  // namespace quoth
