#include "cli/people_command.h"

#include <fmt/format.h>
#include <pwd.h>
#include <unistd.h>

#include <charconv>
#include <cstdio>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/help.h"
#include "cli/output.h"
#include "cli/people_report.h"
#include "cli/person_argument.h"
#include "cli/terminal.h"
#include "store/database.h"
#include "store/people_settle.h"
#include "write/escape.h"

namespace quoth {
namespace {

const char kExamples[] =
    "  quoth people --db news.db                    who is in the record, the most quoted first\n"
    "  quoth people --db news.db --role mayor       of them, those with such a role\n"
    "  quoth people --db news.db show Keller        names, roles, positions and where they moved\n"
    "  quoth people --db news.db show 12 --format jsonl\n"
    "  quoth people --db news.db unresolved         names that could be anybody's\n"
    "  quoth people --db news.db merge 12 31        31 is 12 from now on\n"
    "  quoth people --db news.db split 12 e94 e107  these two mentions are somebody else\n"
    "  quoth people --db news.db alias 12 Keller    whoever is called Keller is 12\n"
    "  quoth people --db news.db undo               takes the last correction back\n";

const char kAbout[] =
    "Persons and bodies of a record that 'quoth ingest' made, across its articles. ID is a number\n"
    "that 'list' prints, eN a mention that 'show' and 'unresolved' print, NAME a full or a family\n"
    "name; where several people bear it, they are listed and nothing is done.\n"
    "\n"
    "Actions:\n"
    "  list [WORDS]         who is there; with WORDS, those of whose names they begin words\n"
    "  show NAME|ID         names, roles with dates, what was accused, supported, denied, "
    "conceded,\n"
    "                       demanded and promised, and what stands against something said before\n"
    "  unresolved           names without anybody, and why: nobody of that name is known in full\n"
    "                       (unknown), the company tells too little (unsure) or fits several\n"
    "  merge NAME|ID NAME|ID|eN\n"
    "                       the second is the first, now and in articles to come\n"
    "  split ID eN...       the mentions are somebody of their own\n"
    "  rename ID NAME       shown under another name\n"
    "  alias ID NAME        bears this name as well; with --remove, does not\n"
    "  history [ID]         the corrections, the newest first\n"
    "  undo [N]             takes back the last N corrections, 1 without N\n"
    "  relink               links all articles anew; corrections stay\n";

const char kFooter[] =
    "Exit status:\n"
    "  0  done\n"
    "  1  nobody of that name, or the record cannot be read or written\n"
    "  2  wrong usage, a name that several people bear, or no record of this program\n";

enum class ListFormat : uint8_t { kText, kJsonl, kCsv };

struct Options {
  std::string db, action = "list", format = "text", order = "statements", name, reason;
  std::vector<std::string> arguments;
  PeopleFilter filter;
  bool remove = false, all = false;
  std::string color = "auto";
};

using Failure = tl::unexpected<Error>;

Failure usage(std::string message) { return fail(ErrorCode::kUsage, std::move(message)); }

std::string user_name() {
  const passwd* user = getpwuid(getuid());
  return user != nullptr ? user->pw_name : "";
}

std::optional<int64_t> parse_number(std::string_view text) {
  int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < 1) return std::nullopt;
  return value;
}

std::optional<int64_t> parse_entity(std::string_view text) {
  if (text.size() < 2 || text[0] != 'e') return std::nullopt;
  return parse_number(text.substr(1));
}

// One action after another; each returns what the program ends with.
class PeopleRun {
 public:
  explicit PeopleRun(const Options& options) : options_(options) {
    style_.width = terminal_width(STDOUT_FILENO);
    style_.color = use_color(parse_when(options.color), STDOUT_FILENO);
    format_ = options.format == "jsonl" ? ListFormat::kJsonl
              : options.format == "csv" ? ListFormat::kCsv
                                        : ListFormat::kText;
    editor_ = {user_name(), options.reason};
  }

  Result<void> run() {
    struct Action {
      const char* name;
      size_t least, most;
      bool writes;
      Result<void> (PeopleRun::*run)();
    };
    static constexpr size_t kAny = SIZE_MAX;
    static const Action kActions[] = {
        {"list", 0, kAny, false, &PeopleRun::list},
        {"show", 1, kAny, false, &PeopleRun::show},
        {"unresolved", 0, 0, false, &PeopleRun::unresolved},
        {"merge", 2, 2, true, &PeopleRun::merge},
        {"split", 2, kAny, true, &PeopleRun::split},
        {"rename", 2, kAny, true, &PeopleRun::rename},
        {"alias", 2, kAny, true, &PeopleRun::alias},
        {"history", 0, 1, false, &PeopleRun::history},
        {"undo", 0, 1, true, &PeopleRun::undo},
        {"relink", 0, 0, true, &PeopleRun::relink},
    };
    std::vector<std::string> names;
    for (const Action& a : kActions) {
      names.emplace_back(a.name);
      if (options_.action != a.name) continue;
      const size_t n = options_.arguments.size();
      if (n < a.least)
        return usage(
            fmt::format("'{}' needs {} argument{}", a.name, a.least, a.least == 1 ? "" : "s"));
      if (n > a.most)
        return usage(fmt::format("'{}' takes no '{}'", a.name, options_.arguments[a.most]));
      Result<void> opened = open(a.writes);
      return opened ? (this->*a.run)() : opened;
    }
    const std::string near = closest(options_.action, names);
    return usage(fmt::format("unknown action '{}'{}", options_.action,
                             near.empty() ? "" : "; did you mean '" + near + "'?"));
  }

