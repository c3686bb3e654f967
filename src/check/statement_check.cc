#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "check/check.h"
#include "extract/lexicon.h"

namespace quoth {
namespace {

// Shares of the weight of the draft's words: from here on it is the same statement, or one that is
// worth showing.
constexpr double kSupported = 0.6;
constexpr double kNearest = 0.3;

// What a statement says, by stems of its words.
struct Gist {
  std::set<std::string> stems;
  std::set<std::string> numbers;
  bool negated = false;
};

// Endings that change with the sentence: "repairs", "repaired", "repairing" -> "repair".
std::string stem(std::string word) {
  for (const std::string_view ending : {"'s", "ing", "ed", "es", "s", "ly"}) {
    if (word.size() > ending.size() + 3 && word.ends_with(ending)) {
      word.resize(word.size() - ending.size());
      break;
    }
  }
  if (word.size() > 4 && word.back() == 'e') word.pop_back();
  return word;
}

Gist gist_of(std::string_view text, const std::vector<ByteSpan>& pieces) {
  Gist gist;
  size_t n_negations = 0;
  for (const ByteSpan& piece : pieces) {
    for (const QuoteWord& word : quote_words(text, piece).words) {
      const std::string folded = folded_word(text.substr(word.span.begin, word.span.size()));
      n_negations += word.negation;
      if (word.negation || is_function_word(folded) || find_pronoun(folded) != Pronoun::kNone) {
        continue;
      }
      const bool number = folded.find_first_of("0123456789") != std::string::npos;
      if (number) gist.numbers.insert(folded);
      gist.stems.insert(number ? folded : stem(folded));
    }
  }
  gist.negated = n_negations % 2 == 1;
  return gist;
}

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
    weigh();
    for (uint32_t i = 0; i < sources_.size(); ++i) {
      for (const Statement& statement : sources_[i].record.statements) consider(i, statement);
    }
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

  // Rare words weigh more: log(1 + texts / texts with the word).
  void weigh() {
    std::map<std::string, size_t> n_texts;
    for (uint32_t i = 0; i < sources_.size(); ++i) {
      const SourceText& source = sources_[i];
      const Gist all = gist_of(source.text, {{0, static_cast<uint32_t>(source.text.size())}});
      for (const std::string& s : gist_.stems) n_texts[s] += all.stems.contains(s);
    }
    for (const std::string& s : gist_.stems) {
      weights_[s] =
          std::log(1 + static_cast<double>(sources_.size()) / std::max<size_t>(1, n_texts[s]));
      total_ += weights_[s];
    }
  }

  void consider(uint32_t source, const Statement& statement) {
    if (total_ == 0) return;
    const Gist gist = gist_of(sources_[source].text, statement.content);
    double weight = 0;
    for (const std::string& s : gist_.stems) weight += gist.stems.contains(s) ? weights_[s] : 0;
    const double share = weight / total_;
    if (share < kNearest) return;
    const bool agrees =
        gist.negated == gist_.negated && std::includes(gist.numbers.begin(), gist.numbers.end(),
                                                       gist_.numbers.begin(), gist_.numbers.end());
    const Match match{source, &statement, share, same_speaker(source, statement), agrees};
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
  std::map<std::string, double> weights_;
  double total_ = 0;
  std::optional<Match> best_;
};

}  // namespace

Finding check_statement(const Statement& statement, std::string_view draft, const Record& record,
                        const Sources& sources) {
  return StatementCheck(statement, draft, record, sources).run();
}

}  // namespace quoth
