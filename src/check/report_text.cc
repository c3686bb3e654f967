#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "check/report.h"
#include "write/escape.h"

namespace quoth {
namespace {

constexpr std::string_view kReset = "\x1b[0m";

std::string_view color_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::kVerbatim:
    case Verdict::kElided:
    case Verdict::kSupported: return "\x1b[32m";
    case Verdict::kUnsure: return "\x1b[33m";
    default: return "\x1b[31m";
  }
}

// Lines of the draft as they are, but for control characters.
void append_lines(std::string& out, std::string_view text) {
  while (!text.empty()) {
    const size_t end = text.find('\n');
    out += printable(text.substr(0, end));
    if (end == std::string_view::npos) return;
    out += '\n';
    text = text.substr(end + 1);
  }
}

std::vector<const Checked*> in_order(const CheckedDraft& checked) {
  std::vector<const Checked*> all;
  for (const auto* list : {&checked.quotes, &checked.statements}) {
    for (const Checked& c : *list) all.push_back(&c);
  }
  std::stable_sort(all.begin(), all.end(), [](const Checked* a, const Checked* b) {
    return a->span().begin < b->span().begin;
  });
  return all;
}

}  // namespace

std::string_view name(EditKind kind) {
  switch (kind) {
    case EditKind::kWords: return "words";
    case EditKind::kCase: return "case";
    case EditKind::kQuestion: return "question";
    case EditKind::kEllipsis: return "ellipsis";
    case EditKind::kNegation: return "negation";
    case EditKind::kSubject: return "subject";
    case EditKind::kBracket: return "bracket";
  }
  return "words";
}

std::string describe(const Difference& d) {
  if (d.source.empty()) return fmt::format("“{}” is not in the source", printable(d.draft));
  if (d.draft.empty()) return fmt::format("“{}” is left out", printable(d.source));
  return fmt::format("“{}” is “{}” in the source", printable(d.draft), printable(d.source));
}

std::string describe(const Checked& checked) {
  const Finding& f = checked.finding;
  std::string out(name(f.verdict));
  if (!f.reason.empty()) out += ": " + printable(f.reason);
  for (const Difference& d : f.differences) out += "; " + describe(d);
  if (f.evidence) out += " (" + printable(f.evidence->id) + ')';
  return out;
}

// [1: altered]“…” in the draft, then a numbered list.
std::string write_check_text(const CheckedDraft& checked, const CheckTextOptions& options) {
  std::string out = printable(checked.draft.id) + '\n';
  const std::vector<const Checked*> all = in_order(checked);
  const std::string_view text = checked.draft.text;
  uint32_t from = 0;
  size_t number = 0;
  for (const Checked* c : all) {
    ++number;
    if (c->span().begin < from) continue;
    append_lines(out, text.substr(from, c->span().begin - from));
    if (options.color) out += color_of(c->finding.verdict);
    append_lines(out, text.substr(c->span().begin, c->span().size()));
    if (options.color) out += kReset;
    out += fmt::format("[{}]", number);
    from = c->span().end;
  }
  append_lines(out, text.substr(from));
  if (!out.ends_with('\n')) out += '\n';
  out += '\n';
  number = 0;
  for (const Checked* c : all) {
    const bool found = is_finding(c->finding.verdict);
    out +=
        fmt::format("  [{}] {}{}{}\n", ++number, options.color ? color_of(c->finding.verdict) : "",
                    describe(*c), options.color ? kReset : "");
    if (found && !c->speakers.empty()) {
      out += fmt::format("      given to {}\n",
                         printable(fmt::format("{}", fmt::join(c->speakers, "; "))));
    }
  }
  out += fmt::format("  {} checked, {} to look at\n\n", all.size(), checked.n_findings());
  return out;
}

}  // namespace quoth
