#include "cli/ingest_command.h"

#include <memory>
#include <string>

#include "cli/flags.h"
#include "cli/help.h"
#include "cli/ingest_run.h"

namespace quoth {
namespace {

const char kExamples[] =
    "  quoth ingest --db news.db articles/        every file below a directory, into news.db\n"
    "  quoth ingest --db news.db crawl-*.warc.gz  web archives; run it again if it was stopped\n"
    "  quoth ingest --db news.db --model new.qmodel articles/\n"
    "                                             read again by another model what it holds\n";

const char kAbout[] =
    "Reads news text as extract does and keeps articles and statements in a record, an SQLite\n"
    "database, which is made if it is not there. An article that the record holds is not read\n"
    "again, wherever it comes from, unless by another model or version: then its statements are\n"
    "replaced, and what editors have corrected stays. It may be stopped at any instant, and\n"
    "several may write to one record at once; the same command goes on. Inputs that cannot be\n"
    "read are told, and kept in the table failures until they can.\n";

const char kFooter[] =
    "Environment:\n"
    "  QUOTH_MODEL   the model file, where --model is not given\n"
    "  QUOTH_ISA     instruction set to run on: portable, avx2 or avx512vnni (default: the best)\n"
    "\n"
    "Exit status:\n"
    "  0  every input was read\n"
    "  1  some or all inputs failed\n"
    "  2  wrong usage, no usable model, or the record cannot be written\n";

struct Flags {
  IngestOptions options;
  std::string duplicates = "mark";
};

void add_flags(CLI::App& app, Flags& flags) {
  ReadingFlags& reading = flags.options.reading;
  add_inputs(app, reading);
  app.add_option("--db", flags.options.db, "the record")
      ->option_text("FILE")
      ->required()
      ->take_last();
  add_threads(app, reading);
  add_model(app, reading);
  add_manifest(app, reading);
  add_language(app, reading);
  add_choice(app, "--duplicates", flags.duplicates, {"keep", "mark", "skip"},
             "mark: note of which earlier article one is nearly a copy\n(the default); skip: and "
             "keep no statements of copies");
  add_choice(app, "--progress", reading.progress, {"auto", "always", "never"},
             "progress bar (auto: if stderr is a terminal)");
  app.add_flag("-q,--quiet", reading.quiet,
               "no progress bar, no summary, no lines about failed inputs");
}

int run(Flags& flags) {
  flags.options.find_duplicates = flags.duplicates != "keep";
  flags.options.duplicates = flags.duplicates == "skip" ? Duplicates::kSkip : Duplicates::kKeep;
  return run_ingest(flags.options);
}

}  // namespace

Command add_ingest_command(CLI::App& program) {
  CLI::App* app = program.add_subcommand("ingest", "articles and statements into a record");
  set_help(*app, {kExamples, "quoth ingest [OPTIONS] --db FILE [FILE...]", kAbout, kFooter});
  auto flags = std::make_shared<Flags>();
  add_flags(*app, *flags);
  return {app, [flags] { return run(*flags); }};
}

}  // namespace quoth
