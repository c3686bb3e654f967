#include "text/scan.h"

#include "base/utf8.h"
#include "text/abbreviations.h"
#include "text/chars.h"

namespace quoth {
namespace {

bool is_ascii_word(unsigned char c) {
  return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  std::vector<Token> run() {
    tokens_.reserve(text_.size() / 5);
    size_t pos = 0;
    while (pos < text_.size()) {
      const CodePoint c = at(pos);
      if (is_space(c.value) || is_invisible(c.value)) {
        pos += c.size;
      } else if (is_word_char(c.value)) {
        pos = scan_word(pos);
      } else {
        pos = scan_mark(pos, c);
      }
    }
    return std::move(tokens_);
  }

 private:
  static constexpr char32_t kJoiner = 0x200D;

  // The code point at pos, or 0 of size 0 at the end of the text. The text is valid UTF-8, so an
  // undecodable byte is only met in a misuse; it is taken as one unknown character.
  CodePoint at(size_t pos) const {
    if (pos >= text_.size()) return {0, 0};
    const auto byte = static_cast<unsigned char>(text_[pos]);
    if (byte < 0x80) return {byte, 1};
    const CodePoint c = decode_utf8(text_, pos);
    return c.size == 0 ? CodePoint{0xFFFD, 1} : c;
  }

  // One past the marks at pos, and past invisible characters that the word goes on after.
  size_t skip_attached(size_t pos) const {
    if (pos < text_.size() && text_[pos] >= ' ' && text_[pos] < 0x7F) return pos;  // ASCII
    while (true) {
      size_t next = pos;
      CodePoint c = at(next);
      while (c.size != 0 && is_invisible(c.value) && !is_mark(c.value)) c = at(next += c.size);
      if (c.size == 0) return pos;
      if (!is_mark(c.value)) return is_word_char(c.value) ? next : pos;
      pos = next + c.size;
    }
  }

  // Whether `joint` between two word characters keeps them in one token.
  static bool joins(char32_t joint, char32_t before, char32_t after, size_t letters_before) {
    switch (joint) {
      case '\'':
      case 0x2019:
      case 0x02BC:
      case 0xB7:
      case '`':
      case 0xB4: return true;
      case ',': return is_digit(before) && is_digit(after);
      case '.':
        // "year.The" is a lost space, "U.S" and "example.com" are not.
        return !(is_lower(before) && is_upper(after) && letters_before > 2);
      default: return false;
    }
  }

  size_t scan_word(size_t begin) {
    size_t pos = begin;
    char32_t last = 0;
    size_t letters = 0;
    CaseSeen seen;
    while (true) {
      const CodePoint c = at(pos);
      if (c.size == 0) break;
      if (c.value < 0x80 ? is_ascii_word(c.value) : is_word_char(c.value)) {
        seen.add(c.value);
        last = c.value;
        ++letters;
        pos = skip_attached(pos + c.size);
        continue;
      }
      const CodePoint next = at(pos + c.size);
      if (next.size == 0 || !is_word_char(next.value) ||
          !joins(c.value, last, next.value, letters)) {
        break;
      }
      letters = 0;
      pos += c.size;
    }
    if (keeps_full_stop(begin, pos)) ++pos;
    push(begin, pos, true, false, seen.casing());
    return pos;
  }

  bool keeps_full_stop(size_t begin, size_t end) const {
    if (end >= text_.size() || text_[end] != '.') return false;
    if (end + 1 < text_.size() && text_[end + 1] == '.') return false;  // an ellipsis follows
    const std::string_view word = text_.substr(begin, end - begin);
    switch (abbreviation_type(word)) {
      case Abbreviation::kNone: return false;
      case Abbreviation::kNumber: return is_digit(next_visible(end + 1));
      case Abbreviation::kInitial:
        if (word == "I") return is_initial_i(end + 1);
        return !follows_sign(begin);
      default: return true;
    }
  }

  char32_t next_visible(size_t pos) const {
    while (pos < text_.size() && text_[pos] == ' ') ++pos;
    return at(pos).value;
  }

  // AT&T. and 26°C. end in a full stop, S.&P. in an initial.
  bool follows_sign(size_t begin) const {
    const std::string_view before = text_.substr(0, begin);
    if (before.ends_with("°")) return true;
    return before.ends_with('&') && !before.ends_with(".&");
  }

  // "I." ends a sentence far more often than it is an initial: "I. M. Banner", "I.O.U".
  bool is_initial_i(size_t pos) const {
    if (is_word_char(at(pos).value)) return true;
    if (pos >= text_.size() || text_[pos] != ' ') return false;
    const CodePoint next = at(pos + 1);
    return is_upper(next.value) && at(pos + 1 + next.size).value == '.';
  }

  size_t scan_mark(size_t begin, CodePoint c) {
    size_t pos = begin + c.size;
    const bool single = is_single_quote(c.value);
    if (single && is_tex_pair(c.value, at(pos).value)) {
      pos += at(pos).size;
      push(begin, pos, false, true, Casing::kNone);
      return pos;
    }
    if (c.value == '.' || c.value == '-') {
      while (pos < text_.size() && text_[pos] == text_[begin]) ++pos;
    } else {
      pos = skip_cluster(pos, c.value);
    }
    push(begin, pos, false, single || is_double_quote(c.value), Casing::kNone);
    return pos;
  }

  // `` '' ’’ ‘‘: two single marks written for a double one.
  static bool is_tex_pair(char32_t a, char32_t b) {
    return a == b && (a == '`' || a == '\'' || a == 0x2018 || a == 0x2019);
  }

  // The rest of an emoji: marks, joined parts, the second half of a flag.
  size_t skip_cluster(size_t pos, char32_t first) const {
    const auto regional = [](char32_t c) { return c >= 0x1F1E6 && c <= 0x1F1FF; };
    if (regional(first) && regional(at(pos).value)) pos += at(pos).size;
    while (true) {
      const CodePoint c = at(pos);
      if (c.size == 0) return pos;
      if (c.value == kJoiner) {
        pos += c.size;
        const CodePoint joined = at(pos);
        if (joined.size != 0 && !is_space(joined.value) && !is_word_char(joined.value)) {
          pos += joined.size;
        }
      } else if (is_mark(c.value)) {
        pos += c.size;
      } else {
        return pos;
      }
    }
  }

  // Upper and lower case letters of one word, as they come.
  struct CaseSeen {
    int upper = 0, lower = 0, other = 0;
    bool first_upper = false;
    bool upper_after_first = false;

    void add(char32_t c) {
      const bool first = upper + lower + other == 0;
      if (is_upper(c)) {
        ++upper;
        if (first) first_upper = true;
        else upper_after_first = true;
      } else if (is_lower(c)) {
        ++lower;
      } else {
        ++other;
      }
    }
    Casing casing() const {
      if (upper + lower == 0) return Casing::kNone;
      if (upper == 0) return Casing::kLower;
      if (lower == 0)
        return upper == 1 && first_upper && other == 0 ? Casing::kTitle : Casing::kUpper;
      return first_upper && !upper_after_first ? Casing::kTitle : Casing::kMixed;
    }
  };

  void push(size_t begin, size_t end, bool is_word, bool is_quote_mark, Casing casing) {
    Token token;
    token.span = {static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
    token.is_word = is_word;
    token.is_quote_mark = is_quote_mark;
    token.casing = casing;
    tokens_.push_back(token);
  }

  std::string_view text_;
  std::vector<Token> tokens_;
};

}  // namespace

std::vector<Token> scan_tokens(std::string_view text) { return Scanner(text).run(); }

}  // namespace quoth
