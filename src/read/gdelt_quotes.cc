#include "read/gdelt_quotes.h"

#include <algorithm>
#include <initializer_list>
#include <string_view>

#include "base/utf8.h"
#include "text/chars.h"

namespace quoth {
namespace {

constexpr std::string_view kOpen = "“", kClose = "”";
constexpr std::string_view kBlanks = " \t\r\n";

std::string_view trimmed(std::string_view text) {
  const size_t begin = text.find_first_not_of(kBlanks);
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlanks) + 1 - begin);
}

enum class Kind { kOther, kOpening, kClosing, kStraight };

Kind kind_of(char32_t c) {
  if (c == U'"') return Kind::kStraight;
  if (c == U'“' || c == U'«' || c == U'„') return Kind::kOpening;
  return c == U'”' || c == U'»' ? Kind::kClosing : Kind::kOther;
}

// What is left of `pre` behind the last mark that closes what was opened before it begins.
std::string_view without_earlier(std::string_view pre) {
  size_t begin = 0, behind_straight = 0;
  int n_open = 0, n_straight = 0;
  for (size_t pos = 0; pos < pre.size();) {
    const CodePoint c = decode_utf8(pre, pos);
    pos += std::max<size_t>(c.size, 1);
    const Kind kind = kind_of(c.value);
    if (kind == Kind::kOpening) ++n_open;
    if (kind == Kind::kClosing && --n_open < 0) begin = pos, n_open = 0;
    if (kind == Kind::kStraight && ++n_straight == 1) behind_straight = pos;
  }
  if (n_straight % 2 == 1) begin = std::max(begin, behind_straight);
  return pre.substr(begin);
}

// What is left of `post` before the first mark that is not closed in it.
std::string_view without_later(std::string_view post) {
  size_t open_at = post.size(), straight_at = post.size();
  int n_open = 0, n_straight = 0;
  for (size_t pos = 0; pos < post.size();) {
    const CodePoint c = decode_utf8(post, pos);
    const Kind kind = kind_of(c.value);
    if (kind == Kind::kOpening && n_open++ == 0) open_at = pos;
    if (kind == Kind::kClosing && n_open > 0 && --n_open == 0) open_at = post.size();
    if (kind == Kind::kStraight) straight_at = pos, ++n_straight;
    pos += std::max<size_t>(c.size, 1);
  }
  return post.substr(0, n_straight % 2 == 1 ? std::min(open_at, straight_at) : open_at);
}

std::string_view without_marks(std::string_view quote) {
  const std::initializer_list<std::string_view> opening = {"“", "\"", "«", "„"};
  const std::initializer_list<std::string_view> closing = {"”", "\"", "»", "“"};
  for (size_t i = 0; i < opening.size(); ++i) {
    const std::string_view open = opening.begin()[i], close = closing.begin()[i];
    if (quote.size() >= open.size() + close.size() && quote.starts_with(open) &&
        quote.ends_with(close)) {
      return trimmed(quote.substr(open.size(), quote.size() - open.size() - close.size()));
    }
  }
  return quote;
}

bool begins_with_word(std::string_view text) {
  const CodePoint c = decode_utf8(text, 0);
  return is_word_char(c.value) || (!is_punctuation(c.value) && !is_space(c.value));
}

}  // namespace

void append_quote(std::string& text, const QuoteInContext& quote) {
  const std::string_view words = without_marks(trimmed(quote.quote));
  if (words.empty()) return;
  const std::string_view pre = trimmed(without_earlier(quote.pre));
  const std::string_view post = trimmed(without_later(quote.post));
  if (!text.empty()) text += "\n\n";
  text += pre;
  if (!pre.empty()) text += ' ';
  text += kOpen;
  text += words;
  text += kClose;
  if (!post.empty() && begins_with_word(post)) text += ' ';
  text += post;
}

}  // namespace quoth
