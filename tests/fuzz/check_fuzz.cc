// A draft and a source on any bytes, a line of "===" between them: every span of what is found
// slices its text, a verdict that is fine has evidence.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/utf8.h"
#include "check/check.h"
#include "check/report.h"
#include "check/sarif.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

bool is_boundary(std::string_view text, uint32_t byte) {
  return byte == text.size() ||
         (byte < text.size() && (static_cast<unsigned char>(text[byte]) & 0xC0) != 0x80);
}

void check_spans(const std::vector<quoth::ByteSpan>& pieces, std::string_view text) {
  require(!pieces.empty());
  for (const quoth::ByteSpan& piece : pieces) {
    require(piece.begin < piece.end);
    require(is_boundary(text, piece.begin) && is_boundary(text, piece.end));
  }
}

// What the engine would say, without the engine: the first three bytes speak, the rest is said.
quoth::Record record_of(std::string_view text) {
  quoth::Record record;
  if (text.size() < 8) return record;
  quoth::Statement statement;
  statement.form = quoth::Form::kDirect;
  statement.content = {{0, static_cast<uint32_t>(text.size())}};
  record.statements.push_back(statement);
  return record;
}

std::string valid(std::string_view bytes) {
  std::string out;
  for (size_t pos = 0; pos < bytes.size();) {
    const quoth::CodePoint c = quoth::decode_utf8(bytes, pos);
    quoth::append_utf8(out, c.size == 0 ? U'\uFFFD' : c.value);
    pos += c.size == 0 ? 1 : c.size;
  }
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const size_t line = bytes.find("\n===\n");
  const std::string draft = valid(bytes.substr(0, line));
  const std::string source = valid(line == std::string_view::npos ? bytes : bytes.substr(line + 5));
  quoth::Sources sources;
  sources.add(quoth::make_source({.id = "a", .text = source}, record_of(source)));
  sources.finish();
  const quoth::CheckedDraft checked =
      quoth::check_draft({.id = "d", .text = draft}, record_of(draft), sources);
  for (const quoth::Checked& quote : checked.quotes) {
    check_spans(quote.pieces, draft);
    const auto& found = quote.finding;
    if (found.evidence) check_spans(found.evidence->pieces, source);
    require(quoth::is_finding(found.verdict) || found.evidence.has_value());
    for (const quoth::Difference& d : found.differences) {
      require(d.draft_span.begin <= d.draft_span.end && d.draft_span.end <= draft.size());
    }
  }
  require(quoth::write_check_jsonl(checked, sources).ends_with("}\n"));
  require(quoth::find_invalid_utf8(quoth::write_check_text(checked, {})) == std::nullopt);
  quoth::SarifLog log("0");
  log.add(checked, "d.txt", "");
  require(log.finish().ends_with("}\n"));
  return 0;
}
