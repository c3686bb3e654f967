#include "quotes/compare.h"

#include <xxhash.h>

#include <algorithm>
#include <string_view>
#include <unordered_set>

#include "base/word_list.h"

namespace quoth {

extern const std::string_view subject_pronouns_data;
extern const std::string_view auxiliaries_data;
extern const std::string_view prepositions_data;

namespace {

// A word list as hashes of folded words.
class HashedList {
 public:
  explicit HashedList(std::string_view data) {
    for (const std::string_view word : parse_word_set(data)) {
      hashes_.insert(XXH3_64bits(word.data(), word.size()));
    }
  }
  bool contains(const QuoteWord& word) const { return hashes_.contains(word.folded); }

 private:
  std::unordered_set<uint64_t> hashes_;
};

const HashedList& subject_pronouns() {
  static const HashedList list(subject_pronouns_data);
  return list;
}
const HashedList& auxiliaries() {
  static const HashedList list(auxiliaries_data);
  return list;
}
const HashedList& prepositions() {
  static const HashedList list(prepositions_data);
  return list;
}

// Bytes of words that headlines write small: "with", "from".
constexpr uint32_t kMaxSmallWord = 4;

class Judge {
 public:
  Judge(const QuoteWords& quote, const SourceWords& source, uint32_t begin,
        const CompareOptions& options, const Alignment& alignment)
      : quote_(quote), source_(source), begin_(begin), options_(options), alignment_(alignment) {}

  Comparison run() {
    const auto& steps = alignment_.steps;
    out_.n_matched = alignment_.n_matched;
    set_extent();
    check_begin();
    for (size_t k = 0; k < steps.size();) {
      size_t end = k + 1;
      if (steps[k].op == AlignOp::kMatch) {
        check_match(k);
      } else {
        while (end < steps.size() && steps[end].op != AlignOp::kMatch) ++end;
        check_difference(k, end);
      }
      k = end;
    }
    check_end();
    drop_headline_case();
    if (!out_.edits.empty()) {
      out_.wording = Wording::kAltered;
    } else {
      out_.wording = elided_ ? Wording::kElided : Wording::kSame;
    }
    return std::move(out_);
  }

 private:
  uint32_t source_of(const AlignStep& step) const { return begin_ + step.source; }
  const QuoteWord& quote_word(size_t i) const { return quote_.words[i]; }
  const QuoteWord& source_word(size_t j) const { return source_.words[j]; }
  uint8_t before_quote(size_t i) const {
    return i < quote_.words.size() ? quote_word(i).before : quote_.after;
  }
  uint8_t before_source(size_t j) const {
    return j < source_.words.size() ? source_word(j).before : source_.after;
  }
  bool resumes(size_t j) const { return j >= source_.words.size() || source_.resumes[j]; }
  bool quote_resumes(size_t i) const { return i < options_.resumes.size() && options_.resumes[i]; }

  void set_extent() {
    bool any = false;
    for (const AlignStep& step : alignment_.steps) {
      if (step.op == AlignOp::kInsert || step.op == AlignOp::kSkip) continue;
      if (!any) out_.source_begin = source_of(step);
      out_.source_end = source_of(step) + 1;
      any = true;
    }
  }

  void add(EditKind kind, ByteSpan quote, ByteSpan source) {
    out_.edits.push_back({kind, quote, source});
  }
  ByteSpan quote_place(size_t i) const {
    if (i < quote_.words.size()) return {quote_word(i).span.begin, quote_word(i).span.begin};
    return {quote_.words.back().span.end, quote_.words.back().span.end};
  }
  ByteSpan source_place(size_t j) const {
    if (j < source_.words.size()) return {source_word(j).span.begin, source_word(j).span.begin};
    return {source_.words.back().span.end, source_.words.back().span.end};
  }

  // Whether something in the quote says that words may be missing before its word i.
  bool shows_gap(size_t i) const {
    if ((before_quote(i) & kEllipsis) != 0) return true;
    if (i < quote_.words.size() && quote_word(i).bracketed) return true;
    return i > 0 && quote_word(i - 1).bracketed;
  }

  // Words that begin with capitals in only one of the texts, as in a headline, are typography if
  // the others there do so too.
  void drop_headline_case() {
    const auto is_case = [](const QuoteEdit& e) { return e.kind == EditKind::kCase; };
    const auto n = std::count_if(out_.edits.begin(), out_.edits.end(), is_case);
    if (n < 2) return;
    const auto is_title = [](const QuoteWord& w) {
      return w.exact != w.folded || w.span.size() <= kMaxSmallWord;
    };
    const auto begin = source_.words.begin();
    if (std::all_of(quote_.words.begin(), quote_.words.end(), is_title) ||
        std::all_of(begin + out_.source_begin, begin + out_.source_end, is_title)) {
      std::erase_if(out_.edits, is_case);
    }
  }