 private:
  // A record that is only read is never made, and one that is written is no typing error.
  Result<void> open(bool write) {
    Result<Database> db = Database::open(options_.db, {});
    if (db && write) db = Database::open(options_.db, {.mode = OpenMode::kWrite});
    if (!db) return Failure(db.error());
    db_.emplace(*std::move(db));
    if (!write) return {};
    const Result<SettleCounts> settled = settle_people(*db_);  // of an ingest that was killed
    return settled ? Result<void>() : Failure(settled.error());
  }

  Result<void> print(std::string_view text) {
    const int error = write_all(STDOUT_FILENO, text);
    if (error == EPIPE) {
      reader_gone_ = true;
      return {};
    }
    return error == 0 ? Result<void>() : Result<void>(fail_errno("stdout", error));
  }

  std::string words(size_t from) const {
    std::string out;
    for (size_t i = from; i < options_.arguments.size(); ++i) {
      out += (out.empty() ? "" : " ") + options_.arguments[i];
    }
    return out;
  }

  Result<int64_t> one(const std::string& text) { return one_person(*db_, text); }

  Result<void> list() {
    PeopleFilter filter = options_.filter;
    filter.name = words(0);
    if (options_.all) filter.limit = -1;
    filter.order = options_.order == "articles" ? PeopleOrder::kArticles
                   : options_.order == "name"   ? PeopleOrder::kName
                   : options_.order == "id"     ? PeopleOrder::kId
                                                : PeopleOrder::kStatements;
    std::string out = format_ == ListFormat::kCsv    ? people_csv_header()
                      : format_ == ListFormat::kText ? people_text_header()
                                                     : "";
    constexpr size_t kPiece = 1 << 16;
    Result<void> written;
    const Result<void> listed = list_people(*db_, filter, [&](const PersonSummary& p) {
      if (format_ == ListFormat::kText) append_person_text(out, p, style_);
      else if (format_ == ListFormat::kJsonl) append_person_json(out, p);
      else append_person_csv(out, p);
      if (out.size() < kPiece) return true;
      written = print(out);
      out.clear();
      return written.has_value() && !reader_gone_;
    });
    if (!listed) return listed;
    return written && !reader_gone_ ? print(out) : written;
  }

  Result<void> show() {
    const Result<int64_t> person = one(words(0));
    if (!person) return Failure(person.error());
    if (format_ == ListFormat::kCsv) return usage("'show' has no csv; try --format jsonl");
    const Result<PersonPage> page = read_person(*db_, *person);
    if (!page) return Failure(page.error());
    PositionOptions wanted;
    wanted.since = options_.filter.since, wanted.until = options_.filter.until;
    const Result<Positions> positions = positions_of(*db_, *person, wanted);
    if (!positions) return Failure(positions.error());
    return print(format_ == ListFormat::kJsonl ? person_json(*page, *positions)
                                               : person_text(*page, *positions, style_));
  }

  Result<void> unresolved() {
    const auto names = list_unresolved(*db_, options_.all ? -1 : options_.filter.limit);
    if (!names) return Failure(names.error());
    std::string out = format_ == ListFormat::kCsv ? unresolved_csv_header() : "";
    for (const UnresolvedName& n : *names) {
      if (format_ == ListFormat::kText) append_unresolved_text(out, n, style_);
      else if (format_ == ListFormat::kJsonl) append_unresolved_json(out, n);
      else append_unresolved_csv(out, n);
    }
    return print(out);
  }

  Result<void> told(const Result<Correction>& correction) {
    if (!correction) return Failure(correction.error());
    std::string out;
    if (format_ == ListFormat::kJsonl) append_correction_json(out, *correction);
    else append_correction_text(out, *correction);
    return print(out);
  }

  Result<void> merge() {
    const Result<int64_t> into = one(options_.arguments[0]);
    if (!into) return Failure(into.error());
    if (const auto entity = parse_entity(options_.arguments[1])) {
      return told(assign_entities(*db_, *into, {*entity}, editor_));
    }
    const Result<int64_t> from = one(options_.arguments[1]);
    if (!from) return Failure(from.error());
    return told(merge_people(*db_, *into, *from, editor_));
  }

  Result<void> split() {
    const Result<int64_t> person = one(options_.arguments[0]);
    if (!person) return Failure(person.error());
    std::vector<int64_t> entities;
    for (size_t i = 1; i < options_.arguments.size(); ++i) {
      const auto entity = parse_entity(options_.arguments[i]);
      if (!entity) {
        return usage(fmt::format("'{}' is no mention; they are written e12, see 'show'",
                                 options_.arguments[i]));
      }
      entities.push_back(*entity);
    }
    const Result<Split> made = split_person(*db_, *person, entities, options_.name, editor_);
    if (!made) return Failure(made.error());
    return told(made->correction);
  }

