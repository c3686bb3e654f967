#include "cli/extract_command.h"

#include <memory>
#include <string>
#include <utility>

#include "cli/extract_run.h"
#include "cli/flags.h"
#include "cli/help.h"

namespace quoth {
namespace {

const char kExamples[] =
    "  quoth extract article.txt              who said what, to read in the terminal\n"
    "  quoth extract --format jsonl -o statements.jsonl articles/\n"
    "                                         every file below a directory, as records\n"
    "  quoth extract --format csv news.jsonl > quotes.csv\n"
    "                                         a table, from one JSON document a line\n"
    "  quoth extract --format jsonl -o crawl.jsonl --state crawl.state crawl-*.warc.gz\n"
    "                                         web archives; run it again if it was stopped\n"
    "  pdftotext minutes.pdf - | quoth extract\n"
    "                                         what another program prints\n";

const char kAbout[] =
    "Reads news text (plain text, or JSON lines with \"id\" and \"text\") and writes each "
    "statement with\n"
    "its speaker, the words that attribute it and its place. The order is that of the input, "
    "whatever\n"
    "the number of threads. An input that cannot be read is reported, and the run goes on.\n";

const char kFooter[] =
    "Formats:\n"
    "  text    for reading: white space folded, lines wrapped, control characters replaced\n"
    "  jsonl   one document a line; one that failed is a line with \"error\"\n"
    "  csv     one statement a row (RFC 4180). Fields are verbatim: one that begins with =, +, - "
    "or @\n"
    "          is not defused, so import the columns as text before opening it in a spreadsheet\n"
    "  html    a page of the articles with their speech marked, and who said what beside them\n"
    "  tei     TEI P5: the articles with <said>; several are a <teiCorpus>\n"
    "  annotation  W3C Web Annotations (JSON-LD), one a statement, in an AnnotationPage\n"
    "  jsonld  schema.org Quotations and their NewsArticles\n"
    "  brat    standoff: two files a document, in the folder that -o names\n"
    "\n"
    "Environment:\n"
    "  QUOTH_MODEL   the model file, where --model is not given\n"
    "  QUOTH_ISA     instruction set to run on: portable, avx2 or avx512vnni (default: the best)\n"
    "  NO_COLOR      if not empty, no colours unless --color always\n"
    "\n"
    "Exit status:\n"
    "  0  every input was read\n"
    "  1  some or all inputs failed\n"
    "  2  wrong usage, no usable model, or the output cannot be written\n";

// The command line as given; the parser keeps pointers into it.
struct Flags {
  ReadingFlags reading;
  ExtractOptions options;
  std::string format = "text";
  std::string offsets = "codepoints";
  std::string color = "auto";
  std::string duplicates = "keep";
};

void add_flags(CLI::App& app, Flags& flags) {
  ExtractOptions& o = flags.options;
  add_inputs(app, flags.reading);
  add_choice(app, "-f,--format", flags.format,
             {"text", "jsonl", "csv", "tei", "annotation", "jsonld", "brat", "html"},
             "what to write (default: text)");
  app.add_option("-o,--output", o.output,
                 "write to FILE, which appears when it is complete;\nbrat: a folder")
      ->option_text("FILE")
      ->take_last();
  add_threads(app, flags.reading);
  add_choice(app, "--offsets", flags.offsets, {"codepoints", "utf8", "utf16", "source"},
             "unit of positions (default: codepoints);\nsource: bytes of the input file");
  app.add_flag("--with-text", o.write.with_text, "jsonl: the text of each document too");
  add_confidence(app, o.write.min_confidence, "leave out statements below X, from 0 to 1");
  add_model(app, flags.reading);
  add_manifest(app, flags.reading);
  app.add_option("--state", o.state,
                 "keep in the folder DIR where the run stands, so that the same\n"
                 "command goes on after a stop; with -o, text, jsonl or csv")
      ->option_text("DIR")
      ->take_last();
  add_language(app, flags.reading);
  add_choice(app, "--duplicates", flags.duplicates, {"keep", "mark", "skip"},
             "mark: name the earlier document of nearly the same text;\n"
             "skip: leave out the statements as well (default: keep)");
  const std::vector<std::string> when = {"auto", "always", "never"};
  add_choice(app, "--color", flags.color, when, "text: colours (auto: on a terminal)");
  add_choice(app, "--progress", flags.reading.progress, when,
             "progress bar (auto: if stderr is a terminal\nand stdout is not)");
  app.add_flag("-q,--quiet", flags.reading.quiet, "no progress bar, no lines about failed inputs");
}

int run(Flags& flags) {
  WriteOptions& write = flags.options.write;
  write.format = format_of(flags.format).value_or(Format::kText);
  write.offsets = offset_unit_of(flags.offsets).value_or(OffsetUnit::kCodePoints);
  flags.options.find_duplicates = flags.duplicates != "keep";
  write.duplicates = flags.duplicates == "skip" ? Duplicates::kSkip : Duplicates::kKeep;
  flags.options.color = parse_when(flags.color);
  flags.options.progress = parse_when(flags.reading.progress);
  flags.options.inputs = std::move(flags.reading.inputs);
  flags.options.manifests = std::move(flags.reading.manifests);
  flags.options.language = flags.reading.language;
  flags.options.model = flags.reading.model;
  flags.options.n_threads = flags.reading.n_threads;
  flags.options.quiet = flags.reading.quiet;
  return run_extract(flags.options);
}

}  // namespace

Command add_extract_command(CLI::App& program) {
  CLI::App* app = program.add_subcommand("extract", "statements of files, directories or stdin");
  set_help(*app, {kExamples, "quoth extract [OPTIONS] [FILE...]", kAbout, kFooter});
  auto flags = std::make_shared<Flags>();
  add_flags(*app, *flags);
  return {app, [flags] { return run(*flags); }};
}

}  // namespace quoth