  void check_begin() {
    if (out_.source_end == 0) return;
    const uint32_t j = out_.source_begin;
    const bool shown = (before_quote(0) & kEllipsis) != 0;
    if (j == 0 || resumes(j)) return;
    const QuoteWord& dropped = source_word(j - 1);
    const bool joined = (before_source(j) & (kStop | kSentenceEnd)) == 0;
    if (dropped.negation && joined && !options_.negated_outside &&
        alignment_.steps.front().op == AlignOp::kMatch) {
      add(EditKind::kNegation, quote_place(0), dropped.span);
    }
    elided_ |= shown && (before_source(j) & kEllipsis) == 0;
  }

  void check_end() {
    if (out_.source_end == 0) return;
    const uint32_t j = out_.source_end;
    const size_t n = quote_.words.size();
    const uint8_t behind = before_source(j);
    const bool asks = (quote_.after & kQuestion) != 0;
    if (asks && (behind & kQuestion) == 0) {
      add(EditKind::kQuestion, quote_word(n - 1).span, source_word(j - 1).span);
    } else if (!asks && (behind & kQuestion) != 0 && (quote_.after & kSentenceEnd) != 0) {
      add(EditKind::kQuestion, quote_word(n - 1).span, source_word(j - 1).span);
    }
    if (resumes(j)) return;
    if (source_word(j).negation && (behind & (kStop | kSentenceEnd)) == 0 &&
        alignment_.steps.back().op == AlignOp::kMatch) {
      add(EditKind::kNegation, quote_place(n), source_word(j).span);
    }
    elided_ |= (quote_.after & kEllipsis) != 0 && (behind & kEllipsis) == 0;
  }

  void check_match(size_t k) {
    const size_t i = alignment_.steps[k].quote;
    const uint32_t j = source_of(alignment_.steps[k]);
    const QuoteWord& q = quote_word(i);
    const QuoteWord& s = source_word(j);
    if (q.exact != s.exact && !case_is_free(i, j)) add(EditKind::kCase, q.span, s.span);
    if (s.bracketed && !q.bracketed) add(EditKind::kBracket, q.span, s.span);
    if (q.bracketed && !s.bracketed) elided_ = true;
    if (k == 0 || alignment_.steps[k - 1].op != AlignOp::kMatch) return;
    check_between(i, j);
  }

  bool case_is_free(size_t i, uint32_t j) const {
    if (i == 0 || quote_resumes(i) || shows_gap(i) || quote_word(i).bracketed) return true;
    if (resumes(j)) return true;
    return ((before_quote(i) | before_source(j)) & kSentenceEnd) != 0;
  }

  // What stands between two words that follow each other in both.
  void check_between(size_t i, uint32_t j) {
    const uint8_t q = before_quote(i);
    const uint8_t s = before_source(j);
    if ((q & kQuestion) != (s & kQuestion) && !quote_resumes(i) && !resumes(j)) {
      add(EditKind::kQuestion, quote_word(i - 1).span, source_word(j - 1).span);
    }
    if ((s & kEllipsis) != 0 && (q & kEllipsis) == 0 && !quote_resumes(i)) {
      add(EditKind::kEllipsis, quote_word(i - 1).span, source_word(j - 1).span);
    }
  }

  // Steps [k, end), of which none is a match.
  void check_difference(size_t k, size_t end) {
    const auto& steps = alignment_.steps;
    const size_t i = steps[k].quote;
    const size_t i_end = end < steps.size() ? steps[end].quote : quote_.words.size();
    const uint32_t j = source_of(steps[k]);
    const uint32_t j_end = end < steps.size() ? source_of(steps[end]) : out_.source_end;
    const bool marked = is_marked(k, end);
    if (marked && !brings_negation(i, i_end)) {
      if (j_end <= j || check_dropped(i, i_end, j, j_end)) elided_ = true;
      return;
    }
    if (i == i_end && quote_resumes(i) && whole_sentences(j, j_end)) return;
    const ByteSpan quote = i < i_end
                               ? ByteSpan{quote_word(i).span.begin, quote_word(i_end - 1).span.end}
                               : quote_place(i);
    const ByteSpan source =
        j < j_end ? ByteSpan{source_word(j).span.begin, source_word(j_end - 1).span.end}
                  : source_place(j);
    out_.n_edited += static_cast<uint32_t>(std::max<size_t>(i_end - i, j_end - j));
    add(EditKind::kWords, quote, source);
  }

