// Text inside other notations. Every function takes any bytes: what is no valid UTF-8 (an id may be
// the path of a file, and that any bytes) comes out as U+FFFD, one for each such byte.
#pragma once

#include <string>
#include <string_view>

namespace quoth {

// Appends `text` as a JSON string with its quotation marks (RFC 8259). Escaped are ", \ and U+0000
// to U+001F; all else is written raw.
//
//   a"b\c  -> "a\"b\\c"    tab -> "\t"    U+0001 -> "\u0001"    é -> "é"
void append_json_string(std::string& out, std::string_view text);

// Appends `text` as a field of a CSV line (RFC 4180): in quotation marks, each one within doubled,
// if it holds a comma, a quotation mark or a line break, else as it is. A leading =, +, - or @ is
// not defused for spreadsheets, since the words of a record are verbatim.
//
//   a b -> a b    a,b -> "a,b"    say "hi" -> "say ""hi"""
void append_csv_field(std::string& out, std::string_view text);

// `text` for a terminal: control characters (escape sequences among them) come out as U+FFFD, the
// line breaks and tabs too. Nothing that a document holds can move the cursor or change colours.
std::string printable(std::string_view text);

}  // namespace quoth
