// How the program explains itself: help pages, usage errors, error lines.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <string_view>

#include "quoth/error.h"

namespace quoth {

// The parts of a help page that the parser does not know. Every text but `usage` is whole lines.
struct HelpText {
  std::string examples;  // indented by two
  std::string usage;     // "quoth extract [OPTIONS] [FILE...]"
  std::string about;     // a paragraph below the usage
  std::string footer;    // environment, exit status
};

// Gives `app` a help page in this order: examples, usage, about, arguments, options, footer.
void set_help(CLI::App& app, HelpText text);

// "quoth: a.jsonl:7: not valid JSON (invalid_json)\n", safe for a terminal.
std::string error_line(const Error& error);

// Writes error_line() to stderr and returns the exit status of the error's code.
int report(const Error& error);

// The message of a failed parse, with the name that was probably meant where one is near, and the
// command to ask for help; to stderr. Returns 2.
int report_usage(const CLI::App& app, const CLI::ParseError& error,
                 const std::string& first_argument);

// The name nearest to `word` by edit distance (insert, delete, replace, swap neighbours), or "" if
// all are more than a third of its length away. "extrat" -> "extract", "xyz" -> "".
std::string closest(std::string_view word, const std::vector<std::string>& names);

}  // namespace quoth
