#include "quotes/align.h"

#include <algorithm>
#include <tuple>

namespace quoth {
namespace {

// The table of the dynamic programme, a row a word of the quote and one more. A cell is what was
// done last to come there; of the costs, two rows are kept, each with where its stretch began.
class Table {
 public:
  Table(std::span<const QuoteWord> quote, std::span<const QuoteWord> source,
        const std::vector<bool>& gaps)
      : quote_(quote), source_(source), gaps_(gaps), width_(source.size() + 1) {
    ops_.resize((quote.size() + 1) * width_, AlignOp::kMatch);
    above_.resize(width_);
    row_.resize(width_);
  }

  Alignment run() {
    for (size_t j = 0; j < width_; ++j) above_[j] = {0, static_cast<uint32_t>(j)};
    for (size_t i = 1; i <= quote_.size(); ++i) {
      fill(i);
      std::swap(above_, row_);
    }
    size_t best = 0;
    for (size_t j = 1; j < width_; ++j) {
      const Cell& c = above_[j];
      const Cell& b = above_[best];
      if (std::tuple(c.cost, ends_unpaired(j), j - c.begin) <
          std::tuple(b.cost, ends_unpaired(best), best - b.begin)) {
        best = j;
      }
    }
    return trace(best);
  }

 private:
  struct Cell {
    uint32_t cost = 0;
    uint32_t begin = 0;  // of the stretch of the source
  };

  void fill(size_t i) {
    const QuoteWord& word = quote_[i - 1];
    const uint32_t insert_cost = word.bracketed ? kBracketInsertCost : kInsertCost;
    const bool last = i == quote_.size();
    const uint32_t replace_cost = word.bracketed     ? kBracketReplaceCost
                                  : (last || i == 1) ? kReplaceAtEndCost
                                                     : kReplaceCost;
    AlignOp* ops = ops_.data() + i * width_;
    for (size_t j = 0; j < width_; ++j) {
      Cell best{above_[j].cost + insert_cost, above_[j].begin};
      ops[j] = AlignOp::kInsert;
      if (j > 0) {
        const bool same = word.folded == source_[j - 1].folded;
        consider(best, ops[j], above_[j - 1], same ? 0 : replace_cost,
                 same ? AlignOp::kMatch : AlignOp::kReplace);
        if (!last) {
          const bool free = gaps_[i];
          consider(best, ops[j], row_[j - 1], free ? 0 : kDeleteCost,
                   free ? AlignOp::kSkip : AlignOp::kDelete);
        }
      }
      row_[j] = best;
    }
  }

  // Of equal costs: words paired rather than not, then the stretch that begins last.
  static void consider(Cell& best, AlignOp& op, const Cell& from, uint32_t cost, AlignOp by) {
    const uint32_t total = from.cost + cost;
    if (std::tuple(total, unpaired(by), best.begin) <
        std::tuple(best.cost, unpaired(op), from.begin)) {
      best = {total, from.begin};
      op = by;
    }
  }
  static bool unpaired(AlignOp op) { return op != AlignOp::kMatch && op != AlignOp::kReplace; }
  bool ends_unpaired(size_t j) const { return unpaired(ops_[quote_.size() * width_ + j]); }

  Alignment trace(size_t j) const {
    Alignment out;
    out.cost = above_[j].cost;
    for (size_t i = quote_.size(); i > 0;) {
      const AlignOp op = ops_[i * width_ + j];
      if (op != AlignOp::kDelete && op != AlignOp::kSkip) --i;
      if (op != AlignOp::kInsert) --j;
      out.steps.push_back({op, static_cast<uint32_t>(i), static_cast<uint32_t>(j)});
      out.n_matched += op == AlignOp::kMatch;
    }
    std::reverse(out.steps.begin(), out.steps.end());
    return out;
  }

  std::span<const QuoteWord> quote_;
  std::span<const QuoteWord> source_;
  const std::vector<bool>& gaps_;
  size_t width_;
  std::vector<AlignOp> ops_;
  std::vector<Cell> above_, row_;
};

}  // namespace

std::optional<Alignment> align(std::span<const QuoteWord> quote, std::span<const QuoteWord> source,
                               const std::vector<bool>& gaps) {
  if (quote.empty() || source.empty()) return std::nullopt;
  if (kMaxAlignCells / (quote.size() + 1) < source.size() + 1) return std::nullopt;
  return Table(quote, source, gaps).run();
}

std::vector<bool> gaps_of(const QuoteWords& quote) {
  std::vector<bool> gaps(quote.words.size() + 1, false);
  for (size_t i = 1; i < quote.words.size(); ++i) {
    const QuoteWord& word = quote.words[i];
    gaps[i] = (word.before & kEllipsis) != 0 || word.bracketed || quote.words[i - 1].bracketed;
  }
  return gaps;
}

}  // namespace quoth
