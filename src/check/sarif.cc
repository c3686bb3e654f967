#include "check/sarif.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "check/report.h"
#include "write/json_text.h"

namespace quoth {
namespace {

struct Rule {
  Verdict verdict;
  std::string_view level;
  std::string_view text;
};

// Every verdict that is a finding.
constexpr std::array<Rule, 4> kRules = {{
    {Verdict::kAltered, "error", "The words of a quotation differ from those of its source."},
    {Verdict::kMisattributed, "error", "Somebody else said the words of a quotation."},
    {Verdict::kNotFound, "error", "No source has the words of a quotation or statement."},
    {Verdict::kUnsure, "warning",
     "The sources have the words, and it could not be told whether the draft is right."},
}};

size_t rule_of(Verdict verdict) {
  const auto rule = std::find_if(kRules.begin(), kRules.end(),
                                 [&](const Rule& r) { return r.verdict == verdict; });
  return static_cast<size_t>(rule - kRules.begin()) % kRules.size();
}

// A path as a URI reference (RFC 3986): what is not unreserved or a slash is escaped.
std::string uri_of(std::string_view path) {
  std::string out;
  for (const char c : path) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '/' || c == '.' || c == '-' || c == '_' || c == '~';
    out += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return path.starts_with('/') ? "file://" + out : out;
}

void append_text(std::string& out, std::string_view text) {
  JsonWriter message(out, '{');
  message.field("text", text);
  message.close();
}

std::string message_of(const Checked& checked) {
  return fmt::format("“{}”: {}", checked.text, describe(checked));
}

std::string join(const std::vector<std::string>& items) {
  return fmt::format("[{}]", fmt::join(items, ", "));
}

std::string rules() {
  std::vector<std::string> out;
  for (const Rule& rule : kRules) {
    std::string json;
    JsonWriter object(json, '{');
    object.field("id", fmt::format("quoth/{}", name(rule.verdict)));
    append_text(object.key("shortDescription"), rule.text);
    object.key("defaultConfiguration") += fmt::format("{{\"level\": \"{}\"}}", rule.level);
    object.close();
    out.push_back(std::move(json));
  }
  return join(out);
}

}  // namespace

FileRegion region_of(std::string_view file, uint64_t begin, uint64_t end) {
  FileRegion region{.byte_offset = begin, .byte_length = end - begin};
  uint32_t line = 1, column = 1;
  const uint64_t last = std::min<uint64_t>(end, file.size());
  for (uint64_t pos = 0; pos <= last;) {
    if (pos <= begin) region.start_line = line, region.start_column = column;
    region.end_line = line;
    region.end_column = column;
    if (pos >= last) break;
    const bool ends_line = file[pos] == '\n';
    pos += std::max<uint32_t>(decode_utf8(file, pos).size, 1);
    line += ends_line;
    column = ends_line ? 1 : column + 1;
  }
  return region;
}

void SarifLog::add(const CheckedDraft& checked, std::string_view path, std::string_view file) {
  const bool mapped = !file.empty() && !checked.draft.source_map.empty();
  for (const auto* list : {&checked.quotes, &checked.statements}) {
    for (const Checked& c : *list) {
      if (!is_finding(c.finding.verdict)) continue;
      SourceSpan span{c.span().begin, c.span().end};
      if (mapped) span = checked.draft.source_map.to_source(c.span());
      add_result(c, region_of(mapped ? file : checked.draft.text, span.begin, span.end), path);
    }
  }
}

void SarifLog::add_result(const Checked& checked, const FileRegion& region, std::string_view path) {
  const size_t rule = rule_of(checked.finding.verdict);
  std::string json;
  JsonWriter result(json, '{');
  result.field("ruleId", fmt::format("quoth/{}", name(checked.finding.verdict)));
  result.key("ruleIndex") += std::to_string(rule);
  result.field("level", kRules[rule].level);
  append_text(result.key("message"), message_of(checked));
  std::string& locations = result.key("locations");
  locations += "[{\"physicalLocation\": {\"artifactLocation\": ";
  JsonWriter artifact(locations, '{');
  artifact.field("uri", uri_of(path));
  artifact.close();
  locations += fmt::format(
      ", \"region\": {{\"startLine\": {}, \"startColumn\": {}, \"endLine\": {}, \"endColumn\": {}, "
      "\"byteOffset\": {}, \"byteLength\": {}}}}}}}]",
      region.start_line, region.start_column, region.end_line, region.end_column,
      region.byte_offset, region.byte_length);
  result.close();
  results_.push_back(std::move(json));
}

void SarifLog::add_failure(std::string_view where, std::string_view message) {
  std::string json;
  JsonWriter notification(json, '{');
  notification.field("level", "error");
  append_text(notification.key("message"), fmt::format("{}: {}", where, message));
  notification.close();
  notifications_.push_back(std::move(json));
}

std::string SarifLog::finish() const {
  std::string out;
  JsonWriter log(out, '{');
  log.field("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
  log.field("version", "2.1.0");
  std::string& runs = log.key("runs");
  runs += '[';
  JsonWriter run(runs, '{');
  std::string& tool = run.key("tool");
  tool += "{\"driver\": ";
  JsonWriter driver(tool, '{');
  driver.field("name", "quoth");
  driver.field("version", version_);
  driver.key("rules") += rules();
  driver.close();
  tool += '}';
  run.field("columnKind", "unicodeCodePoints");
  run.key("invocations") +=
      fmt::format("[{{\"executionSuccessful\": {}, \"toolExecutionNotifications\": {}}}]",
                  notifications_.empty(), join(notifications_));
  run.key("results") += join(results_);
  run.close();
  runs += ']';
  log.close();
  return out + '\n';
}

}  // namespace quoth
