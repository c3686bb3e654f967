#include "check/speakers.h"

#include <algorithm>
#include <optional>

namespace quoth {
namespace {

// Words in marks that follow each other without a break, as a span of the text.
std::vector<ByteSpan> runs_of(const SourceText& source, uint32_t begin, uint32_t end) {
  const auto& words = source.spoken.all.words;
  std::vector<ByteSpan> runs;
  bool in_marks = false;
  for (uint32_t i = begin; i < end; ++i) {
    const bool spoken = source.spoken.levels[i] > 0;
    if (spoken && in_marks) {
      runs.back().end = words[i].span.end;
    } else if (spoken) {
      runs.push_back(words[i].span);
    }
    in_marks = spoken;
  }
  if (runs.empty() && begin < end)
    runs.push_back({words[begin].span.begin, words[end - 1].span.end});
  return runs;
}

const Statement* statement_of(const SourceText& source, ByteSpan run) {
  const std::vector<uint32_t> found = statements_at(source.record, run);
  return found.empty() ? nullptr : &source.record.statements[found[0]];
}

// Whom the source gives a statement to, and the bearers they are.
std::vector<Bearer> bearers_of(const SourceText& source, const Statement& statement) {
  std::vector<Bearer> bearers;
  for (const Speaker& speaker : statement.speakers) {
    if (speaker.kind == EntityKind::kNone) continue;
    bearers.push_back(
        bearer_of(speaker, source.record,
                  std::string_view(source.text).substr(speaker.span.begin, speaker.span.size())));
  }
  return bearers;
}

bool shares_bearer(const std::vector<Bearer>& a, const std::vector<Bearer>& b) {
  return std::any_of(a.begin(), a.end(), [&](const Bearer& x) {
    return std::any_of(b.begin(), b.end(), [&](const Bearer& y) { return x.name == y.name; });
  });
}

// A single name that several bearers of the source have, one of whom the speaker is.
bool is_ambiguous(const Bearer& named, const SourceText& source) {
  if (named.names.size() != 1 || named.names[0].size() != 1) return false;
  size_t n = 0;
  for (const Entity& entity : source.record.entities) {
    if (entity.kind != EntityKind::kPerson) continue;
    n += same_bearer(named, bearer_of(entity)) == SameBearer::kYes;
  }
  return n > 1;
}

// Every speaker that the draft names must be one of the source's.
SameBearer compare_all(const std::vector<Bearer>& named, const std::vector<Bearer>& found,
                       const SourceText& source) {
  SameBearer all = SameBearer::kYes;
  for (const Bearer& a : named) {
    SameBearer best = SameBearer::kNo;
    for (const Bearer& b : found) best = std::max(best, same_bearer(a, b));
    if (best == SameBearer::kYes && is_ambiguous(a, source)) best = SameBearer::kMaybe;
    all = std::min(all, best);
  }
  return all;
}

void decide(SaidBy& said, const DraftQuote& quote, const std::vector<Bearer>& found,
            const SourceText& source) {
  if (quote.attribution == Attributed::kNobody) {
    said.same = SameBearer::kYes;
    return;
  }
  if (found.empty()) {
    said.reason = "the source has these words, and who said them could not be told";
    return;
  }
  if (quote.attribution == Attributed::kUnread) {
    const bool near = std::any_of(quote.speakers.begin(), quote.speakers.end(), [&](const auto& b) {
      return compare_all({b}, found, source) == SameBearer::kYes;
    });
    said.same = near && quote.speakers.size() == 1 ? SameBearer::kYes : SameBearer::kMaybe;
    said.reason = "whom the draft gives these words to could not be read";
    return;
  }
  said.same = compare_all(quote.speakers, found, source);
  said.reason = "whether the source means the same speaker could not be told";
}

}  // namespace

SaidBy said_by(const DraftQuote& quote, const SourceText& source, uint32_t begin, uint32_t end) {
  SaidBy said;
  std::optional<std::vector<Bearer>> found;
  for (const ByteSpan& run : runs_of(source, begin, end)) {
    const Statement* statement = statement_of(source, run);
    const std::vector<Bearer> bearers =
        statement == nullptr ? std::vector<Bearer>() : bearers_of(source, *statement);
    if (!found) {
      found = bearers;
    } else if (!bearers.empty() && !found->empty() && !shares_bearer(*found, bearers)) {
      said.joined = true;
    } else if (found->empty()) {
      found = bearers;
    }
  }
  if (!found) found.emplace();
  for (const Bearer& bearer : *found) said.speakers.push_back(bearer.name);
  decide(said, quote, *found, source);
  return said;
}

}  // namespace quoth
