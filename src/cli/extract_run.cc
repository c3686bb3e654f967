#include "cli/extract_run.h"

#include <fmt/format.h>

#include <chrono>
#include <filesystem>
#include <optional>
#include <utility>

#include "cli/destination.h"
#include "cli/engine_run.h"
#include "cli/extract_sink.h"
#include "cli/extract_work.h"
#include "cli/help.h"
#include "cli/input_run.h"
#include "cli/interrupt.h"
#include "cli/progress.h"
#include "read/reader.h"
#include "write/sha256.h"

namespace quoth {
namespace {

constexpr std::chrono::milliseconds kPatience{500};

ReadOptions read_options(const ExtractOptions& options) {
  ReadOptions read;
  read.manifests = options.manifests;
  read.language = options.language;
  read.source_map = options.write.offsets == OffsetUnit::kSource;
  return read;
}

void run_pipeline(const Engine& engine, const Writer& writer, const ExtractOptions& options,
                  const Place& begin, ExtractSink& sink) {
  const ReadOptions read = read_options(options);
  Reader reader(options.inputs, read);
  if (!begin.path.empty()) reader.resume_at(begin);
  const ExtractWork work(engine, writer, read, options.find_duplicates);
  run_ordered(
      engine_threads(options.n_threads), [&] { return next_job(reader); },
      [&](Job job) { return work(std::move(job)); },
      [&](Outcome outcome) { sink.take(std::move(outcome)); });
}

// Everything that the bytes of the output depend on.
std::string fingerprint(const ExtractOptions& options, const Engine& engine) {
  std::string all =
      fmt::format("{}\n{}\n{} {} {} {} {} {}\n{}\n", QUOTH_VERSION, engine.model_name(),
                  static_cast<int>(options.write.format), static_cast<int>(options.write.offsets),
                  options.write.with_text, options.write.min_confidence, options.find_duplicates,
                  static_cast<int>(options.write.duplicates), options.language);
  for (const auto* list : {&options.inputs, &options.manifests}) {
    for (const std::string& path : *list) all += path + '\0';
    all += '\n';
  }
  return sha256_hex(all);
}

Result<Resumable> open_state(const ExtractOptions& options, const Engine& engine) {
  Result<RunState> state = RunState::open(options.state, fingerprint(options, engine));
  if (!state) return tl::unexpected(state.error());
  const uint64_t bytes = state->checkpoint().duplicate_bytes;
  Result<DuplicateLog> originals =
      DuplicateLog::open(std::filesystem::path(options.state) / "originals", bytes);
  if (!originals) return tl::unexpected(originals.error());
  return Resumable{*std::move(state), *std::move(originals)};
}

// What cannot be done with these options together.
std::optional<Error> check(const ExtractOptions& options) {
  const Format format = options.write.format;
  const bool to_file = !options.output.empty() && options.output != "-";
  if (format == Format::kBrat && !to_file) {
    return Error{ErrorCode::kUsage,
                 "--format brat writes two files a document: name a folder by -o", ""};
  }
  if (options.state.empty()) return std::nullopt;
  const bool lines = format == Format::kText || format == Format::kJsonl || format == Format::kCsv;
  if (!lines) {
    return Error{ErrorCode::kUsage, "--state works with the formats text, jsonl and csv", ""};
  }
  if (!to_file) {
    return Error{ErrorCode::kUsage, "a run that can be resumed writes to a file: give -o FILE", ""};
  }
  return std::nullopt;
}

// True if an earlier run came to its end, and its output has its name.
bool nothing_left(const Checkpoint& checkpoint, const std::string& output) {
  return checkpoint.complete && !std::filesystem::exists(output + ".part");
}

// The run itself, all that it needs being there. Returns the exit status.
int run(const ExtractOptions& options, const Engine& engine, Destination& output,
        Resumable* resumable) {
  const Writer writer(options.write);
  const InterruptWatch watch([&] { output.abandon(kPatience); });
  Progress progress(options.quiet ? ShowWhen::kNever : options.progress,
                    is_terminal(output.descriptor()));
  const Checkpoint begin = resumable != nullptr ? resumable->state.checkpoint() : Checkpoint();
  ExtractSink sink(output, progress, writer, options.quiet, resumable);
  if (!begin.complete) {
    sink.begin();
    run_pipeline(engine, writer, options, {begin.file, begin.next_number, 0}, sink);
    sink.end();
  }
  progress.clear();
  return sink.commit() ? sink.status() : 2;
}

int run_resumable(const ExtractOptions& options, const Engine& engine) {
  Result<Resumable> resumable = open_state(options, engine);
  if (!resumable) return report(resumable.error());
  const Checkpoint& checkpoint = resumable->state.checkpoint();
  if (nothing_left(checkpoint, options.output)) return checkpoint.totals.n_failed > 0 ? 1 : 0;
  Result<Destination> output = Destination::resume(options.output, checkpoint.output_bytes);
  if (!output) {
    report(output.error());
    return 2;
  }
  return run(options, engine, *output, &*resumable);
}

}  // namespace

int run_extract(ExtractOptions options) {
  if (const auto done = default_to_stdin(options.inputs, options.manifests); !done) {
    return report(done.error());
  }
  if (const auto error = check(options)) return report(*error);
  const Result<Engine> engine = load_engine(options.model);
  if (!engine) return report(engine.error());
  if (!options.state.empty()) return run_resumable(options, *engine);
  Result<Destination> output = Destination::open(options.write.format, options.output);
  if (!output) {
    report(output.error());
    return 2;
  }
  options.write.color = use_color(options.color, output->descriptor());
  options.write.width = terminal_width(output->descriptor());
  return run(options, *engine, *output, nullptr);
}

}  // namespace quoth
