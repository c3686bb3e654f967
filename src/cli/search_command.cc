#include "cli/search_command.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <memory>
#include <string>
#include <vector>

#include "cli/flags.h"
#include "cli/help.h"
#include "cli/output.h"
#include "cli/search_report.h"
#include "cli/terminal.h"
#include "store/people_query.h"
#include "store/search.h"

namespace quoth {
namespace {

const char kExamples[] =
    "  quoth search --db news.db harbour             statements with that word\n"
    "  quoth search --db news.db '\"not fit\"' dredg*  a phrase, and words that begin so\n"
    "  quoth search --db news.db --speaker 'Ines Duarte' --act accuse --since 2018-03\n"
    "  quoth search --db news.db --publisher Courier --all --format csv > courier.csv\n"
    "                                                every statement, as a table\n";

const char kAbout[] =
    "Searches the statements of a record. All words must occur, in the statement or in its\n"
    "speaker's name; \"words in quotation marks\" in a row. Case and accents make no difference.\n"
    "The best fitting come first; of words that more than 2000 statements have, the newest.\n";

const char kFooter[] =
    "Exit status:\n"
    "  0  done, also where nothing was found\n"
    "  1  the record cannot be read\n"
    "  2  wrong usage, or no record of this program\n";

struct Options {
  std::string db, format = "text", order = "best", color = "auto";
  std::vector<std::string> words;
  SearchFilter filter;
  SearchOptions page;
  float min_confidence = 0;
  bool all = false;
  bool count = false;
};

void add_list(CLI::App& app, const char* name, std::vector<std::string>& values,
              const std::vector<std::string>& choices, const char* description) {
  app.add_option(name, values, description)
      ->check(CLI::IsMember(choices))
      ->option_text("NAME")
      ->delimiter(',')
      ->take_all();
}

void add_text(CLI::App& app, const char* name, std::string& value, const char* type,
              const char* description) {
  app.add_option(name, value, description)->option_text(type)->take_last();
}

void add_filters(CLI::App& app, Options& o) {
  SearchFilter& f = o.filter;
  add_text(app, "--speaker", f.speaker, "NAME",
           "said by this one: a name, words of it, or a\n"
           "number of quoth people");
  add_text(app, "--about", f.about, "NAME", "that speak of this one");
  add_list(
      app, "--act", f.acts,
      {"assert", "opine", "accuse", "support", "deny", "concede", "demand", "commit", "predict",
       "ask"},
      "assert, opine, accuse, support, deny, concede,\ndemand, commit, predict or ask; several "
      "by commas");
  add_list(app, "--channel", f.channels,
           {"interview", "speech", "debate", "statement", "letter", "social", "broadcast",
            "article", "report", "poll", "testimony", "meeting", "ad", "press"},
           "interview, speech, debate, statement, letter,\nsocial, broadcast, article, report, "
           "poll,\ntestimony, meeting, ad or press");
  add_list(app, "--form", f.forms, {"direct", "indirect", "mixed"}, "direct, indirect or mixed");
  add_list(app, "--kind", f.kinds,
           {"person", "organisation", "group", "document", "anonymous", "author", "none"},
           "said by a person, organisation, group, document,\nanonymous, author or none");
  app.add_option("--publisher", f.publishers, "published there; the whole name")
      ->option_text("NAME")
      ->take_all();
  app.add_option("--section", f.sections, "in that section; the whole name")
      ->option_text("NAME")
      ->take_all();
  add_text(app, "--since", f.since, "DATE", "in articles of this day, month or year and later");
  add_text(app, "--until", f.until, "DATE", "in articles of this day, month or year and before");
  add_confidence(app, o.min_confidence, "statements of at least X, from 0 to 1");
}

void add_output(CLI::App& app, Options& o) {
  add_choice(app, "--order", o.order, {"best", "newest"}, "what comes first (default: best)");
  app.add_option("--limit", o.page.limit, "show N (default: 20)")
      ->option_text("N")
      ->check(CLI::Range(1, 1'000'000))
      ->take_last();
  app.add_option("--offset", o.page.offset, "pass over N")
      ->option_text("N")
      ->check(CLI::NonNegativeNumber)
      ->take_last();
  add_text(app, "--after", o.page.after, "CURSOR", "go on where another page ended, as it says");
  app.add_flag("--all", o.all, "show every one");
  app.add_flag("--count", o.count, "show how many there are, and nothing else");
  add_choice(app, "-f,--format", o.format, {"text", "jsonl", "csv"},
             "what to write (default: text)");
  add_choice(app, "--color", o.color, {"auto", "always", "never"},
             "text: colours (auto: on a terminal)");
}

// A name that is one person's in the record stands for all that the person is called; any other for
// the words in it.
Result<void> resolve(Database& db, std::string& name, int64_t& person) {
  if (name.empty()) return {};
  const Result<std::vector<PersonSummary>> found = find_people(db, name, 2);
  if (!found) {
    if (found.error().code == ErrorCode::kNotFound) return {};
    return tl::unexpected(found.error());
  }
  if (found->size() != 1) return {};
  person = found->front().id;
  name.clear();
  return {};
}

class Printer {
 public:
  explicit Printer(const Options& options)
      : options_(options),
        width_(terminal_width(STDOUT_FILENO)),
        color_(use_color(parse_when(options.color), STDOUT_FILENO)) {}