  Result<void> rename() {
    const Result<int64_t> person = one(options_.arguments[0]);
    if (!person) return Failure(person.error());
    return told(rename_person(*db_, *person, words(1), editor_));
  }

  Result<void> alias() {
    const Result<int64_t> person = one(options_.arguments[0]);
    if (!person) return Failure(person.error());
    return told(options_.remove ? remove_alias(*db_, *person, words(1), editor_)
                                : add_alias(*db_, *person, words(1), editor_));
  }

  Result<void> history() {
    int64_t person = 0;
    if (!options_.arguments.empty()) {
      const Result<int64_t> found = one(options_.arguments[0]);
      if (!found) return Failure(found.error());
      person = *found;
    }
    const auto log = correction_history(*db_, person);
    if (!log) return Failure(log.error());
    return print_log(*log);
  }

  Result<void> undo() {
    int n = 1;
    if (!options_.arguments.empty()) {
      const auto number = parse_number(options_.arguments[0]);
      if (!number || *number > 1'000'000) {
        return usage(fmt::format("'{}' is no number of corrections", options_.arguments[0]));
      }
      n = static_cast<int>(*number);
    }
    const auto undone = undo_corrections(*db_, n, editor_);
    if (!undone) return Failure(undone.error());
    return print_log(*undone);
  }

  Result<void> print_log(const std::vector<Correction>& log) {
    std::string out;
    for (const Correction& c : log) {
      if (format_ == ListFormat::kJsonl) append_correction_json(out, c);
      else append_correction_text(out, c);
    }
    return print(out);
  }

  Result<void> relink() {
    const bool shown = is_terminal(STDERR_FILENO);
    const auto counts = relink_people(*db_, [&](int64_t done, int64_t all) {
      if (shown) fmt::print(stderr, "\r\x1b[K{} of {} articles", done, all);
    });
    if (shown) std::fputs("\r\x1b[K", stderr);
    if (!counts) return Failure(counts.error());
    return print(fmt::format("{} articles, {} people\n", counts->n_articles, counts->n_people));
  }

  const Options& options_;
  std::optional<Database> db_;
  ReportStyle style_;
  ListFormat format_ = ListFormat::kText;
  Editor editor_;
  bool reader_gone_ = false;
};

void add_filters(CLI::App& app, Options& o) {
  app.add_option("--role", o.filter.role, "list those with a role of these words")
      ->option_text("WORDS")
      ->take_last();
  app.add_option("--kind", o.filter.kind, "list persons or organisations only")
      ->option_text("KIND")
      ->check(CLI::IsMember({"person", "organisation"}))
      ->take_last();
  app.add_option("--publisher", o.filter.publisher, "count articles of this one only")
      ->option_text("NAME")
      ->take_last();
  app.add_option("--since", o.filter.since, "count articles, show positions from this day on")
      ->option_text("DATE")
      ->take_last();
  app.add_option("--until", o.filter.until, "the same up to this day, month or year")
      ->option_text("DATE")
      ->take_last();
  app.add_option("--min-statements", o.filter.min_statements, "list those with as many")
      ->option_text("N")
      ->take_last();
  app.add_option("--sort", o.order, "statements, articles, name or id")
      ->option_text("BY")
      ->check(CLI::IsMember({"statements", "articles", "name", "id"}))
      ->take_last();
  app.add_option("--limit", o.filter.limit, "list as many at most (50)")
      ->option_text("N")
      ->check(CLI::NonNegativeNumber)
      ->take_last();
  app.add_flag("--all", o.all, "list all");
}

}  // namespace

Command add_people_command(CLI::App& program) {
  CLI::App* app = program.add_subcommand("people", "who is in a record, and corrections");
  set_help(*app,
           {kExamples, "quoth people --db FILE [OPTIONS] [ACTION] [ARGUMENT...]", kAbout, kFooter});
  auto o = std::make_shared<Options>();
  app->add_option("ACTION", o->action, "what to do (list)")->type_name("");
  app->add_option("ARGUMENT", o->arguments, "of the action")->type_name("");
  app->add_option("--db", o->db, "the record")->option_text("FILE")->required()->take_last();
  app->add_option("-f,--format", o->format, "text, jsonl or csv")
      ->option_text("FORMAT")
      ->check(CLI::IsMember({"text", "jsonl", "csv"}))
      ->take_last();
  add_filters(*app, *o);
  app->add_option("--name", o->name, "split: the name of the new one")
      ->option_text("NAME")
      ->take_last();
  app->add_flag("--remove", o->remove, "alias: take the name away");
  app->add_option("--reason", o->reason, "corrections: why, for the history")
      ->option_text("TEXT")
      ->take_last();
  app->add_option("--color", o->color, "auto, always or never")
      ->option_text("WHEN")
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->take_last();
  return {app, [o] {
            const Result<void> done = PeopleRun(*o).run();
            return done ? 0 : report(done.error());
          }};
}

}  // namespace quoth
