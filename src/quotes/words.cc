#include "quotes/words.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <xxhash.h>

#include <algorithm>

#include "base/utf8.h"
#include "base/word_list.h"
#include "text/abbreviations.h"
#include "text/chars.h"

namespace quoth {

extern const std::string_view negations_data;

namespace {

bool is_apostrophe(char32_t c) {
  return c == '\'' || c == U'’' || c == U'‘' || c == U'ʼ' || c == U'′' || c == U'`' || c == U'＇';
}

bool is_dash(char32_t c) {
  return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xFE58 || c == 0xFE63 ||
         c == 0xFF0D;
}

// Symbols that are words of their own: changing one changes what is said.
bool is_spoken_symbol(char32_t c) {
  if (c == '%' || c == '&' || c == '@' || c == '#') return true;
  if (c < 0x80) return c == '$' || c == '+' || c == '=';
  const uint32_t mask = U_GET_GC_MASK(static_cast<UChar32>(c));
  return (mask & (U_GC_SC_MASK | U_GC_SO_MASK)) != 0 || c == 0xFF05 || c == 0x2030;
}

bool is_ascii(std::string_view s) {
  return std::all_of(s.begin(), s.end(), [](char c) { return (c & 0x80) == 0; });
}

// Normal form KC, or KC with case folding, of a short word.
std::string normalized(std::string_view word, bool fold) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* form = fold ? icu::Normalizer2::getNFKCCasefoldInstance(status)
                                      : icu::Normalizer2::getNFKCInstance(status);
  if (U_FAILURE(status)) return std::string(word);
  const icu::UnicodeString in = icu::UnicodeString::fromUTF8(
      icu::StringPiece(word.data(), static_cast<int32_t>(word.size())));
  const icu::UnicodeString out = form->normalize(in, status);
  if (U_FAILURE(status)) return std::string(word);
  std::string utf8;
  out.toUTF8String(utf8);
  return utf8;
}

std::string fold(std::string_view spelled) {
  if (!is_ascii(spelled)) return normalized(spelled, true);
  std::string out(spelled);
  for (char& c : out) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
  return out;
}

class WordReader {
 public:
  WordReader(std::string_view text, ByteSpan span) : text_(text.substr(0, span.end)) {
    pos_ = span.begin;
  }

  QuoteWords run() {
    while (pos_ < text_.size()) {
      const CodePoint c = at(pos_);
      if (starts_word(c)) {
        read_word();
      } else {
        read_between(c);
      }
    }
    out_.after = between_;
    return std::move(out_);
  }

 private:
  CodePoint at(size_t pos) const {
    if (pos >= text_.size()) return {0, 1};
    const CodePoint c = decode_utf8(text_, pos);
    return {c.value, std::max<uint32_t>(c.size, 1)};
  }
  bool starts_word(CodePoint c) const {
    if (is_word_char(c.value) || is_spoken_symbol(c.value)) return true;
    // A sign: a dash before a digit that no word or digit precedes, "-5".
    return is_dash(c.value) && is_digit(at(pos_ + c.size).value) && !after_word_;
  }

  // Appends the word that begins here to the words, and goes behind it.
  void read_word() {
    const auto begin = static_cast<uint32_t>(pos_);
    std::string spelled;
    bool edited = depth_ > 0;
    n_dots_ = 0;
    const CodePoint first = at(pos_);
    if (is_dash(first.value)) spelled += '-', pos_ += first.size;
    if (is_spoken_symbol(first.value)) {
      append_utf8(spelled, first.value);
      pos_ += first.size;
    } else {
      while (pos_ < text_.size() && spelled.size() < kMaxQuoteWordBytes && take(spelled, edited)) {
      }
    }
    add({begin, static_cast<uint32_t>(pos_)}, spelled, edited);
  }

  // One character of a word, if the word goes on.
  bool take(std::string& spelled, bool& edited) {
    const CodePoint c = at(pos_);
    const CodePoint next = at(pos_ + c.size);
    if (is_word_char(c.value) || is_mark(c.value)) {
      append_utf8(spelled, c.value);
    } else if (is_apostrophe(c.value) && is_word_char(next.value)) {
      spelled += '\'';
    } else if ((c.value == '.' || c.value == ',' || c.value == ':') && is_digit(next.value) &&
               is_digit(last(spelled))) {
      append_utf8(spelled, c.value);
    } else if (c.value == '.' && is_letter(next.value) && is_initials(spelled)) {
      ++n_dots_;  // "U.S." is "US"
    } else if (is_invisible(c.value)) {
      // a soft hyphen or a joiner
    } else if ((c.value == '[' || c.value == ']') && is_word_char(next.value) && in_word(c.value)) {
      edited = true;
      depth_ = 0;
    } else {
      return false;
    }
    pos_ += c.size;
    return true;
  }