  // False where nobody reads on, or writing failed, see outcome().
  bool print(const SearchHit& hit) {
    std::string out;
    if (options_.format == "csv") {
      if (!begun_) out = hit_csv_header();
      append_hit_csv(out, hit);
    } else if (options_.format == "jsonl") {
      append_hit_jsonl(out, hit);
    } else {
      append_hit_text(out, hit, width_, color_);
    }
    begun_ = true;
    return write(out);
  }

  bool write(const std::string& out) {
    const int error = write_all(STDOUT_FILENO, out);
    if (error != 0 && error != EPIPE) outcome_ = fail_errno("stdout", error);
    return error == 0;
  }

  // To be called at the end.
  Result<void> outcome() {
    if (options_.format == "csv" && !begun_) write(hit_csv_header());
    return outcome_;
  }

 private:
  const Options& options_;
  size_t width_;
  bool color_;
  bool begun_ = false;
  Result<void> outcome_;
};

std::string describe(const SearchPage& page) {
  if (page.n_found == 0) return "nothing found";
  std::string out = fmt::format("{} of {}{} statement{}, {} first", page.hits.size(),
                                page.n_found_is_least ? "more than " : "", page.n_found,
                                page.n_found == 1 ? "" : "s",
                                page.order == SearchOrder::kBest ? "best" : "newest");
  if (!page.next.empty()) out += fmt::format("; more: --after {}", page.next);
  return out;
}

Result<void> run(Options& o) {
  Result<Database> db = Database::open(o.db);
  if (!db) return tl::unexpected(db.error());
  SearchFilter& filter = o.filter;
  for (const std::string& word : o.words) filter.words += (filter.words.empty() ? "" : " ") + word;
  filter.min_confidence = o.min_confidence;
  Result<void> done = resolve(*db, filter.speaker, filter.speaker_person);
  if (done) done = resolve(*db, filter.about, filter.about_person);
  if (!done) return done;
  Result<Searcher> searcher = Searcher::open(*db);
  if (!searcher) return tl::unexpected(searcher.error());
  Printer printer(o);
  if (o.count) {
    const Result<size_t> n = searcher->count(filter);
    if (!n) return tl::unexpected(n.error());
    printer.write(fmt::format("{}\n", *n));
    return {};
  }
  o.page.order = o.order == "newest" ? SearchOrder::kNewest : SearchOrder::kBest;
  if (o.all) {
    done = searcher->each(filter, o.page.order,
                          [&](const SearchHit& hit) { return printer.print(hit); });
    return done ? printer.outcome() : done;
  }
  const Result<SearchPage> page = searcher->search(filter, o.page);
  if (!page) return tl::unexpected(page.error());
  for (const SearchHit& hit : page->hits) {
    if (!printer.print(hit)) break;
  }
  done = printer.outcome();
  if (done) fmt::print(stderr, "{}\n", describe(*page));
  return done;
}

}  // namespace

Command add_search_command(CLI::App& program) {
  CLI::App* app = program.add_subcommand("search", "statements of a record, by words and more");
  set_help(*app, {kExamples, "quoth search [OPTIONS] --db FILE [WORDS...]", kAbout, kFooter});
  auto o = std::make_shared<Options>();
  app->add_option("WORDS", o->words, "words, \"phrases\" and prefix*")->type_name("");
  app->add_option("--db", o->db, "the record")->option_text("FILE")->required()->take_last();
  add_filters(*app, *o);
  add_output(*app, *o);
  return {app, [o] {
            const Result<void> done = run(*o);
            return done ? 0 : report(done.error());
          }};
}

}  // namespace quoth
