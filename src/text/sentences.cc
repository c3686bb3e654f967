#include "text/sentences.h"

#include <algorithm>

#include "base/utf8.h"
#include "text/abbreviations.h"
#include "text/chars.h"

namespace quoth {
namespace {

class ParagraphSplitter {
 public:
  ParagraphSplitter(std::string_view text, TokenRange range, std::vector<Token>& tokens,
                    std::vector<TokenRange>& out)
      : text_(text), range_(range), tokens_(tokens), out_(out) {}

  void run() {
    uint32_t begin = range_.begin;
    const uint32_t dateline_end = find_dateline_end();
    if (dateline_end > begin) {
      emit({begin, dateline_end}, TokenPlace::kDateline);
      for (uint32_t i = begin; i < dateline_end; ++i) tokens_[i].place = TokenPlace::kDateline;
      begin = dateline_end;
    }
    for (uint32_t i = begin; i < range_.end;) {
      const uint32_t end = sentence_end_at(i);
      if (end == 0) {
        ++i;
        continue;
      }
      emit_sentence(begin, end);
      begin = i = end;
    }
    if (begin < range_.end) emit_sentence(begin, range_.end);
  }

 private:
  static constexpr uint32_t kMaxDatelineTokens = 14;
  static constexpr uint32_t kMaxLookaround = 64;  // tokens; keeps every text linear

  std::string_view word(uint32_t i) const {
    return text_.substr(tokens_[i].span.begin, tokens_[i].span.size());
  }

  // Whether nothing lies between token i and the next.
  bool glued(uint32_t i) const { return tokens_[i].span.end == tokens_[i + 1].span.begin; }

  void emit_sentence(uint32_t begin, uint32_t end) {
    emit({begin, end},
         begin == range_.begin ? TokenPlace::kParagraphStart : TokenPlace::kSentenceStart);
  }

  void emit(TokenRange sentence, TokenPlace place) {
    tokens_[sentence.begin].place = place;
    out_.push_back(sentence);
  }

  static bool is_dash(std::string_view w) { return w == "—" || w == "–" || w == "--" || w == "-"; }

  // One past the dash of a dateline at the start of the paragraph, or the start if there is none.
  // A dateline is capitalised words, digits and brackets, with a place in capitals or an agency in
  // brackets: "LONDON —", "Berlin (Reuters) -", "WASHINGTON, May 3 (AP) --". A sentence follows it,
  // which "NASA — the space agency — ..." lacks.
  uint32_t find_dateline_end() const {
    const uint32_t limit = std::min(range_.end, range_.begin + kMaxDatelineTokens);
    bool place = false, bracket = false, word_seen = false;
    for (uint32_t i = range_.begin; i < limit; ++i) {
      const Token& t = tokens_[i];
      const std::string_view w = word(i);
      if (t.is_word) {
        if (t.casing == Casing::kLower) return range_.begin;
        if (i == range_.begin && t.casing == Casing::kUpper && w.size() >= 3) place = true;
        word_seen = true;
      } else if (is_dash(w)) {
        const bool spaced = i + 1 < range_.end && !glued(i);
        const bool joins_words = w == "-" && i > range_.begin && glued(i - 1) && !spaced;
        if (joins_words) continue;
        const bool dateline = word_seen && (place || bracket) && i + 1 < range_.end;
        return dateline && opens_upper(i + 1) ? i + 1 : range_.begin;
      } else if (w == "(") {
        bracket = i > range_.begin || (i + 1 < limit && is_agency(i + 1));
      } else if (w != ")" && w != "," && w != "/" && w != ".") {
        return range_.begin;
      }
    }
    return range_.begin;
  }

  // The word in brackets before a dash that needs no place: "(Reuters) - Shares rose".
  bool is_agency(uint32_t i) const {
    const Casing casing = tokens_[i].casing;
    return tokens_[i].span.size() > 1 && casing != Casing::kNone && casing != Casing::kLower;
  }

  bool is_full_stop(std::string_view w) const {
    return w == "." || w == "!" || w == "?" || w == "…" || w == "‽" || w == "。" || w == "！" ||
           w == "？" || (w.size() > 1 && w.find_first_not_of('.') == std::string_view::npos);
  }

