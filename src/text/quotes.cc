#include "text/quotes.h"

#include <algorithm>

#include "base/utf8.h"
#include "text/chars.h"
#include "text/quote_marks.h"

namespace quoth {
namespace {

using Kind = QuoteKind;
using Hint = QuoteHint;
using Mark = QuoteMark;

// An open quotation: its kind, and whether its mark shows a direction (curly) or not (straight).
struct Opened {
  Kind kind;
  bool directed;
  friend bool operator==(Opened, Opened) = default;
};

class ParagraphMarker {
 public:
  ParagraphMarker(std::string_view text, TokenRange range, std::vector<Token>& tokens)
      : text_(text), range_(range), tokens_(tokens) {}

  void run() {
    for (uint32_t i = range_.begin; i < range_.end; ++i) {
      if (tokens_[i].is_quote_mark) marks_.push_back(i);
    }
    for (uint32_t i = range_.begin; i < range_.end; ++i) {
      Token& token = tokens_[i];
      if (token.is_quote_mark) {
        ++n_decided_;
        decide(i);
      } else {
        token.quoting = state();
      }
    }
  }

 private:
  Quoting state() const {
    if (stack_.empty()) return Quoting::kOutside;
    return stack_.size() == 1 ? Quoting::kInside : Quoting::kNested;
  }

  void open(uint32_t i, Mark mark) {
    const Opened opened{mark.kind, mark.hint != Hint::kNeutral};
    // A second mark of the same shape: the first was never closed, or this one is inside it.
    if (!stack_.empty() && stack_.back() == opened && !opens_nested(mark.kind)) stack_.pop_back();
    if (stack_.size() < kMaxLevel) stack_.push_back(opened);
    tokens_[i].quoting = Quoting::kOpen;
    tokens_[i].quote_level = static_cast<uint8_t>(stack_.size());
  }

  // Closes the innermost open quotation of this shape; failing that of this kind; failing that, and
  // if accept_other, any.
  bool close(uint32_t i, Mark mark, bool accept_other) {
    const Opened same{mark.kind, mark.hint != Hint::kNeutral};
    auto it = std::find(stack_.rbegin(), stack_.rend(), same);
    if (it == stack_.rend()) {
      it = std::find_if(stack_.rbegin(), stack_.rend(),
                        [&](Opened o) { return o.kind == mark.kind; });
    }
    if (it == stack_.rend()) {
      if (!accept_other || stack_.empty()) return false;
      it = stack_.rbegin();
    }
    const size_t level = static_cast<size_t>(stack_.rend() - it);
    stack_.resize(level - 1);
    tokens_[i].quoting = Quoting::kClose;
    tokens_[i].quote_level = static_cast<uint8_t>(level);
    return true;
  }

  bool is_open(Kind kind) const {
    return std::any_of(stack_.begin(), stack_.end(), [&](Opened o) { return o.kind == kind; });
  }

  void stray(uint32_t i) { tokens_[i].quoting = Quoting::kStray; }
  void apostrophe(uint32_t i) { tokens_[i].quoting = state(); }

  char32_t char_before(uint32_t i) const {
    if (i == range_.begin) return 0;
    if (!touches(i - 1)) return ' ';
    size_t pos = tokens_[i - 1].span.end;
    do --pos;
    while ((static_cast<unsigned char>(text_[pos]) & 0xC0) == 0x80);
    return decode_utf8(text_, pos).value;
  }

  char32_t char_after(uint32_t i) const {
    if (i + 1 == range_.end) return 0;
    return touches(i) ? decode_utf8(text_, tokens_[i + 1].span.begin).value : U' ';
  }

  // Whether no space, but at most invisible characters, lies between token i and the next.
  bool touches(uint32_t i) const {
    for (size_t pos = tokens_[i].span.end; pos < tokens_[i + 1].span.begin;) {
      const CodePoint c = decode_utf8(text_, pos);
      if (is_space(c.value)) return false;
      pos += std::max(c.size, 1u);
    }
    return true;
  }

  static bool is_dash(char32_t c) { return c == 0x2013 || c == 0x2014 || c == 0x2015 || c == '-'; }

  // Marks that stand after a closing mark and never after an opening one. Not the full stop, which
  // begins an ellipsis as well.
  static bool ends_clause(char32_t c) {
    return c == ',' || c == ';' || c == ':' || c == '?' || c == '!' || c == ')' || c == ']';
  }

  bool can_open(uint32_t i) const {
    const char32_t before = char_before(i), after = char_after(i);
    if (after == 0 || after == ' ' || ends_clause(after)) return false;
    const bool after_mark = i > range_.begin && tokens_[i - 1].quoting == Quoting::kOpen;
    return before == 0 || before == ' ' || before == '(' || before == '[' || before == '/' ||
           before == '=' || is_dash(before) || after_mark;
  }

  bool can_close(uint32_t i) const {
    const char32_t before = char_before(i), after = char_after(i);
    if (before == 0 || before == ' ' || before == '(' || before == '[') return false;
    return after == 0 || !is_word_char(after);
  }

  void decide(uint32_t i) {
    const Mark mark = classify_quote_mark(token_text(i));
    if (mark.kind == Kind::kDouble) decide_double(i, mark);
    else decide_single(i, mark);
  }

