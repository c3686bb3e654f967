#include "cli/check_command.h"

#include <memory>
#include <string>

#include "cli/check_run.h"
#include "cli/help.h"

namespace quoth {
namespace {

const char kExamples[] =
    "  quoth check draft.txt --against transcript.txt interview.html\n"
    "                                         every quote of a draft against its sources\n"
    "  quoth check draft.html --against articles/ --format sarif -o draft.sarif\n"
    "                                         for an editor to show in the margin\n"
    "  quoth check --format jsonl drafts.jsonl --against archive.jsonl > verdicts.jsonl\n"
    "                                         a draft a line; verdicts a line\n";

const char kAbout[] =
    "Checks every quotation of each DRAFT (text, web page, or JSON lines with \"id\" and \"text\") "
    "against\n"
    "the sources: are the words there, and did that speaker say them. What cannot be told is a\n"
    "finding too.\n";

const char kFooter[] =
    "Verdicts:\n"
    "  verbatim       word for word and the same speaker; marks, dashes, spaces, commas and the\n"
    "                 case of the first letter may differ\n"
    "  elided         the same, with words left out at an ellipsis or around brackets: no "
    "negation\n"
    "                 and no subject among them\n"
    "  altered        the words differ, and how\n"
    "  misattributed  somebody else said them, and who\n"
    "  not_found      no source has them\n"
    "  unsure         the words are there, and whether the draft is right could not be told\n"
    "  supported      of an indirect statement: a source says so\n"
    "\n"
    "Environment:\n"
    "  QUOTH_MODEL, QUOTH_ISA, NO_COLOR   as for quoth extract\n"
    "\n"
    "Exit status:\n"
    "  0  all verbatim, elided or supported\n"
    "  1  something else was found, or an input could not be read\n"
    "  2  wrong usage, no usable model, or the output cannot be written\n";

struct Flags {
  CheckRunOptions options;
  std::string format = "text";
  std::string color = "auto";
  std::string progress = "auto";
};

void add_choice(CLI::App& app, const char* names, std::string& value,
                const std::vector<std::string>& choices, const char* description) {
  app.add_option(names, value, description)
      ->check(CLI::IsMember(choices))
      ->option_text(CLI::detail::join(choices, "|"))
      ->take_last();
}

void add_flags(CLI::App& app, Flags& flags) {
  CheckRunOptions& o = flags.options;
  app.add_option("DRAFT", o.drafts, "files, directories, or - for standard input (the default)")
      ->type_name("");
  app.add_option("--against", o.against, "sources: files and directories, all that follow")
      ->option_text("FILE...");
  add_choice(app, "-f,--format", flags.format, {"text", "jsonl", "sarif"},
             "what to write (default: text)");
  app.add_option("-o,--output", o.output, "write to FILE, which appears when it is complete")
      ->option_text("FILE")
      ->take_last();
  app.add_option("-j,--threads", o.n_threads, "read on N threads (default: one a core)")
      ->check(CLI::Range(1, 1024))
      ->option_text("N")
      ->take_last();
  app.add_option("--model", o.model, "use this model file")
      ->option_text("FILE")
      ->envname("QUOTH_MODEL")
      ->take_last();
  const std::vector<std::string> when = {"auto", "always", "never"};
  add_choice(app, "--color", flags.color, when, "text: colours (auto: on a terminal)");
  add_choice(app, "--progress", flags.progress, when,
             "progress bar (auto: if stderr is a terminal\nand stdout is not)");
  app.add_flag("-q,--quiet", o.quiet, "no progress bar, no lines about failed inputs");
}

int run(Flags& flags) {
  CheckRunOptions& o = flags.options;
  o.format = flags.format == "jsonl"   ? CheckFormat::kJsonl
             : flags.format == "sarif" ? CheckFormat::kSarif
                                       : CheckFormat::kText;
  o.color = parse_when(flags.color);
  o.progress = parse_when(flags.progress);
  return run_check(o);
}

}  // namespace

Command add_check_command(CLI::App& program) {
  CLI::App* app = program.add_subcommand("check", "quotes of a draft against its sources");
  set_help(*app,
           {kExamples, "quoth check [OPTIONS] [DRAFT...] --against FILE...", kAbout, kFooter});
  auto flags = std::make_shared<Flags>();
  add_flags(*app, *flags);
  return {app, [flags] { return run(*flags); }};
}

}  // namespace quoth
