#include "check/quote_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <tuple>

#include "check/speakers.h"

namespace quoth {
namespace {

// Words around a passage, and more of them for each place where the draft leaves something out.
constexpr uint32_t kSlack = 48;
constexpr uint32_t kSlackOfGap = 250;
constexpr uint32_t kMaxGaps = 4;
constexpr size_t kMaxPassages = 24;
// Words of narrative between two quotations that a draft may give as one.
constexpr uint32_t kMaxInterruption = 60;
// Of up to this many words, a quote is not looked for in parts.
constexpr uint32_t kShortQuote = 3;

// A passage, compared with the quote.
struct Candidate {
  uint32_t source = 0;
  uint32_t begin = 0;  // in the source's spoken.all
  uint32_t end = 0;
  Comparison comparison;
  bool marked = true;  // the source has the words in quotation marks
  SaidBy said;
};

std::string words_between(std::string_view text, ByteSpan span) {
  return std::string(text.substr(span.begin, span.size()));
}

class QuoteCheck {
 public:
  QuoteCheck(const DraftQuote& quote, std::string_view draft, const Sources& sources)
      : quote_(quote), draft_(draft), sources_(sources) {
    options_.negated_outside = quote.negated_outside;
    options_.resumes = quote.resumes;
  }

  Finding run() {
    for (const Passage& passage : passages()) compare(passage);
    for (Candidate& c : candidates_) {
      c.said = said_by(quote_, sources_[c.source], c.begin, c.end);
    }
    const auto best =
        std::min_element(candidates_.begin(), candidates_.end(),
                         [&](const Candidate& a, const Candidate& b) { return rank(a) < rank(b); });
    if (best == candidates_.end()) return not_found();
    return finding_of(*best);
  }

 private:
  std::vector<Passage> passages() const {
    const std::vector<bool> gaps = gaps_of(quote_.words);
    const auto n_gaps = static_cast<uint32_t>(std::count(gaps.begin(), gaps.end(), true));
    const uint32_t slack = kSlack + kSlackOfGap * std::min(n_gaps, kMaxGaps);
    return sources_.index().find(quote_.words.words, slack, kMaxPassages);
  }

  void compare(const Passage& passage) {
    const Spoken& spoken = sources_[passage.text].spoken;
    const auto begin =
        std::lower_bound(spoken.indices.begin(), spoken.indices.end(), passage.begin);
    const auto end = std::lower_bound(begin, spoken.indices.end(), passage.end);
    if (begin != end) {
      const auto first = static_cast<uint32_t>(begin - spoken.indices.begin());
      const auto last = static_cast<uint32_t>(end - spoken.indices.begin());
      auto found = compare_quotes(quote_.words, spoken.words, first, last, options_);
      if (found && is_near(*found)) {
        const uint32_t from = spoken.indices[found->source_begin];
        const uint32_t to = spoken.indices[found->source_end - 1] + 1;
        candidates_.push_back({passage.text, from, to, *std::move(found), true, {}});
        if (candidates_.back().comparison.wording != Wording::kAltered) return;
      }
    }
    compare_unmarked(passage);
  }

  // The words as the writer's own.
  void compare_unmarked(const Passage& passage) {
    const SourceWords all = source_words(sources_[passage.text].spoken.all);
    auto found = compare_quotes(quote_.words, all, passage.begin, passage.end, options_);
    if (!found || !is_near(*found)) return;
    const uint32_t from = found->source_begin;
    const uint32_t to = found->source_end;
    // A title in marks is no speech, but it stands in marks.
    const auto& levels = sources_[passage.text].spoken.levels;
    const bool marked = std::all_of(levels.begin() + from, levels.begin() + to,
                                    [](uint8_t level) { return level > 0; });
    candidates_.push_back({passage.text, from, to, *std::move(found), marked, {}});
  }

  // Whether so much is the same that it is the same quotation: six in ten words, and of a short
  // one all but one, which must leave two.
  bool is_near(const Comparison& c) const {
    const auto n = static_cast<uint32_t>(quote_.words.words.size());
    if (c.source_end == 0) return false;
    if (c.wording != Wording::kAltered) return true;
    if (n <= kShortQuote) return c.n_matched == n;
    return 5 * c.n_matched >= 3 * n && c.n_edited <= (n + 1) / 2;
  }

  // Of a quote of a few words: whether they are all of what stands in the source's marks.
  bool fills_run(const Candidate& c) const {
    const Spoken& spoken = sources_[c.source].spoken;
    const auto first = std::lower_bound(spoken.indices.begin(), spoken.indices.end(), c.begin);
    if (first == spoken.indices.end() || *first != c.begin) return true;  // a title
    const auto last = std::lower_bound(spoken.indices.begin(), spoken.indices.end(), c.end);
    const auto behind = static_cast<size_t>(last - spoken.indices.begin());
    return spoken.words.resumes[static_cast<size_t>(first - spoken.indices.begin())] &&
           (behind == spoken.indices.size() || spoken.words.resumes[behind]);
  }

  // Words met by chance in what somebody else said.
  bool is_chance(const Candidate& c) const {
    if (quote_.words.words.size() > kShortQuote) return false;
    if (!c.marked) return true;
    return c.said.same != SameBearer::kYes && !fills_run(c);
  }

