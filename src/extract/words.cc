#include "extract/words.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <unordered_set>

#include "base/utf8.h"

namespace quoth {
namespace {

// Bytes of "’s", "'s", or of an apostrophe after s.
uint8_t possessive_size(std::string_view w) {
  for (const std::string_view end : {"’s", "'s", "’S", "'S"}) {
    if (w.size() > end.size() && w.ends_with(end)) return static_cast<uint8_t>(end.size());
  }
  for (const std::string_view end : {"s’", "s'", "S’", "S'"}) {
    if (w.size() > end.size() && w.ends_with(end)) return static_cast<uint8_t>(end.size() - 1);
  }
  return 0;
}

bool is_capitalised(const Token& t) {
  return t.is_word &&
         (t.casing == Casing::kTitle || t.casing == Casing::kUpper || t.casing == Casing::kMixed);
}

}  // namespace

std::string to_lower(std::string_view word) {
  std::string out;
  out.reserve(word.size());
  for (size_t i = 0; i < word.size();) {
    const auto byte = static_cast<unsigned char>(word[i]);
    if (byte < 0x80) {
      out += static_cast<char>(byte >= 'A' && byte <= 'Z' ? byte - 'A' + 'a' : byte);
      ++i;
      continue;
    }
    const CodePoint c = decode_utf8(word, i);
    if (c.size == 0) break;
    if (c.value == U'’') out += '\'';
    else append_utf8(out, static_cast<char32_t>(u_tolower(static_cast<UChar32>(c.value))));
    i += c.size;
  }
  return out;
}

Words::Words(const Tokens& tokens, std::string_view text) : tokens_(tokens), text_(text) {
  words_.resize(tokens.tokens.size());
  for (uint32_t i = 0; i < size(); ++i) {
    Word& w = words_[i];
    const std::string_view shown = raw(i);
    w.possessive = token(i).is_word ? possessive_size(shown) : 0;
    w.lower = to_lower(shown.substr(0, shown.size() - w.possessive));
    if (!token(i).is_word) continue;
    w.capital = is_capitalised(token(i));
    w.noun = find_noun(w.lower, /*derive=*/!w.capital);
    // "he’ll", "who’d": the pronoun before the apostrophe.
    w.pronoun = find_pronoun(std::string_view(w.lower).substr(0, w.lower.find('\'')));
    w.function = w.pronoun != Pronoun::kNone || is_function_word(w.lower);
  }
  find_places();
  judge_casing();
  if (!caseless_) find_headlines();
  for (uint32_t i = 0; i < size(); ++i) {
    if (!token(i).is_word || words_[i].headline) continue;
    if (!words_[i].capital) ++n_lower_[words_[i].lower];
    else if (!starts_sentence(i)) ++n_capital_[words_[i].lower];
  }
  if (caseless_) guess_names();
}

void Words::find_places() {
  for (uint32_t s = 0; s < tokens_.sentences.size(); ++s) {
    const TokenRange r = tokens_.sentences[s];
    for (uint32_t i = r.begin; i < r.end; ++i) words_[i].sentence = s;
  }
  for (uint32_t p = 0; p < tokens_.paragraphs.size(); ++p) {
    const TokenRange r = tokens_.paragraphs[p];
    for (uint32_t i = r.begin; i < r.end; ++i) words_[i].paragraph = p;
  }
}

bool Words::starts_sentence(uint32_t i) const {
  uint32_t first = tokens_.sentences[words_[i].sentence].begin;
  while (first < i && !token(first).is_word) ++first;
  if (first == i) return true;
  // After an opening mark or a colon a new sentence may begin as well.
  return token(i - 1).quoting == Quoting::kOpen || raw(i - 1) == ":";
}

bool Words::is_upper(uint32_t i) const {
  const std::string_view shown = raw(i).substr(0, raw(i).size() - words_[i].possessive);
  size_t letters = 0;
  for (size_t k = 0; k < shown.size(); ++k) {
    const CodePoint c = decode_utf8(shown, k);
    if (c.size == 0) return false;
    if (u_isalpha(static_cast<UChar32>(c.value))) {
      if (u_tolower(static_cast<UChar32>(c.value)) == static_cast<UChar32>(c.value)) return false;
      ++letters;
    }
    k += c.size - 1;
  }
  return letters > 1;
}

// Sentences that begin with a capital and have four words or more, all capitalised but for the
// small ones, as titles have.
void Words::find_headlines() {
  for (const TokenRange& r : tokens_.sentences) {
    uint32_t words = 0, capitals = 0, small = 0;
    for (uint32_t i = r.begin; i < r.end; ++i) {
      if (!token(i).is_word) continue;
      const bool number = raw(i)[0] >= '0' && raw(i)[0] <= '9';
      small += !words_[i].capital && !words_[i].function && !number;
      if (words_[i].lower.size() < 4) continue;
      ++words;
      capitals += words_[i].capital;
    }
    uint32_t first = r.begin;
    while (first < r.end && !token(first).is_word) ++first;
    if (first == r.end || !is_capitalised(token(first))) continue;
    if (words < 4 || small > 0 || capitals * 10 < words * 8) continue;
    for (uint32_t i = r.begin; i < r.end; ++i) words_[i].headline = true;
  }
}

// Capitals tell names where some words have one and most do not.
void Words::judge_casing() {
  uint32_t words = 0, capitals = 0;
  for (uint32_t i = 0; i < size(); ++i) {
    if (!token(i).is_word || token(i).casing == Casing::kNone) continue;
    ++words;
    capitals += words_[i].capital;
  }
  caseless_ = words >= 8 && (capitals * 100 < words * 2 || capitals * 100 > words * 80);
}

// Without capitals: a given name and the unknown word after it, and that word wherever it stands.
void Words::guess_names() {
  std::unordered_set<std::string_view> surnames;
  const auto unknown = [&](uint32_t i) {
    return i < size() && token(i).is_word && !words_[i].function && !words_[i].noun &&
           words_[i].lower.size() > 2 && !is_title(words_[i].lower);
  };
  for (Word& w : words_) w.capital = false;
  for (uint32_t i = 0; i + 1 < size(); ++i) {
    if (!unknown(i) || !unknown(i + 1) || words_[i].possessive > 0) continue;
    if (!is_first_name(words_[i].lower) || words_[i + 1].lower.size() < 4 ||
        words_[i + 1].lower.ends_with("ed")) {
      continue;
    }
    words_[i].capital = words_[i + 1].capital = true;
    surnames.insert(words_[i + 1].lower);
    ++i;
  }
  for (Word& w : words_) w.capital = w.capital || surnames.contains(w.lower);
}

ByteSpan Words::bytes(TokenRange r, bool bare) const {
  ByteSpan span{token(r.begin).span.begin, token(r.end - 1).span.end};
  if (bare) span.end -= words_[r.end - 1].possessive;
  return span;
}

std::string Words::string(TokenRange r, bool bare) const {
  const ByteSpan span = bytes(r, bare);
  std::string out;
  for (const char c : text_.substr(span.begin, span.size())) {
    const bool space = c == '\n' || c == '\r' || c == '\t' || c == ' ';
    if (!space) out += c;
    else if (!out.empty() && out.back() != ' ') out += ' ';
  }
  return out;
}

TokenRange Words::tokens_of(ByteSpan span) const {
  const auto& t = tokens_.tokens;
  const auto first = std::partition_point(t.begin(), t.end(),
                                          [&](const Token& x) { return x.span.end <= span.begin; });
  const auto last =
      std::partition_point(first, t.end(), [&](const Token& x) { return x.span.begin < span.end; });
  return {static_cast<uint32_t>(first - t.begin()), static_cast<uint32_t>(last - t.begin())};
}

}  // namespace quoth