  // If a sentence ends with token i, one past its last token (closing marks included), else 0.
  uint32_t sentence_end_at(uint32_t i) const {
    const std::string_view w = word(i);
    const bool stop = !tokens_[i].is_word && is_full_stop(w);
    const bool abbreviation = tokens_[i].is_word && w.size() > 1 && w.back() == '.';
    if (!stop && !abbreviation) return 0;
    uint32_t end = i + 1;
    bool quotation_closes = false;
    for (; end < range_.end && closes(end); ++end) quotation_closes |= tokens_[end].is_quote_mark;
    if (end == range_.end) return end;
    if (stop && is_full_stop(word(end))) return 0;  // "?!" ends at its last mark
    if (abbreviation && !abbreviation_ends(i, end, quotation_closes)) return 0;
    if (is_enumeration(i) || is_in_address(i)) return 0;
    // A new quotation after a full stop, whatever it begins with: “… and so did I.”
    if (w == "." && opens_quotation(end)) return end;
    return starts(end) ? end : 0;
  }

  bool closes(uint32_t i) const {
    const Token& t = tokens_[i];
    if (t.is_quote_mark && t.quoting == Quoting::kClose) return true;
    if (t.is_quote_mark && t.quoting == Quoting::kStray) {
      return glued(i - 1) && (i + 1 == range_.end || !glued(i));
    }
    const std::string_view w = word(i);
    return w == ")" || w == "]";
  }

  // Whether a sentence can begin with token i: anything but a small letter or inner punctuation.
  bool starts(uint32_t i) const {
    const Token& t = tokens_[i];
    if (t.is_word) {
      if (glued(i - 1) && !is_upper(decode_utf8(text_, t.span.begin).value)) return false;
      return !is_small(i);
    }
    if (opens_quotation(i)) return opens_upper(i + 1);
    const std::string_view w = word(i);
    if (is_dash(w)) return false;
    return w != "," && w != ";" && w != ":" && w != ")" && w != "]" && w != "/";
  }

  bool opens_quotation(uint32_t i) const {
    return tokens_[i].is_quote_mark && tokens_[i].quoting == Quoting::kOpen;
  }

  bool opens_upper(uint32_t i) const {
    const uint32_t limit = std::min(range_.end, i + kMaxLookaround);
    while (i < limit && !tokens_[i].is_word) ++i;
    return i == limit || !is_small(i);
  }

  // A word without capitals that begins with a letter; eBay and 3rd may open a sentence.
  bool is_small(uint32_t i) const {
    return tokens_[i].casing == Casing::kLower &&
           is_lower(decode_utf8(text_, tokens_[i].span.begin).value);
  }

  // Whether the abbreviation at i ends its sentence, given the token that follows it and its
  // closing marks: “It was made in the U.S.” Harris ..., but the “Dr.” Harris and (D-Calif.)
  // Harris.
  bool abbreviation_ends(uint32_t i, uint32_t next, bool quotation_closes) const {
    const std::string_view w = word(i);
    const Token& n = tokens_[next];
    switch (abbreviation_type(w.substr(0, w.size() - 1))) {
      case Abbreviation::kTitle:
      case Abbreviation::kNumber:
      case Abbreviation::kInner: return false;
      case Abbreviation::kInitial:
        if (quotation_closes) return true;
        return n.is_word && word(next).size() > 1 && is_sentence_opener(word(next));
      default:
        if (quotation_closes || opens_quotation(next)) return true;
        return n.is_word && is_sentence_opener(word(next));
    }
  }

  // Whether the characters glued to the left of token i begin a web address.
  bool is_in_address(uint32_t i) const {
    if (i + 1 == range_.end || !glued(i)) return false;
    uint32_t first = i;
    const uint32_t limit = i - std::min(i - range_.begin, kMaxLookaround);
    while (first > limit && glued(first - 1)) --first;
    const uint32_t begin = tokens_[first].span.begin;
    const std::string_view run = text_.substr(begin, tokens_[i].span.begin - begin);
    return run.find("://") != std::string_view::npos || run.find("www.") != std::string_view::npos;
  }

  // "1. Open the box": a number alone before the stop, at the start of the paragraph.
  bool is_enumeration(uint32_t stop) const {
    return stop == range_.begin + 1 && tokens_[range_.begin].is_word &&
           tokens_[range_.begin].casing == Casing::kNone && tokens_[range_.begin].span.size() <= 2;
  }

  std::string_view text_;
  TokenRange range_;
  std::vector<Token>& tokens_;
  std::vector<TokenRange>& out_;
};

}  // namespace

std::vector<TokenRange> split_sentences(std::string_view text,
                                        const std::vector<TokenRange>& paragraphs,
                                        std::vector<Token>& tokens) {
  std::vector<TokenRange> sentences;
  for (const TokenRange& paragraph : paragraphs) {
    ParagraphSplitter(text, paragraph, tokens, sentences).run();
  }
  return sentences;
}

}  // namespace quoth
