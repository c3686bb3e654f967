// What a command of the program is.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>

namespace quoth {

// A subcommand as the parser knows it, and what it does: run() is called after a parse that chose
// it, writes results to stdout and all else to stderr, and returns the exit status of the program.
struct Command {
  CLI::App* app = nullptr;
  std::function<int()> run;
};

}  // namespace quoth