  // A changed quotation of somebody else must be closer than that to be the same quotation.
  bool is_far(const Candidate& c) const {
    return c.comparison.wording == Wording::kAltered && c.said.same == SameBearer::kNo &&
           4 * c.comparison.n_matched < 3 * quote_.words.words.size();
  }

  int wording_rank(const Candidate& c) const {
    if (c.comparison.wording == Wording::kAltered || c.said.joined) return 2;
    return c.comparison.wording == Wording::kElided ? 1 : 0;
  }

  // Less is better. A quote with the right speaker comes before the same words of another, and
  // words in marks before the writer's.
  std::tuple<bool, bool, int, bool, int, uint32_t, int> rank(const Candidate& c) const {
    const int wording = wording_rank(c);
    const int speaker = 2 - static_cast<int>(c.said.same);
    return {is_chance(c) || is_far(c), wording == 2, wording == 2 ? 0 : speaker, !c.marked, wording,
            c.comparison.n_edited,     speaker};
  }

  Finding not_found() const {
    return {Verdict::kNotFound, "no source has these words", {}, std::nullopt};
  }

  Finding finding_of(const Candidate& c) const {
    if (is_chance(c) || is_far(c)) return not_found();
    Finding finding;
    finding.evidence = evidence_of(c);
    if (c.comparison.wording == Wording::kAltered) {
      finding.verdict = Verdict::kAltered;
      finding.reason = reason_of_edits(c.comparison.edits);
      finding.differences = differences_of(c);
    } else if (!c.marked) {
      finding.verdict = Verdict::kUnsure;
      finding.reason = "the source has these words without quotation marks";
    } else if (c.said.joined) {
      finding.verdict = Verdict::kAltered;
      finding.reason = "the source gives these words to several speakers";
      finding.differences = {join_of(c, EditKind::kSubject)};
    } else if (hidden_gap(c)) {
      finding.verdict = Verdict::kAltered;
      finding.reason = "the words are joined from several places of the source";
      finding.differences = {join_of(c, EditKind::kEllipsis)};
    } else {
      judge_speaker(c, finding);
    }
    return finding;
  }

  void judge_speaker(const Candidate& c, Finding& finding) const {
    if (c.said.same == SameBearer::kYes) {
      const bool elided = c.comparison.wording == Wording::kElided;
      finding.verdict = elided ? Verdict::kElided : Verdict::kVerbatim;
    } else if (c.said.same == SameBearer::kNo) {
      finding.verdict = Verdict::kMisattributed;
      finding.reason = fmt::format("said by {}", fmt::join(c.said.speakers, " and "));
    } else {
      finding.verdict = Verdict::kUnsure;
      finding.reason = c.said.reason;
    }
  }

  // A long stretch of narrative between words that the draft gives in one piece.
  bool hidden_gap(const Candidate& c) const {
    if (c.comparison.wording != Wording::kSame) return false;
    uint32_t n_outside = 0;
    for (uint32_t i = c.begin; i < c.end; ++i) {
      n_outside = sources_[c.source].spoken.levels[i] == 0 ? n_outside + 1 : 0;
      if (n_outside > kMaxInterruption && quote_.pieces.size() == 1) return true;
    }
    return false;
  }

  Difference join_of(const Candidate& c, EditKind kind) const {
    const SourceText& source = sources_[c.source];
    const ByteSpan span{source.spoken.all.words[c.begin].span.begin,
                        source.spoken.all.words[c.end - 1].span.end};
    return {kind, text_of(quote_, draft_), words_between(source.text, span), quote_.span()};
  }

  Evidence evidence_of(const Candidate& c) const {
    const SourceText& source = sources_[c.source];
    Evidence evidence{c.source, source.id, {}, c.said.speakers};
    const auto& words = source.spoken.all.words;
    bool was_in = false;
    for (uint32_t i = c.begin; i < c.end; ++i) {
      const bool in = !c.marked || source.spoken.levels[i] > 0;
      if (in && was_in) {
        evidence.pieces.back().end = words[i].span.end;
      } else if (in) {
        evidence.pieces.push_back(words[i].span);
      }
      was_in = in;
    }
    return evidence;
  }

  std::vector<Difference> differences_of(const Candidate& c) const {
    std::vector<Difference> out;
    for (const QuoteEdit& edit : c.comparison.edits) {
      out.push_back({edit.kind, words_between(draft_, edit.quote),
                     words_between(sources_[c.source].text, edit.source), edit.quote});
    }
    return out;
  }

  static std::string reason_of_edits(const std::vector<QuoteEdit>& edits) {
    switch (edits.front().kind) {
      case EditKind::kWords: return "the source has other words";
      case EditKind::kCase: return "the source spells a word otherwise";
      case EditKind::kQuestion: return "one is a question and the other is not";
      case EditKind::kEllipsis: return "the source leaves something out here";
      case EditKind::kNegation: return "a negation is left out";
      case EditKind::kSubject: return "what is left out changes of whom the rest speaks";
      case EditKind::kBracket: return "the source has these words in brackets";
    }
    return "the source has other words";
  }

  const DraftQuote& quote_;
  std::string_view draft_;
  const Sources& sources_;
  CompareOptions options_;
  std::vector<Candidate> candidates_;
};

}  // namespace

Finding check_quote(const DraftQuote& quote, std::string_view draft, const Sources& sources) {
  return QuoteCheck(quote, draft, sources).run();
}

}  // namespace quoth
