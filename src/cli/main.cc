// quoth: who said what, in news text.
#include <csignal>
#include <cstdio>
#include <string>
#include <vector>

#include "cli/check_command.h"
#include "cli/completion_command.h"
#include "cli/evaluate_command.h"
#include "cli/extract_command.h"
#include "cli/help.h"
#include "cli/ingest_command.h"
#include "cli/people_command.h"
#include "cli/quotes_command.h"
#include "cli/search_command.h"
#include "cli/terminal.h"

namespace {

const char kExamples[] =
    "  quoth extract article.txt              who said what, to read in the terminal\n"
    "  quoth extract --format jsonl articles/ > statements.jsonl\n"
    "  quoth extract --help                   everything about a command\n";

const char kFooter[] =
    "Environment: QUOTH_MODEL, QUOTH_ISA and NO_COLOR; see 'quoth extract --help' and quoth(1).\n";

}  // namespace

int main(int argc, char** argv) {
  quoth::keep_standard_streams_taken();
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is seen by the write that fails

  CLI::App program("", "quoth");
  quoth::set_help(program, {kExamples, "quoth COMMAND [OPTIONS] [FILE...]",
                            "Reads news text and writes a record of who said what.\n", kFooter});
  program.set_version_flag("-V,--version", "quoth " QUOTH_VERSION, "print the version");
  program.require_subcommand(1);
  const std::vector<quoth::Command> commands = {
      quoth::add_extract_command(program),  quoth::add_ingest_command(program),
      quoth::add_search_command(program),   quoth::add_people_command(program),
      quoth::add_quotes_command(program),   quoth::add_check_command(program),
      quoth::add_evaluate_command(program), quoth::add_completion_command(program)};
  for (const quoth::Command& command : commands) command.app->group("Commands");

  if (argc == 1) {
    std::fputs(program.help().c_str(), stderr);
    return 2;
  }
  try {
    program.parse(argc, argv);
  } catch (const CLI::Success& success) {  // --help or --version
    return program.exit(success);
  } catch (const CLI::ParseError& error) {
    return quoth::report_usage(program, error, argv[1]);
  }
  for (const quoth::Command& command : commands) {
    if (command.app->parsed()) return command.run();
  }
  return 2;
}
