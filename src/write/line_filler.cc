#include "write/line_filler.h"

#include <unicode/uchar.h>

#include "base/utf8.h"
#include "text/chars.h"
#include "write/escape.h"

namespace quoth {
namespace {

size_t width_of(char32_t c) {
  if (c < 0x300) return 1;
  const auto code_point = static_cast<UChar32>(c);
  switch (u_charType(code_point)) {
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_FORMAT_CHAR: return 0;
    default: break;
  }
  const int wide = u_getIntPropertyValue(code_point, UCHAR_EAST_ASIAN_WIDTH);
  return wide == U_EA_WIDE || wide == U_EA_FULLWIDTH ? 2 : 1;
}

std::string_view escape_of(Style style) {
  switch (style) {
    case Style::kPlain: return "";
    case Style::kBold: return "\x1b[1m";
    case Style::kDim: return "\x1b[2m";
    case Style::kHeading: return "\x1b[1;4m";
  }
  return "";
}

}  // namespace

size_t display_width(std::string_view text) {
  size_t width = 0;
  for (size_t pos = 0; pos < text.size();) {
    const CodePoint c = decode_utf8(text, pos);
    width += c.size == 0 ? 1 : width_of(c.value);
    pos += c.size == 0 ? 1 : c.size;
  }
  return width;
}

void LineFiller::add(std::string_view text, Style style) {
  size_t begin = 0, pos = 0;
  const auto end_word = [&] {
    if (begin < pos) add_word(text.substr(begin, pos - begin), style);
  };
  while (pos < text.size()) {
    const CodePoint c = decode_utf8(text, pos);
    const size_t size = c.size == 0 ? 1 : c.size;
    if (c.size > 0 && is_space(c.value)) {
      end_word();
      begin = pos + size;
    }
    pos += size;
  }
  end_word();
}

void LineFiller::add_word(std::string_view word, Style style) {
  const std::string shown = printable(word);
  const size_t columns = display_width(shown);
  if (column_ > 0 && column_ + 1 + columns > width_) end_line();
  if (column_ == 0) {
    out_.append(indent_, ' ');
    column_ = indent_;
  } else {
    if (style != style_) set_style(Style::kPlain);
    out_ += ' ';
    ++column_;
  }
  set_style(style);
  out_ += shown;
  column_ += columns;
}

void LineFiller::end_line() {
  if (column_ == 0) return;
  set_style(Style::kPlain);
  out_ += '\n';
  column_ = 0;
}

void LineFiller::set_style(Style style) {
  if (color_ && style != style_) {
    if (style_ != Style::kPlain) out_ += "\x1b[0m";
    out_ += escape_of(style);
  }
  style_ = style;
}

}  // namespace quoth
