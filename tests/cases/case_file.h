// Literate case files: Markdown that holds texts and what a stage must make of them.
//
//   ## An agency in brackets
//   The dateline is a sentence of its own.
//
//   ```text
//   BERLIN (AP) — It rained.
//   ```
//
//   ```dump
//   ¶ ≡ BERLIN ( AP ) —
//   It rained .
//   ```
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "quoth/error.h"

namespace quoth::cases {

struct Case {
  std::string heading;
  std::string text;       // escapes resolved, without the line break before the closing fence
  std::string expected;   // escapes resolved; every line ends in a line break
  int line = 0;           // of the heading, from 1
  size_t dump_begin = 0;  // the lines between the fences of the dump block, as bytes of the file
  size_t dump_end = 0;
};

// The cases of a file. kInvalidDocument, with "line N" as `where`, for a case without heading,
// reason, text or dump, for two cases of one name (see test_name) and for an unknown escape.
Result<std::vector<Case>> parse_cases(std::string_view file);

// Escapes what a reader could not see: \\ \r \t and \u{HEX} for spaces other than " ", a space at
// the end of a line, control characters and invisible ones. Line breaks (LF) stay.
std::string escape(std::string_view text);

// The opposite; \n is known as well. kInvalidDocument for any other backslash.
Result<std::string> unescape(std::string_view escaped);

// A heading as the name of a test: letters and digits stay, all else becomes one "_".
std::string test_name(std::string_view heading);

// `file` with the dump block of one of its cases replaced by `dump`.
std::string replace_dump(std::string_view file, const Case& c, std::string_view dump);

}  // namespace quoth::cases