  // "[T]hey", "walk[ed]": a bracket with letters on both sides.
  bool in_word(char32_t bracket) const {
    if (bracket == ']') return depth_ > 0;
    const size_t end = text_.find(']', pos_);
    return end != std::string_view::npos && end - pos_ < 16;
  }
  static char32_t last(const std::string& spelled) {
    return spelled.empty() ? 0 : static_cast<unsigned char>(spelled.back());
  }
  // Single letters with a full stop behind each, so far: "U" of "U.S."
  bool is_initials(const std::string& spelled) const {
    return is_letter(last(spelled)) && spelled.size() == n_dots_ + 1;
  }

  void add(ByteSpan span, std::string_view spelled, bool edited) {
    QuoteWord word{.span = span, .before = between_, .bracketed = edited};
    const std::string exact = is_ascii(spelled) ? std::string(spelled) : normalized(spelled, false);
    const std::string folded = fold(exact);
    word.exact = XXH3_64bits(exact.data(), exact.size());
    word.folded = XXH3_64bits(folded.data(), folded.size());
    word.negation = is_negation(folded);
    out_.words.push_back(word);
    between_ = kNothing;
    after_word_ = true;
    last_ = spelled;
    abbreviated_ = n_dots_ > 0 || abbreviation_type(last_) != Abbreviation::kNone;
  }

  // One character between words.
  void read_between(CodePoint c) {
    const size_t begin = pos_;
    pos_ += c.size;
    if (c.value == '[') return open_bracket();
    if (c.value == ']') {
      depth_ = 0;
      return;
    }
    if (c.value == U'…') {
      between_ |= kEllipsis | kStop;
    } else if (c.value == '.') {
      read_stops(begin);
    } else if (c.value == '?' || c.value == '!' || c.value == 0xFF1F || c.value == 0xFF01) {
      const bool asks = c.value == '?' || c.value == 0xFF1F;
      between_ |= static_cast<uint8_t>(kStop | kSentenceEnd | (asks ? kQuestion : 0));
    } else if (c.value == ',' || c.value == ';' || c.value == ':' || is_dash(c.value)) {
      between_ |= kStop;
    } else if (!is_space(c.value)) {
      return;  // a mark between a dash and a digit does not make it a sign
    }
    if (!is_dash(c.value)) after_word_ = false;
  }

  // "[…]" and "[...]" are an ellipsis; words in brackets are the editor's.
  void open_bracket() {
    depth_ = text_.find(']', pos_) != std::string_view::npos ? 1 : 0;
    after_word_ = false;
  }

  // A full stop, or several with or without spaces between them.
  void read_stops(size_t begin) {
    size_t n = 1;
    for (size_t p = pos_; p < text_.size();) {
      const CodePoint c = at(p);
      p += c.size;
      if (c.value == '.') {
        ++n;
        pos_ = p;
      } else if (!is_space(c.value)) {
        break;
      }
    }
    between_ |= kStop;
    if (n >= 3) {
      between_ |= kEllipsis;
      if (n >= 4) between_ |= kSentenceEnd;
    } else if (!abbreviated_ || begin + 1 != pos_) {
      between_ |= kSentenceEnd;
    }
  }

  std::string_view text_;
  size_t pos_;
  QuoteWords out_;
  uint8_t between_ = kNothing;
  int depth_ = 0;            // in square brackets
  bool after_word_ = false;  // nothing but marks and dashes since the last word
  std::string last_;
  size_t n_dots_ = 0;         // left out of the word that is being read
  bool abbreviated_ = false;  // the last word keeps a full stop that need not end a sentence
};

}  // namespace

QuoteWords quote_words(std::string_view text, ByteSpan span) {
  return WordReader(text, span).run();
}

QuoteWords quote_words(std::string_view text) {
  return quote_words(text, {0, static_cast<uint32_t>(text.size())});
}

std::string folded_word(std::string_view word) {
  std::string spelled;
  for (size_t pos = 0; pos < word.size();) {
    const CodePoint c = decode_utf8(word, pos);
    pos += std::max<uint32_t>(c.size, 1);
    if (is_invisible(c.value)) continue;
    append_utf8(spelled, is_apostrophe(c.value) ? U'\'' : c.value);
  }
  return fold(is_ascii(spelled) ? spelled : normalized(spelled, false));
}

bool is_negation(std::string_view folded) {
  static const auto kNegations = parse_word_set(negations_data);
  return folded.ends_with("n't") || kNegations.contains(folded);
}

}  // namespace quoth
