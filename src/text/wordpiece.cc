#include "text/wordpiece.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "base/utf8.h"
#include "text/chars.h"

namespace quoth {
namespace {

constexpr size_t kMaxWordBytes = 200;  // longer words read as [UNK], as in the original

// Lower case without accents, as BERT's BasicTokenizer does it.
std::string fold(std::string_view word) {
  std::string out;
  bool ascii = true;
  for (const char c : word) ascii &= static_cast<unsigned char>(c) < 0x80;
  if (ascii) {
    out.assign(word);
    for (char& c : out) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
    }
    return out;
  }
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfd = icu::Normalizer2::getNFDInstance(status);
  const icu::UnicodeString wide = icu::UnicodeString::fromUTF8(
      icu::StringPiece(word.data(), static_cast<int32_t>(word.size())));
  const icu::UnicodeString parts = nfd != nullptr ? nfd->normalize(wide, status) : wide;
  for (int32_t i = 0; i < parts.length();) {
    const UChar32 c = parts.char32At(i);
    i += U16_LENGTH(c);
    const uint32_t category = U_GET_GC_MASK(c);
    if (category & (U_GC_MN_MASK | U_GC_CC_MASK | U_GC_CF_MASK)) continue;
    append_utf8(out, static_cast<char32_t>(u_tolower(c)));
  }
  return out;
}

// One spelling for marks that differ by typography only.
std::string_view plain_mark(char32_t c, std::string_view original) {
  switch (c) {
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x201B:
    case 0x2032:
    case 0xB4:
    case '`':
    case 0x2BC:
    case 0xFF07: return "'";
    case 0x2013:
    case 0x2014:
    case 0x2015: return "—";
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
    case 0xAB:
    case 0xBB:
    case 0x2033:
    case 0xFF02: return "\"";
    default: return original;
  }
}

}  // namespace

WordPiece::WordPiece(std::string_view vocabulary) : storage_(vocabulary) {
  std::string_view rest = storage_;
  int32_t id = 0;
  while (!rest.empty()) {
    const size_t end = rest.find('\n');
    std::string_view piece = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    if (piece.size() > 2 && piece.substr(0, 2) == "##") continuation_.emplace(piece.substr(2), id);
    else initial_.emplace(piece, id);
    ++id;
  }
  size_ = static_cast<size_t>(id);
  if (const auto it = initial_.find("[UNK]"); it != initial_.end()) unknown_ = it->second;
}

Pieces WordPiece::split(const Tokens& tokens, std::string_view text) const {
  Pieces pieces;
  pieces.ids.reserve(tokens.tokens.size() * 5 / 4);
  pieces.first_piece.reserve(tokens.tokens.size() + 1);
  for (const Token& token : tokens.tokens) {
    pieces.first_piece.push_back(static_cast<uint32_t>(pieces.ids.size()));
    append_token(token, text.substr(token.span.begin, token.span.size()), pieces.ids);
    if (pieces.ids.size() == pieces.first_piece.back()) pieces.ids.push_back(unknown_);
  }
  pieces.first_piece.push_back(static_cast<uint32_t>(pieces.ids.size()));
  return pieces;
}

void WordPiece::append_token(const Token& token, std::string_view text,
                             std::vector<int32_t>& out) const {
  if (token.is_quote_mark) {
    const bool mark = token.quoting == Quoting::kOpen || token.quoting == Quoting::kClose;
    if (mark) return append_word(token.quote_level == 1 ? "\"" : "'", out);
    if (text == "''" || text == "``") return append_word("\"", out);
  }
  if (text.size() > 1 && text.find_first_not_of('-') == std::string_view::npos) {
    return append_word("—", out);
  }
  // Letters and digits gather in `word`; each mark and ideograph is a word of its own.
  const std::string folded = fold(text);
  size_t begin = 0, pos = 0;
  while (pos < folded.size()) {
    const CodePoint c = decode_utf8(folded, pos);
    const size_t size = c.size == 0 ? 1 : c.size;
    if (is_punctuation(c.value) || is_cjk(c.value)) {
      if (begin < pos) append_word(std::string_view(folded).substr(begin, pos - begin), out);
      append_word(plain_mark(c.value, std::string_view(folded).substr(pos, size)), out);
      begin = pos + size;
    }
    pos += size;
  }
  if (begin < folded.size()) append_word(std::string_view(folded).substr(begin), out);
}

void WordPiece::append_word(std::string_view word, std::vector<int32_t>& out) const {
  const size_t start = out.size();
  if (word.size() > kMaxWordBytes) {
    out.push_back(unknown_);
    return;
  }
  size_t begin = 0;
  while (begin < word.size()) {
    size_t end = word.size();
    int32_t id = -1;
    while (end > begin && (id = find(word.substr(begin, end - begin), begin > 0)) < 0) {
      do --end;
      while (end > begin && (static_cast<unsigned char>(word[end]) & 0xC0) == 0x80);
    }
    if (id < 0) {
      out.resize(start);
      out.push_back(unknown_);
      return;
    }
    out.push_back(id);
    begin = end;
  }
}

int32_t WordPiece::find(std::string_view piece, bool continuation) const {
  const auto& map = continuation ? continuation_ : initial_;
  const auto it = map.find(piece);
  return it == map.end() ? -1 : it->second;
}

}  // namespace quoth
