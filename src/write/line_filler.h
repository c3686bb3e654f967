// Words into lines of a terminal.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace quoth {

enum class Style : unsigned char { kPlain, kBold, kDim, kHeading };

// Columns that the text takes on a terminal, by Unicode's East Asian width: 2 for wide characters,
// 0 for combining and format characters, else 1. "né" -> 2, "漢字" -> 4.
size_t display_width(std::string_view text);

// Fills lines of `width` columns, each indented, and appends them to `out`. Words are taken as they
// are, but for control characters (see printable() in escape.h); any run of white space between
// them becomes one space or a line end. A word wider than the line has a line of its own and
// overflows.
//
//   indent 2, width 12:  add("The harbour  is closed")  ->  "  The\n  harbour is\n  closed\n"
class LineFiller {
 public:
  LineFiller(std::string& out, size_t indent, size_t width, bool color)
      : out_(out), indent_(indent), width_(width), color_(color) {}

  void add(std::string_view text, Style style = Style::kPlain);
  void end_line();

 private:
  void add_word(std::string_view word, Style style);
  void set_style(Style style);

  std::string& out_;
  size_t indent_, width_;
  bool color_;
  size_t column_ = 0;  // of the next word; 0 where the line is not begun
  Style style_ = Style::kPlain;
};

}  // namespace quoth
