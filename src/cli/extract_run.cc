#include "cli/extract_run.h"

#include <unistd.h>

#include <chrono>
#include <memory>
#include <optional>
#include <utility>
#include <variant>

#include "cli/engine_run.h"
#include "cli/help.h"
#include "cli/interrupt.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "read/reader.h"

namespace quoth {
namespace {

constexpr std::chrono::milliseconds kPatience{500};

// An input on its way through the pipeline, with how far the reader had come.
struct Job {
  ReadItem item;
  uint64_t bytes_read = 0;
  uint64_t bytes_total = 0;
};

struct Outcome {
  Written written;
  std::optional<Error> error;
  uint64_t bytes_read = 0;
  uint64_t bytes_total = 0;
};

Outcome process(const Engine& engine, const Writer& writer, const Job& job) {
  Outcome outcome{{}, std::nullopt, job.bytes_read, job.bytes_total};
  if (const auto* failed = std::get_if<FailedInput>(&job.item)) {
    outcome.written.bytes = writer.failure(*failed);
    outcome.error = failed->error;
  } else {
    const auto& article = std::get<Article>(job.item);
    outcome.written = writer.document(article, engine.extract(article));
  }
  return outcome;
}

// Everything that is written, in order: results to the output, failures and progress to stderr.
class Sink {
 public:
  Sink(Output& output, Progress& progress, bool quiet)
      : output_(output), progress_(progress), quiet_(quiet) {}

  void take(const Outcome& outcome) {
    write(outcome.written.bytes);
    totals_.n_statements += outcome.written.n_statements;
    if (outcome.error) {
      ++totals_.n_failed;
      if (!quiet_) {
        progress_.clear();
        report(*outcome.error);
      }
    } else {
      ++totals_.n_documents;
    }
    progress_.update(
        {totals_.n_documents + totals_.n_failed, outcome.bytes_read, outcome.bytes_total});
  }

  void write(const std::string& bytes) {
    if (bytes.empty()) return;
    const Result<Delivery> delivery = output_.write(bytes);
    if (delivery && *delivery == Delivery::kDone) return;
    progress_.clear();
    if (!delivery) report(delivery.error());
    _exit(delivery ? status() : 2);
  }

  const Totals& totals() const { return totals_; }
  int status() const { return totals_.n_failed > 0 ? 1 : 0; }

 private:
  Output& output_;
  Progress& progress_;
  bool quiet_;
  Totals totals_;
};

void run_pipeline(const Engine& engine, const Writer& writer, const ExtractOptions& options,
                  Sink& sink) {
  Reader reader(options.inputs, ReadOptions{});
  run_ordered(
      engine_threads(options.n_threads),
      [&]() -> std::optional<Job> {
        std::optional<ReadItem> item = reader.next();
        if (!item) return std::nullopt;
        return Job{*std::move(item), reader.bytes_read(), reader.bytes_total()};
      },
      [&](Job job) { return process(engine, writer, job); },
      [&](const Outcome& outcome) { sink.take(outcome); });
}

}  // namespace

int run_extract(ExtractOptions options) {
  if (options.inputs.empty()) {
    if (is_terminal(STDIN_FILENO)) {
      return report({ErrorCode::kUsage,
                     "no FILE given, and standard input is a terminal (use - to type text)", ""});
    }
    options.inputs = {"-"};
  }
  const Result<Engine> engine = load_engine(options.model);
  if (!engine) return report(engine.error());
  const Result<std::unique_ptr<Output>> output = Output::open(options.output);
  if (!output) {
    report(output.error());
    return 2;
  }
  options.write.color = use_color(options.color, (*output)->descriptor());
  options.write.width = terminal_width((*output)->descriptor());
  const Writer writer(options.write);

  const InterruptWatch watch([&] { (*output)->abandon(kPatience); });
  Progress progress(options.quiet ? ShowWhen::kNever : options.progress,
                    is_terminal((*output)->descriptor()));
  Sink sink(**output, progress, options.quiet);
  sink.write(writer.begin());
  run_pipeline(*engine, writer, options, sink);
  sink.write(writer.end(sink.totals()));
  progress.clear();
  if (const Result<void> committed = (*output)->commit(); !committed) {
    report(committed.error());
    return 2;
  }
  return sink.status();
}

}  // namespace quoth
