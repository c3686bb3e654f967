#include "cli/quotes_command.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "cli/help.h"
#include "cli/output.h"
#include "cli/person_argument.h"
#include "cli/terminal.h"
#include "store/database.h"
#include "store/quote_groups.h"
#include "write/json_text.h"
#include "write/line_filler.h"

namespace quoth {
namespace {

const char kExamples[] =
    "  quoth quotes --db news.db                    quotations that several articles print\n"
    "  quoth quotes --db news.db --differing        of them, those with several wordings or "
    "speakers\n"
    "  quoth quotes --db news.db --speaker Keller   those of one person\n"
    "  quoth quotes --db news.db 41223716864        the one that this statement of the record is "
    "in\n"
    "  quoth quotes --db news.db --format jsonl --all\n";

const char kAbout[] =
    "Shows who printed a quotation first, who else did, and where the wording differs, word by\n"
    "word. Two quotations of six words or more are one if three quarters of the shorter one's "
    "words\n"
    "are in the other, in order, and it is no shorter than two fifths of it; marks, case, "
    "punctuation\n"
    "and visible ellipses make no difference.\n";

const char kFooter[] =
    "Exit status:\n"
    "  0  done\n"
    "  1  no such statement or person, or the record cannot be read\n"
    "  2  wrong usage, a name that several people bear, or no record of this program\n";

struct Options {
  std::string db, format = "text", speaker, color = "auto";
  int64_t statement = 0;
  QuoteGroupFilter filter;
  bool all = false;
};

std::string_view told(const QuotePrinting& p) {
  return p.person_name.empty() ? std::string_view(p.speaker) : std::string_view(p.person_name);
}

void append_text(std::string& out, const QuoteGroup& group, size_t width, bool color) {
  const auto line = [&](size_t indent) { return LineFiller(out, indent, width, color); };
  LineFiller head = line(0);
  head.add(group.printings.front().words, Style::kBold);
  head.add(fmt::format("{} articles, {} wording{}{}", group.n_articles, group.n_wordings,
                       group.n_wordings == 1 ? "" : "s",
                       group.several_speakers ? ", several speakers" : ""),
           Style::kDim);
  head.end_line();
  for (const QuotePrinting& p : group.printings) {
    LineFiller row = line(2);
    row.add(p.date.empty() ? "no date" : p.date, Style::kDim);
    row.add(fmt::format("{}:", p.wording));
    row.add(told(p).empty() ? "nobody named" : told(p), Style::kBold);
    row.add(fmt::format("({}{}{} s{})", p.publisher, p.publisher.empty() ? "" : ", ", p.article,
                        p.number),
            Style::kDim);
    row.end_line();
    if (p.wording != "altered") continue;
    for (const WordingEdit& e : p.edits) {
      LineFiller edit = line(4);
      if (e.first.empty()) edit.add("put in: " + e.here);
      else if (e.here.empty()) edit.add("left out: " + e.first);
      else edit.add(fmt::format("{} -> {}", e.first, e.here));
      edit.end_line();
    }
  }
  out += '\n';
}

void append_printing(std::string& out, const QuotePrinting& p) {
  JsonWriter o(out, '{');
  o.key("statement") += std::to_string(p.statement);
  o.field("article", p.article);
  o.key("number") += std::to_string(p.number);
  if (!p.date.empty()) o.field("date", p.date);
  if (!p.publisher.empty()) o.field("publisher", p.publisher);
  if (!p.url.empty()) o.field("url", p.url);
  if (!p.title.empty()) o.field("title", p.title);
  if (!p.speaker.empty()) o.field("speaker", p.speaker);
  if (p.person != 0) o.key("person") += std::to_string(p.person);
  if (!p.person_name.empty()) o.field("person_name", p.person_name);
  o.field("words", p.words);
  o.field("wording", p.wording);
  JsonWriter edits(o.key("edits"), '[');
  for (const WordingEdit& e : p.edits) {
    JsonWriter edit(edits.element(), '{');
    edit.field("first", e.first);
    edit.field("here", e.here);
    edit.close();
  }
  edits.close();
  o.close();
}

void append_json(std::string& out, const QuoteGroup& group) {
  JsonWriter o(out, '{');
  o.key("id") += std::to_string(group.id);
  o.key("articles") += std::to_string(group.n_articles);
  o.key("wordings") += std::to_string(group.n_wordings);
  o.key("several_speakers") += group.several_speakers ? "true" : "false";
  JsonWriter printings(o.key("printings"), '[');
  for (const QuotePrinting& p : group.printings) append_printing(printings.element(), p);
  printings.close();
  o.close();
  out += '\n';
}

Result<void> run(const Options& options) {
  Result<Database> db = Database::open(options.db, {});
  if (!db) return tl::unexpected(db.error());
  const size_t width = terminal_width(STDOUT_FILENO);
  const bool color = use_color(parse_when(options.color), STDOUT_FILENO);
  bool gone = false;
  const auto print = [&](const QuoteGroup& group) -> Result<void> {
    std::string out;
    options.format == "jsonl" ? append_json(out, group) : append_text(out, group, width, color);
    const int error = write_all(STDOUT_FILENO, out);
    gone = error == EPIPE;
    return error == 0 || gone ? Result<void>() : Result<void>(fail_errno("stdout", error));
  };
  if (options.statement != 0) {
    const Result<QuoteGroup> group = read_quote_group(*db, options.statement);
    if (!group) return tl::unexpected(group.error());
    return print(*group);
  }
  QuoteGroupFilter filter = options.filter;
  if (options.all) filter.limit = -1;
  if (!options.speaker.empty()) {
    const Result<int64_t> person = one_person(*db, options.speaker);
    if (!person) return tl::unexpected(person.error());
    filter.person = *person;
  }
  Result<void> written;
  const Result<void> listed = list_quote_groups(*db, filter, [&](const QuoteGroup& group) {
    written = print(group);
    return written.has_value() && !gone;
  });
  return listed ? written : listed;
}

}  // namespace

Command add_quotes_command(CLI::App& program) {
  CLI::App* app =
      program.add_subcommand("quotes", "the same words in several articles of a record");
  set_help(*app, {kExamples, "quoth quotes --db FILE [OPTIONS] [STATEMENT]", kAbout, kFooter});
  auto o = std::make_shared<Options>();
  app->add_option("STATEMENT", o->statement, "number of a statement in the record")
      ->type_name("")
      ->check(CLI::PositiveNumber);
  app->add_option("--db", o->db, "the record")->option_text("FILE")->required()->take_last();
  app->add_option("-f,--format", o->format, "text or jsonl")
      ->option_text("FORMAT")
      ->check(CLI::IsMember({"text", "jsonl"}))
      ->take_last();
  app->add_option("--speaker", o->speaker, "those that are told of this one")
      ->option_text("NAME|ID")
      ->take_last();
  app->add_option("--min-articles", o->filter.min_articles, "those in as many articles (2)")
      ->option_text("N")
      ->check(CLI::PositiveNumber)
      ->take_last();
  app->add_flag("--differing", o->filter.differing, "those with several wordings or speakers");
  app->add_option("--limit", o->filter.limit, "show as many at most (50)")
      ->option_text("N")
      ->check(CLI::NonNegativeNumber)
      ->take_last();
  app->add_flag("--all", o->all, "show all");
  app->add_option("--color", o->color, "auto, always or never")
      ->option_text("WHEN")
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->take_last();
  return {app, [o] {
            const Result<void> done = run(*o);
            return done ? 0 : report(done.error());
          }};
}

}  // namespace quoth
