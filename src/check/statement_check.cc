#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

#include "check/check.h"
#include "check/gist.h"

namespace quoth {
namespace {

// Shares of the weight of the draft's words: from here on it is the same statement, or one that is
// worth showing.
constexpr double kSupported = 0.6;
constexpr double kNearest = 0.3;

class StatementCheck {
 public:
  StatementCheck(const Statement& statement, std::string_view draft, const Record& record,
                 const Sources& sources)
      : sources_(sources), gist_(gist_of(draft, statement.content)) {
    for (const Speaker& speaker : statement.speakers) {
      if (speaker.kind == EntityKind::kNone) continue;
      named_.push_back(
          bearer_of(speaker, record, draft.substr(speaker.span.begin, speaker.span.size())));
    }
  }

  Finding run() {
    for (const std::string& s : gist_.stems) total_ += sources_.stems().weight(s);
    for (const SharedStems& shared : sources_.stems().find(gist_.stems)) consider(shared);
    if (!best_) return {Verdict::kNotFound, "no source says so", {}, std::nullopt};
    return finding();
  }

 private:
  struct Match {
    uint32_t source;
    const Statement* statement;
    double share;
    SameBearer same;
    bool agrees;  // numbers and negation
  };

  void consider(const SharedStems& shared) {
    const double share = shared.weight / total_;
    if (share < kNearest) return;
    const SourceText& source = sources_[shared.source];
    const Statement& statement = source.record.statements[shared.statement];
    const Gist gist = gist_of(source.text, statement.content);
    const bool agrees =
        gist.negated == gist_.negated && std::includes(gist.numbers.begin(), gist.numbers.end(),
                                                       gist_.numbers.begin(), gist_.numbers.end());
    const Match match{shared.source, &statement, share, same_speaker(shared.source, statement),
                      agrees};
    if (!best_ || rank(match) > rank(*best_)) best_ = match;
  }

  SameBearer same_speaker(uint32_t source, const Statement& statement) const {
    if (named_.empty()) return SameBearer::kMaybe;
    SameBearer best = statement.speakers.empty() ? SameBearer::kMaybe : SameBearer::kNo;
    for (const Speaker& speaker : statement.speakers) {
      const Bearer bearer = bearer_of(speaker, sources_[source].record, "");
      for (const Bearer& named : named_) best = std::max(best, same_bearer(named, bearer));
    }
    return best;
  }

  static std::tuple<bool, SameBearer, bool, double> rank(const Match& m) {
    return {m.share >= kSupported && m.agrees, m.same, m.agrees, m.share};
  }

  Finding finding() const {
    Finding finding;
    Evidence evidence{best_->source, sources_[best_->source].id, best_->statement->content, {}};
    for (const Speaker& speaker : best_->statement->speakers) {
      evidence.speakers.push_back(speaker.name);
    }
    finding.evidence = std::move(evidence);
    if (best_->share < kSupported || !best_->agrees || best_->same == SameBearer::kNo) {
      finding.reason = "the nearest statement of a source says something else";
    } else if (best_->same == SameBearer::kMaybe) {
      finding.verdict = Verdict::kUnsure;
      finding.reason = "whether the same speaker said so could not be told";
    } else {
      finding.verdict = Verdict::kSupported;
    }
    return finding;
  }

  const Sources& sources_;
  Gist gist_;
  std::vector<Bearer> named_;
  double total_ = 0;
  std::optional<Match> best_;
};

}  // namespace

Finding check_statement(const Statement& statement, std::string_view draft, const Record& record,
                        const Sources& sources) {
  return StatementCheck(statement, draft, record, sources).run();
}

}  // namespace quoth
