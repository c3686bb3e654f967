#include "cli/evaluate_command.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "archive/byte_source.h"
#include "cli/engine_run.h"
#include "cli/help.h"
#include "evaluate/parse.h"
#include "evaluate/report.h"
#include "evaluate/score.h"

namespace quoth {
namespace {

const char kExamples[] =
    "  quoth evaluate gold.jsonl              how right the statements of this program are\n"
    "  quoth evaluate gold.jsonl found.jsonl  how right those in found.jsonl are\n"
    "  quoth extract --format jsonl gold.jsonl | quoth evaluate gold.jsonl -\n"
    "                                         the same as the first, in two steps\n"
    "  quoth evaluate gold.jsonl found.jsonl --frames frames.tsv --errors 20\n"
    "                                         who is meant as well, and what went wrong\n";

const char kAbout[] =
    "Compares attributions with gold ones and prints precision, recall and F1 in percent, with "
    "the\n"
    "counts (right/predicted/gold). GOLD has one document a line with \"id\", \"text\" and "
    "\"attributions\"\n"
    "([begin, end) code points under \"source\", \"cue\" and \"content\"), PREDICTED the output of "
    "'quoth\n"
    "extract --format jsonl', or \"attributions\" likewise; - is standard input. Without PREDICTED "
    "the\n"
    "texts of GOLD are read by this program.\n";

const char kFooter[] =
    "Measures:\n"
    "  exact    spans that cover the same words, cut at the gold sentences\n"
    "  token    words that carry the role\n"
    "  found    attributions whose content overlaps a gold one by 0.5 or 0.8 (words in both over\n"
    "           words in either), one to one\n"
    "  right    those whose source is right too\n"
    "  links    within and replies_to, where GOLD marks them\n"
    "  frame, accuracy   with --frames: who is meant, and what is done, to whom, when\n"
    "\n"
    "Exit status:\n"
    "  0  compared\n"
    "  1  a file cannot be read, or a line of one is not as it must be\n"
    "  2  wrong usage, or no usable model\n";

struct Options {
  std::string gold, predicted, frames, model;
  size_t n_errors = 0;
  bool json = false;
};

Result<std::string> read_whole(const std::string& path) {
  Result<ByteSource> source = ByteSource::open(path);
  if (!source) return tl::unexpected(source.error());
  while (true) {
    const Result<bool> more = source->grow();
    if (!more) return tl::unexpected(more.error());
    if (!*more) return source->take();
  }
}

// What this program makes of the gold texts, on all cores.
Result<Predictions> extract_from(const std::vector<GoldDocument>& gold, const std::string& model) {
  const Result<Engine> engine = load_engine(model);
  if (!engine) return tl::unexpected(engine.error());
  std::vector<std::pair<std::string, Record>> found;
  size_t next = 0;
  run_ordered(
      engine_threads(0),
      [&]() -> std::optional<const GoldDocument*> {
        if (next == gold.size()) return std::nullopt;
        return &gold[next++];
      },
      [&](const GoldDocument* g) { return std::pair(g->article.id, engine->extract(g->article)); },
      [&](auto out) { found.push_back(std::move(out)); });
  return predictions_of(gold, found);
}

Result<Predictions> predictions_for(const std::vector<GoldDocument>& gold, const Options& options) {
  if (options.predicted.empty()) return extract_from(gold, options.model);
  const Result<std::string> bytes = read_whole(options.predicted);
  if (!bytes) return tl::unexpected(bytes.error());
  return parse_predictions(*bytes, options.predicted == "-" ? "<stdin>" : options.predicted,
                           options.frames.empty() ? FrameFields::kIgnore : FrameFields::kRead);
}

// As the reference scorer says it.
void warn_of_missing(const std::vector<GoldDocument>& gold, const Predictions& predictions) {
  size_t n = 0;
  std::string first;
  for (const GoldDocument& g : gold) {
    if (predictions.contains(g.article.id)) continue;
    if (n++ == 0) first = g.article.id;
  }
  if (n == 0) return;
  std::fprintf(stderr, "warning: %zu documents have no prediction, e.g. %s\n", n, first.c_str());
}

int run(const Options& options) {
  const auto gold = read_whole(options.gold).and_then([&](const std::string& bytes) {
    return parse_gold(bytes, options.gold);
  });
  if (!gold) return report(gold.error());
  std::optional<GoldFrames> frames;
  if (!options.frames.empty()) {
    auto parsed = read_whole(options.frames).and_then([&](const std::string& bytes) {
      return parse_frames(bytes, options.frames);
    });
    if (!parsed) return report(parsed.error());
    frames = *std::move(parsed);
  }
  const Result<Predictions> predictions = predictions_for(*gold, options);
  if (!predictions) return report(predictions.error());
  warn_of_missing(*gold, *predictions);
  const Scores scores = score(*gold, *predictions, frames ? &*frames : nullptr);
  std::string out = options.json ? json_report(scores) : text_report(scores);
  if (!options.json) out += error_report(scores, options.n_errors, *gold, *predictions);
  const bool written = std::fwrite(out.data(), 1, out.size(), stdout) == out.size();
  if (!written || std::fflush(stdout) != 0) {
    if (errno == EPIPE) return 0;
    report({ErrorCode::kIo, std::string("cannot write: ") + std::strerror(errno), "stdout"});
    return 2;
  }
  return 0;
}

}  // namespace

Command add_evaluate_command(CLI::App& program) {
  CLI::App* app = program.add_subcommand("evaluate", "compare statements with a marked corpus");
  set_help(*app, {kExamples, "quoth evaluate [OPTIONS] GOLD [PREDICTED]", kAbout, kFooter});
  auto options = std::make_shared<Options>();
  app->add_option("GOLD", options->gold, "marked documents, one a line")->required()->type_name("");
  app->add_option("PREDICTED", options->predicted, "found statements, one document a line")
      ->type_name("");
  app->add_option("--frames", options->frames, "who is meant and what is done, by attribution")
      ->option_text("TSV")
      ->take_last();
  app->add_flag("--json", options->json, "figures as one line of JSON");
  app->add_option("--errors", options->n_errors, "show the first N errors with their words")
      ->option_text("N")
      ->take_last();
  app->add_option("--model", options->model, "without PREDICTED: use this model file")
      ->option_text("FILE")
      ->envname("QUOTH_MODEL")
      ->take_last();
  return {app, [options] { return run(*options); }};
}

}  // namespace quoth