  void decide_double(uint32_t i, Mark mark) {
    Hint hint = mark.hint;
    const bool opens = can_open(i), closes = can_close(i);
    const bool inside = is_open(Kind::kDouble);
    if (hint == Hint::kNeutral) {
      // 24" is a measure unless a quotation waits for its end, and the next mark is not that end.
      if (is_digit(char_before(i)) && (!inside || next_double_closes())) return stray(i);
      if (opens && !closes) hint = Hint::kOpen;
      else if (closes && !opens) hint = Hint::kClose;
      else hint = inside ? Hint::kClose : Hint::kOpen;
      if (hint == Hint::kOpen && !opens && char_after(i) == ' ' && !has_double_ahead()) {
        return stray(i);
      }
    }
    if (hint == Hint::kOpen && closes && !opens && inside) hint = Hint::kClose;
    if (hint == Hint::kClose && opens && !closes && !inside) hint = Hint::kOpen;
    if (hint == Hint::kOpen) {
      if (char_after(i) == 0) return stray(i);
      return open(i, mark);
    }
    if (!close(i, mark, /*accept_other=*/true)) stray(i);
  }

  void decide_single(uint32_t i, Mark mark) {
    const bool opens = can_open(i), closes = can_close(i);
    if (opens && mark.hint != Hint::kClose && !is_elision(i) &&
        (has_closing_single() || goes_on_in_next_paragraph(i))) {
      return open(i, mark);
    }
    if (closes && is_open(Kind::kSingle) && !is_plural_possessive(i)) {
      close(i, mark, /*accept_other=*/false);
      return;
    }
    apostrophe(i);
  }

  std::string_view token_text(uint32_t i) const {
    return text_.substr(tokens_[i].span.begin, tokens_[i].span.size());
  }

  Kind kind(uint32_t i) const { return classify_quote_mark(token_text(i)).kind; }

  // 'em, 'til, '90s: the mark stands for letters left out.
  bool is_elision(uint32_t i) const {
    return i + 1 < tokens_.size() && is_elided_word(token_text(i + 1));
  }

  // Calls f with each mark after the one under decision, until f returns true or kMaxMarksAhead are
  // seen (no quotation of a newspaper has as many, and any text is read in linear time).
  template <typename F>
  bool any_mark_ahead(F&& f) const {
    const size_t end = std::min(marks_.size(), n_decided_ + kMaxMarksAhead);
    for (size_t m = n_decided_; m < end; ++m) {
      if (f(marks_[m])) return true;
    }
    return false;
  }

  // A later mark of this paragraph that can close a single quotation; a double one in its place
  // counts as well where no double quotation is open.
  bool has_closing_single() const {
    bool double_open = is_open(Kind::kDouble);
    return any_mark_ahead([&](uint32_t i) {
      const bool closes = can_close(i);
      if (kind(i) == Kind::kSingle) return closes;
      if (!closes || can_open(i)) {
        double_open = true;
        return false;
      }
      const bool other = !double_open;
      double_open = false;
      return other;
    });
  }

  bool has_double_ahead() const {
    return any_mark_ahead([&](uint32_t i) { return kind(i) == Kind::kDouble; });
  }

  // Whether the next double mark can only close, before a space or the end of a clause:
  // "The frame is 24" wide," he said. But not in size="24" name="@frame".
  bool next_double_closes() const {
    bool closes = false;
    any_mark_ahead([&](uint32_t i) {
      if (kind(i) != Kind::kDouble) return false;
      const char32_t after = char_after(i);
      closes = can_close(i) && !can_open(i) &&
               (after == 0 || after == ' ' || after == '.' || ends_clause(after));
      return true;
    });
    return closes;
  }

  // Whether the marks that follow a second opening mark close two quotations and not one:
  //   "I said "no" to him," she said.       but "It is late. "Go home," she said.
  bool opens_nested(Kind of) const {
    int depth = 2;
    bool unclear = false;
    any_mark_ahead([&](uint32_t i) {
      if (kind(i) != of) return false;
      const bool opens = can_open(i), closes = can_close(i);
      unclear = opens == closes;
      depth += opens ? 1 : -1;
      return unclear || depth == 0;
    });
    return !unclear && depth == 0 && of == Kind::kDouble;
  }

  // A speech in single marks that closes in a later paragraph: it begins a sentence here, and the
  // next paragraph begins with a single mark as well.
  bool goes_on_in_next_paragraph(uint32_t i) const {
    const uint32_t next = range_.end;
    if (next + 1 >= tokens_.size() || !tokens_[next].is_quote_mark) return false;
    const Mark mark = classify_quote_mark(token_text(next));
    if (mark.kind != Kind::kSingle || mark.hint == Hint::kClose || is_elision(next)) return false;
    if (!touches(next) || !tokens_[next + 1].is_word) return false;
    if (i == range_.begin) return true;
    const std::string_view before = token_text(i - 1);
    return before == ":" || before == "," || before == "." || before == "!" || before == "?";
  }

  // dogs' dinner: an s before, a small letter after, and a better end further on.
  bool is_plural_possessive(uint32_t i) const {
    const char32_t before = char_before(i);
    if ((before != 's' && before != 'S') || char_after(i) != ' ') return false;
    if (!is_lower(decode_utf8(text_, tokens_[i + 1].span.begin).value)) return false;
    bool better = false;
    any_mark_ahead([&](uint32_t j) {
      if (kind(j) != Kind::kSingle) return false;
      if (!can_close(j)) return can_open(j);
      better = is_punctuation(char_before(j));
      return true;
    });
    return better;
  }

  static constexpr size_t kMaxLevel = 4;
  static constexpr size_t kMaxMarksAhead = 128;

  std::string_view text_;
  TokenRange range_;
  std::vector<Token>& tokens_;
  std::vector<Opened> stack_;
  std::vector<uint32_t> marks_;  // the quotation marks of the paragraph
  size_t n_decided_ = 0;         // how many of them have been decided on
};

}  // namespace

void mark_quotations(std::string_view text, const std::vector<TokenRange>& paragraphs,
                     std::vector<Token>& tokens) {
  for (const TokenRange& paragraph : paragraphs) ParagraphMarker(text, paragraph, tokens).run();
}

}  // namespace quoth
