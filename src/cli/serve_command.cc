#include "cli/serve_command.h"

#include <malloc.h>
#include <pwd.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "cli/help.h"
#include "cli/output.h"
#include "serve/app.h"
#include "serve/http_server.h"
#include "store/identity.h"

namespace quoth {
namespace {

constexpr int kKeptBytes = 16 << 20;       // of free memory, by each thread
constexpr size_t kSpareDescriptors = 128;  // for the record, its journal, and what a library opens

const char kExamples[] =
    "  quoth serve                            read articles in a browser, at 127.0.0.1:8017\n"
    "  quoth serve --db news.db               search a record, and read it\n"
    "  quoth serve --port 0                   at a port that is free; it is printed\n"
    "  quoth serve --get /api/about           what the server would answer, without a server\n"
    "  curl --data-binary @article.html -H 'content-type: text/html' \\\n"
    "      http://127.0.0.1:8017/api/extract  statements of a page, as JSON\n";

const char kAbout[] =
    "Serves a page to read articles with, and a JSON API (/openapi.json), to this machine alone.\n"
    "Nothing is loaded from elsewhere, and nothing that is sent is kept, unless, with --write,\n"
    "somebody asks for it. Ctrl-C ends it.\n";

const char kFooter[] =
    "Environment:\n"
    "  QUOTH_MODEL   the model file, where --model is not given\n"
    "  QUOTH_ISA     instruction set to run on: portable, avx2 or avx512vnni (default: the best)\n"
    "\n"
    "Exit status:\n"
    "  0  stopped by SIGINT or SIGTERM; with --get, answered with a status below 400\n"
    "  1  with --get, answered with a status from 400\n"
    "  2  wrong usage, no usable model, or the port cannot be had\n";

struct Options {
  uint16_t port = 8017;
  size_t n_threads = 0;
  std::string db, get, model;
  bool is_writable = false;
};

// As many descriptors as the connections may need, or as the system gives.
void fit_to_descriptors(ServeLimits& limits) {
  rlimit files{};
  if (getrlimit(RLIMIT_NOFILE, &files) != 0) return;
  const rlim_t wanted = limits.max_connections + kSpareDescriptors;
  if (files.rlim_cur < wanted) {
    files.rlim_cur = std::min(wanted, files.rlim_max);
    setrlimit(RLIMIT_NOFILE, &files);
  }
  if (getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur >= wanted) return;
  limits.max_connections = files.rlim_cur > 2 * kSpareDescriptors
                               ? files.rlim_cur - kSpareDescriptors
                               : files.rlim_cur / 2;
}

// Who corrects, for the log.
std::string user_name() {
  const passwd* user = getpwuid(geteuid());
  return user != nullptr && user->pw_name != nullptr ? user->pw_name : std::to_string(geteuid());
}

int write_out(std::string_view bytes) {
  const int error = write_all(1, bytes);
  if (error == 0 || error == EPIPE) return 0;
  report(fail_errno("stdout", error).value());
  return 2;
}

// One request without a socket; the body goes to standard output.
int answer_get(const App& app, const std::string& path) {
  auto target = parse_target(path);
  if (!target) return report({target.error().code, target.error().message, path});
  const Request request{Method::kGet, *std::move(target), {}, {}};
  Response response = app.answer(request);
  int written = write_out(response.body);
  while (written == 0 && response.more) {
    std::string piece;
    const Result<bool> more = response.more(piece);
    if (!more) return report(more.error());
    written = write_out(piece);
    if (!*more) break;
  }
  if (written != 0) return written;
  return response.status < 400 ? 0 : 1;
}

int serve(const App& app, const Options& options, const std::string& token) {
  const size_t n_threads = options.n_threads != 0
                               ? options.n_threads
                               : std::max<size_t>(1, std::thread::hardware_concurrency());
  auto server = HttpServer::listen(app, {.port = options.port, .n_workers = n_threads});
  if (!server) {
    report(server.error());
    return 2;
  }
  const std::string secret = token.empty() ? "" : "#token=" + token;
  std::printf("http://127.0.0.1:%u/%s\n", (*server)->port(), secret.c_str());
  std::fflush(stdout);
  if ((*server)->run()) return 0;
  std::_Exit(0);  // a worker is amid a document that nobody waits for any more
}

int run(const Options& options) {
  const Result<std::filesystem::path> model = find_model(options.model);
  if (!model) return report(model.error());
  const Result<Engine> engine = Engine::load(*model);
  if (!engine) return report(engine.error());
  AppOptions app_options;
  fit_to_descriptors(app_options.limits);
  if (options.is_writable) {
    if (options.db.empty()) return report({ErrorCode::kUsage, "--write needs --db", "--write"});
    auto token = make_token();
    if (!token) return report(token.error());
    app_options.token = *std::move(token);
    app_options.editor = user_name();
    auto extractor = extractor_name(QUOTH_VERSION, engine->model_name(), *model);
    if (!extractor) return report(extractor.error());
    app_options.extractor = *std::move(extractor);
  }
  std::optional<RecordPool> record;
  if (!options.db.empty()) {
    let_connections_run_free();
    // What one search frees the next one needs: not to be given back to the system in between.
    mallopt(M_TRIM_THRESHOLD, kKeptBytes);
    record.emplace(options.db);
    if (const auto opened = record->take(); !opened) return report(opened.error());
  }
  const App app(*engine, record ? &*record : nullptr, app_options);
  return options.get.empty() ? serve(app, options, app_options.token)
                             : answer_get(app, options.get);
}

}  // namespace

Command add_serve_command(CLI::App& program) {
  CLI::App* app = program.add_subcommand("serve", "read and search in a browser; a JSON API");
  set_help(*app, {kExamples, "quoth serve [OPTIONS]", kAbout, kFooter});
  auto options = std::make_shared<Options>();
  app->add_option("--db", options->db,
                  "the record to search; without it, articles can be read only")
      ->option_text("FILE")
      ->take_last();
  app->add_flag("--write", options->is_writable,
                "let articles be kept, and people be merged, split and\nrenamed in the browser, by "
                "whoever has "
                "the address with\nthe token that is printed");
  app->add_option("-p,--port", options->port, "listen here (default: 8017); 0: any that is free")
      ->option_text("N")
      ->take_last();
  app->add_option("--get", options->get, "print what a GET of this path answers, and exit")
      ->option_text("PATH")
      ->take_last();
  app->add_option("-j,--threads", options->n_threads, "answer on N threads (default: one a core)")
      ->check(CLI::Range(1, 1024))
      ->option_text("N")
      ->take_last();
  app->add_option("--model", options->model, "use this model file")
      ->option_text("FILE")
      ->envname("QUOTH_MODEL")
      ->take_last();
  return {app, [options] { return run(*options); }};
}

}  // namespace quoth
