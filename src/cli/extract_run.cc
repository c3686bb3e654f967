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
#include "cli/output_folder.h"
#include "cli/progress.h"
#include "read/reader.h"
#include "write/output_sequence.h"

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
    outcome.error = outcome.written.error;
  }
  return outcome;
}

// Where the results of a run go: one of the two.
struct Destination {
  std::unique_ptr<Output> output;
  std::unique_ptr<OutputFolder> folder;

  int descriptor() const { return output ? output->descriptor() : -1; }
  void abandon() {
    if (output) output->abandon(kPatience);
    if (folder) folder->abandon(kPatience);
  }
};

Result<Destination> open_destination(const ExtractOptions& options) {
  Destination destination;
  if (options.write.format != Format::kBrat) {
    auto output = Output::open(options.output);
    if (!output) return tl::unexpected(output.error());
    destination.output = *std::move(output);
    return destination;
  }
  auto folder = OutputFolder::open(options.output);
  if (!folder) return tl::unexpected(folder.error());
  if (const auto done = (*folder)->write_once("annotation.conf", brat_configuration()); !done) {
    return tl::unexpected(done.error());
  }
  destination.folder = *std::move(folder);
  return destination;
}

// Everything that is written, in order: results to their destination, failures and progress to
// stderr.
class Sink {
 public:
  Sink(Destination& destination, Progress& progress, const ExtractOptions& options)
      : destination_(destination),
        progress_(progress),
        quiet_(options.quiet),
        sequence_(options.write) {}

  void begin() { write(sequence_.begin()); }
  void end() { write(sequence_.end(totals_)); }

  void take(const Outcome& outcome) {
    write(sequence_.add(outcome.written.bytes));
    write(outcome.written.files);
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

  int status() const { return totals_.n_failed > 0 ? 1 : 0; }

 private:
  void write(const std::string& bytes) {
    if (bytes.empty()) return;
    const Result<Delivery> delivery = destination_.output->write(bytes);
    if (delivery && *delivery == Delivery::kDone) return;
    progress_.clear();
    if (!delivery) report(delivery.error());
    _exit(delivery ? status() : 2);
  }

  void write(const std::vector<WrittenFile>& files) {
    if (files.empty()) return;
    const Result<void> done = destination_.folder->write(files);
    if (done) return;
    progress_.clear();
    report(done.error());
    _exit(2);
  }

  Destination& destination_;
  Progress& progress_;
  bool quiet_;
  OutputSequence sequence_;
  Totals totals_;
};

void run_pipeline(const Engine& engine, const Writer& writer, const ExtractOptions& options,
                  Sink& sink) {
  ReadOptions read;
  read.source_map = options.write.offsets == OffsetUnit::kSource;
  Reader reader(options.inputs, read);
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
  if (options.write.format == Format::kBrat && (options.output.empty() || options.output == "-")) {
    return report(
        {ErrorCode::kUsage, "--format brat writes two files a document: name a folder by -o", ""});
  }
  const Result<Engine> engine = load_engine(options.model);
  if (!engine) return report(engine.error());
  Result<Destination> destination = open_destination(options);
  if (!destination) {
    report(destination.error());
    return 2;
  }
  const int descriptor = destination->descriptor();
  options.write.color = use_color(options.color, descriptor);
  options.write.width = terminal_width(descriptor);
  const Writer writer(options.write);

  const InterruptWatch watch([&] { destination->abandon(); });
  Progress progress(options.quiet ? ShowWhen::kNever : options.progress, is_terminal(descriptor));
  Sink sink(*destination, progress, options);
  sink.begin();
  run_pipeline(*engine, writer, options, sink);
  sink.end();
  progress.clear();
  if (!destination->output) return sink.status();
  if (const Result<void> committed = destination->output->commit(); !committed) {
    report(committed.error());
    return 2;
  }
  return sink.status();
}

}  // namespace quoth
