#include "html/page_text.h"

#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "html/ascii.h"
#include "html/entities.h"
#include "text/chars.h"

namespace quoth {
namespace {

// Bytes that begin nothing but ordinary characters: all but white space, '&', control characters,
// and the first bytes of the Unicode spaces and invisible characters.
constexpr std::array<bool, 256> kPlain = [] {
  std::array<bool, 256> plain{};
  for (size_t c = 0x21; c < 256; ++c) plain[c] = true;
  for (const size_t c : {size_t{'&'}, size_t{0x7F}, size_t{0xC2}, size_t{0xE1}, size_t{0xE2},
                         size_t{0xE3}, size_t{0xEF}}) {
    plain[c] = false;
  }
  return plain;
}();

bool is_left_out(char32_t c) {
  return c == 0xAD || c == 0x200B || c == 0x2060 || c == 0xFEFF || (c < 0x20 && !is_space(c)) ||
         (c >= 0x7F && c < 0xA0 && c != 0x85);
}

}  // namespace

void PageText::begin_block() {
  block_begin_ = text_.size();
  space_ = false;
}

uint32_t PageText::plain_end(uint32_t pos, uint32_t end) const {
  while (pos < end && kPlain[static_cast<unsigned char>(page_[pos])]) ++pos;
  return pos;
}

void PageText::append(uint32_t begin, uint32_t end) {
  const std::string_view run = page_.substr(0, end);
  for (uint32_t pos = begin; pos < end;) {
    if (const uint32_t plain = plain_end(pos, end); plain > pos) {
      flush_space();
      add_verbatim(pos, plain);
      pos = plain;
      continue;
    }
    if (run[pos] == '&') {
      const CharacterReference reference = read_reference(run, pos, /*attribute=*/false);
      const uint32_t size = std::max<uint32_t>(reference.size, 1);
      if (reference.size == 0) {
        add_character('&', pos, pos + 1);
      } else if (reference.value[1] != 0) {
        std::string both;
        append_utf8(both, reference.value[0]);
        append_utf8(both, reference.value[1]);
        flush_space();
        add_whole(both, pos, pos + size);
      } else {
        add_character(reference.value[0], pos, pos + size);
      }
      pos += size;
      continue;
    }
    const CodePoint c = decode_utf8(run, pos);
    const uint32_t size = std::max<uint32_t>(c.size, 1);
    if (c.size != 0) add_character(c.value, pos, pos + size);  // else a character cut in two
    pos += size;
  }
}

void PageText::append_break() {
  if (at_block_begin()) return;
  if (!space_) space_begin_ = space_end_ = 0;
  space_ = true;
}

void PageText::add_character(char32_t c, uint32_t begin, uint32_t end) {
  if (is_left_out(c)) return;
  if (is_space(c)) return add_space(begin, end);
  flush_space();
  std::string text;
  append_utf8(text, c);
  if (text == page_.substr(begin, end - begin)) {
    add_verbatim(begin, end);
  } else {
    add_whole(text, begin, end);
  }
}

// Only the first stretch of white space between two words is what their space is read from.
void PageText::add_space(uint32_t begin, uint32_t end) {
  if (at_block_begin()) return;
  if (!space_ || space_begin_ == space_end_) {
    space_begin_ = begin;
    space_end_ = end;
  } else if (space_end_ == begin) {
    space_end_ = end;
  }
  space_ = true;
}

void PageText::flush_space() {
  if (!space_) return;
  space_ = false;
  if (space_begin_ == space_end_) {
    text_ += ' ';
  } else if (space_end_ - space_begin_ == 1 && page_[space_begin_] == ' ') {
    add_verbatim(space_begin_, space_end_);
  } else {
    add_whole(" ", space_begin_, space_end_);
  }
}

void PageText::add_verbatim(uint32_t begin, uint32_t end) {
  const uint32_t at = size();
  text_.append(page_, begin, end - begin);
  if (!pieces_.empty()) {
    Piece& last = pieces_.back();
    if (last.page_size == kVerbatim && last.text + last.text_size == at &&
        last.page + last.text_size == begin) {
      last.text_size += end - begin;
      return;
    }
  }
  pieces_.push_back({at, begin, end - begin, kVerbatim});
}

void PageText::add_whole(std::string_view text, uint32_t begin, uint32_t end) {
  pieces_.push_back({size(), begin, static_cast<uint32_t>(text.size()), end - begin});
  text_ += text;
}

void PageText::copy_map(SourceMap& map, uint32_t to, uint32_t begin, uint32_t end,
                        const ByteMap& bytes) const {
  auto piece = std::upper_bound(pieces_.begin(), pieces_.end(), begin,
                                [](uint32_t at, const Piece& p) { return at < p.text; });
  if (piece != pieces_.begin()) --piece;
  for (; piece != pieces_.end() && piece->text < end; ++piece) {
    const uint32_t from = std::max(begin, piece->text);
    const uint32_t until = std::min(end, piece->text + piece->text_size);
    if (from >= until) continue;
    if (piece->page_size == kVerbatim) {
      bytes.copy_verbatim(map, to + (from - begin), piece->page + (from - piece->text),
                          until - from);
    } else {
      bytes.copy_whole(map, to + (from - begin), until - from, piece->page,
                       piece->page + piece->page_size);
    }
  }
}

}  // namespace quoth