  // Words are left out where it is shown, and those put in stand in brackets.
  bool is_marked(size_t k, size_t end) const {
    for (; k < end; ++k) {
      const AlignStep& step = alignment_.steps[k];
      const bool left_out = step.op == AlignOp::kDelete || step.op == AlignOp::kSkip;
      if (left_out ? !shows_gap(step.quote) : !quote_word(step.quote).bracketed) return false;
    }
    return true;
  }
  bool brings_negation(size_t i, size_t i_end) const {
    for (; i < i_end; ++i) {
      if (quote_word(i).negation) return true;
    }
    return false;
  }

  bool whole_sentences(uint32_t j, uint32_t j_end) const {
    const bool begins = j == 0 || resumes(j) || (before_source(j) & kSentenceEnd) != 0;
    return begins && (resumes(j_end) || (before_source(j_end) & kSentenceEnd) != 0);
  }

  // Source words [j, j_end) are left out openly. True if that is fair; else there is an edit.
  bool check_dropped(size_t i, size_t i_end, uint32_t j, uint32_t j_end) {
    if (whole_sentences(j, j_end)) return true;
    const ByteSpan quote = i < i_end
                               ? ByteSpan{quote_word(i).span.begin, quote_word(i_end - 1).span.end}
                               : quote_place(i);
    const ByteSpan source{source_word(j).span.begin, source_word(j_end - 1).span.end};
    const auto negates = [](const QuoteWord& word) { return word.negation; };
    if (std::any_of(source_.words.begin() + j, source_.words.begin() + j_end, negates)) {
      add(EditKind::kNegation, quote, source);
      return false;
    }
    const bool put_in = i < i_end;  // words in brackets, which may name another subject
    if (!put_in && (joins_sentences(i, j, j_end) || drops_subject(j, j_end))) {
      add(EditKind::kSubject, quote, source);
      return false;
    }
    return true;
  }

  // A sentence ends among the words left out, what follows is within another, and the quote does
  // not show that.
  bool joins_sentences(size_t i, uint32_t j, uint32_t j_end) const {
    if (j_end >= source_.words.size()) return false;
    if (resumes(j_end) || (before_source(j_end) & kSentenceEnd) != 0) return false;
    if ((before_quote(i) & kSentenceEnd) != 0) return false;
    for (uint32_t k = j; k < j_end; ++k) {
      if (k > 0 && (before_source(k) & kSentenceEnd) != 0) return true;
    }
    return false;
  }

  // The last word left out is the subject of the verb that follows: “but Duarte [is wrong]”.
  bool drops_subject(uint32_t j, uint32_t j_end) const {
    if (j_end >= source_.words.size() || !auxiliaries().contains(source_word(j_end))) return false;
    if ((before_source(j_end) & kStop) != 0) return false;
    const QuoteWord& last = source_word(j_end - 1);
    if (subject_pronouns().contains(last)) return true;
    uint32_t name = j_end;
    while (name > j && source_word(name - 1).exact != source_word(name - 1).folded) --name;
    if (name == j_end) return false;
    return name > j && !prepositions().contains(source_word(name - 1));
  }

  const QuoteWords& quote_;
  const SourceWords& source_;
  uint32_t begin_;
  const CompareOptions& options_;
  const Alignment& alignment_;
  Comparison out_;
  bool elided_ = false;
};

}  // namespace

SourceWords source_words(QuoteWords words) {
  SourceWords source;
  source.resumes.assign(words.words.size(), false);
  if (!source.resumes.empty()) source.resumes[0] = true;
  source.words = std::move(words.words);
  source.after = words.after;
  return source;
}

std::optional<Comparison> compare_quotes(const QuoteWords& quote, const SourceWords& source,
                                         uint32_t begin, uint32_t end,
                                         const CompareOptions& options) {
  std::vector<bool> gaps = gaps_of(quote);
  for (size_t i = 1; i < quote.words.size() && i < options.resumes.size(); ++i) {
    if (options.resumes[i]) gaps[i] = true;
  }
  const std::span<const QuoteWord> stretch(source.words.data() + begin, end - begin);
  const std::optional<Alignment> alignment = align(quote.words, stretch, gaps);
  if (!alignment) return std::nullopt;
  return Judge(quote, source, begin, options, *alignment).run();
}

std::optional<Comparison> compare_quotes(const QuoteWords& quote, const SourceWords& source,
                                         const CompareOptions& options) {
  return compare_quotes(quote, source, 0, static_cast<uint32_t>(source.words.size()), options);
}

}  // namespace quoth
