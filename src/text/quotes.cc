#include "text/quotes.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "base/utf8.h"
#include "text/chars.h"

namespace quoth {
namespace {

enum class Kind : uint8_t { kSingle, kDouble };
enum class Hint : uint8_t { kNeutral, kOpen, kClose };

struct Mark {
  Kind kind;
  Hint hint;
};

// An open quotation: its kind, and whether its mark shows a direction (curly) or not (straight).
struct Opened {
  Kind kind;
  bool directed;
  friend bool operator==(Opened, Opened) = default;
};

Mark classify(std::string_view mark) {
  const CodePoint first = decode_utf8(mark, 0);
  const bool pair = mark.size() > first.size;  // ``, '' and the like
  switch (first.value) {
    case 0x201C: case 0x201E: case 0xAB: case 0x201F:
      return {Kind::kDouble, Hint::kOpen};
    case 0x201D: case 0xBB:
      return {Kind::kDouble, Hint::kClose};
    case '`': case 0x2018:
      return {pair ? Kind::kDouble : Kind::kSingle, Hint::kOpen};
    case 0x2019:
      return {pair ? Kind::kDouble : Kind::kSingle, Hint::kClose};
    case 0x201A: case 0x2039: case 0x201B:
      return {Kind::kSingle, Hint::kOpen};
    case 0x203A: case 0xB4:
      return {Kind::kSingle, Hint::kClose};
    case '\'':
      return {pair ? Kind::kDouble : Kind::kSingle, Hint::kNeutral};
    case 0x2032: case 0xFF07:
      return {Kind::kSingle, Hint::kNeutral};
    default:
      return {Kind::kDouble, Hint::kNeutral};
  }
}

class ParagraphMarker {
 public:
  ParagraphMarker(std::string_view text, TokenRange range, std::vector<Token>& tokens)
      : text_(text), range_(range), tokens_(tokens) {}

  void run() {
    for (uint32_t i = range_.begin; i < range_.end; ++i) {
      Token& token = tokens_[i];
      if (token.is_quote_mark) {
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
    // A second mark of the same shape: the first was never closed.
    if (!stack_.empty() && stack_.back() == opened) stack_.pop_back();
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
    size_t pos = tokens_[i].span.begin;
    if (pos != tokens_[i - 1].span.end) return ' ';
    do --pos; while ((static_cast<unsigned char>(text_[pos]) & 0xC0) == 0x80);
    return decode_utf8(text_, pos).value;
  }

  char32_t char_after(uint32_t i) const {
    if (i + 1 == range_.end) return 0;
    const size_t pos = tokens_[i].span.end;
    if (pos != tokens_[i + 1].span.begin) return ' ';
    return decode_utf8(text_, pos).value;
  }

  static bool is_dash(char32_t c) { return c == 0x2013 || c == 0x2014 || c == 0x2015 || c == '-'; }

  bool can_open(uint32_t i) const {
    const char32_t before = char_before(i), after = char_after(i);
    if (after == 0 || after == ' ') return false;
    if (after == ',' || after == ';' || after == ':' || after == '?' || after == '!' ||
        after == ')' || after == ']') {
      return false;
    }
    const bool after_mark = i > range_.begin && tokens_[i - 1].quoting == Quoting::kOpen;
    return before == 0 || before == ' ' || before == '(' || before == '[' || before == '/' ||
           is_dash(before) || after_mark;
  }

  bool can_close(uint32_t i) const {
    const char32_t before = char_before(i), after = char_after(i);
    if (before == 0 || before == ' ' || before == '(' || before == '[') return false;
    return after == 0 || !is_word_char(after);
  }

  void decide(uint32_t i) {
    const Mark mark = classify(text_.substr(tokens_[i].span.begin, tokens_[i].span.size()));
    if (mark.kind == Kind::kDouble) decide_double(i, mark);
    else decide_single(i, mark);
  }

  void decide_double(uint32_t i, Mark mark) {
    Hint hint = mark.hint;
    const bool opens = can_open(i), closes = can_close(i);
    const bool inside = is_open(Kind::kDouble);
    if (hint == Hint::kNeutral) {
      if (opens && !closes) hint = Hint::kOpen;
      else if (closes && !opens) hint = Hint::kClose;
      else hint = inside ? Hint::kClose : Hint::kOpen;
      // 24" is a measure unless a quotation waits for its end.
      if (!inside && is_digit(char_before(i))) return stray(i);
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
    if (opens && mark.hint != Hint::kClose && !is_elision(i) && has_closing_single(i + 1)) {
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

  // 'em, 'til, '90s: the mark stands for letters left out.
  bool is_elision(uint32_t i) const {
    static constexpr std::array<std::string_view, 12> kElided = {
        "em", "til", "cause", "tis", "twas", "n", "round", "bout", "cos", "fraid", "nother", "nuff"};
    if (i + 1 >= range_.end) return false;
    std::string word(token_text(i + 1));
    if (word.size() >= 2 && is_digit(static_cast<unsigned char>(word[0])) &&
        is_digit(static_cast<unsigned char>(word[1])) && word.size() <= 3) {
      return true;
    }
    for (char& c : word) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return std::find(kElided.begin(), kElided.end(), word) != kElided.end();
  }

  // A later mark of this paragraph that can close a single quotation; a double one in its place
  // counts as well where no double quotation is open.
  bool has_closing_single(uint32_t from) const {
    bool double_open = is_open(Kind::kDouble);
    for (uint32_t i = from; i < range_.end; ++i) {
      if (!tokens_[i].is_quote_mark) continue;
      const bool closes = can_close(i);
      if (classify(token_text(i)).kind == Kind::kSingle) {
        if (closes) return true;
      } else if (closes && !can_open(i)) {
        if (!double_open) return true;
        double_open = false;
      } else {
        double_open = true;
      }
    }
    return false;
  }

  // dogs' dinner: an s before, a small letter after, and a better end further on.
  bool is_plural_possessive(uint32_t i) const {
    const char32_t before = char_before(i);
    if ((before != 's' && before != 'S') || char_after(i) != ' ' || i + 1 >= range_.end) return false;
    const char32_t next = decode_utf8(text_, tokens_[i + 1].span.begin).value;
    if (!is_lower(next)) return false;
    for (uint32_t j = i + 1; j < range_.end; ++j) {
      if (!tokens_[j].is_quote_mark || classify(token_text(j)).kind != Kind::kSingle) continue;
      if (can_open(j) && !can_close(j)) return false;
      if (can_close(j)) return is_punctuation(char_before(j)) || !is_lower(next);
    }
    return false;
  }

  static constexpr size_t kMaxLevel = 4;

  std::string_view text_;
  TokenRange range_;
  std::vector<Token>& tokens_;
  std::vector<Opened> stack_;
};

}  // namespace

void mark_quotations(std::string_view text, const std::vector<TokenRange>& paragraphs,
                     std::vector<Token>& tokens) {
  for (const TokenRange& paragraph : paragraphs) ParagraphMarker(text, paragraph, tokens).run();
}

}  // namespace quoth
