#include "check/check.h"

#include <algorithm>

#include "check/quote_check.h"

namespace quoth {
namespace {

std::vector<std::string> names_of(const std::vector<Speaker>& speakers) {
  std::vector<std::string> names;
  for (const Speaker& speaker : speakers) {
    if (speaker.kind != EntityKind::kNone) names.push_back(speaker.name);
  }
  return names;
}

// The words of a statement without its quotation marks belong to the quotes.
bool is_quoted(const Statement& statement, const std::vector<Checked>& quotes) {
  return std::any_of(quotes.begin(), quotes.end(), [&](const Checked& quote) {
    return std::any_of(statement.content.begin(), statement.content.end(),
                       [&](ByteSpan piece) { return quote.span().overlaps(piece); });
  });
}

std::string joined(const std::vector<ByteSpan>& pieces, std::string_view text) {
  std::string out;
  for (const ByteSpan& piece : pieces) {
    if (!out.empty()) out += ' ';
    out += text.substr(piece.begin, piece.size());
  }
  return out;
}

}  // namespace

size_t CheckedDraft::n_findings() const {
  const auto found = [](const Checked& c) { return is_finding(c.finding.verdict); };
  return static_cast<size_t>(std::count_if(quotes.begin(), quotes.end(), found) +
                             std::count_if(statements.begin(), statements.end(), found));
}

CheckedDraft check_draft(Article draft, const Record& record, const Sources& sources) {
  CheckedDraft out;
  for (const DraftQuote& quote : draft_quotes(draft.text, record)) {
    Checked checked{
        text_of(quote, draft.text), quote.pieces, {}, check_quote(quote, draft.text, sources)};
    if (quote.attribution == Attributed::kNamed) {
      for (const Bearer& speaker : quote.speakers) checked.speakers.push_back(speaker.name);
    }
    out.quotes.push_back(std::move(checked));
  }
  for (const Statement& statement : record.statements) {
    if (statement.form != Form::kIndirect || is_quoted(statement, out.quotes)) continue;
    out.statements.push_back({joined(statement.content, draft.text), statement.content,
                              names_of(statement.speakers),
                              check_statement(statement, draft.text, record, sources)});
  }
  out.draft = std::move(draft);
  return out;
}

}  // namespace quoth
