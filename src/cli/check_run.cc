#include "cli/check_run.h"

#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <memory>
#include <optional>
#include <utility>
#include <variant>

#include "archive/byte_source.h"
#include "check/check.h"
#include "check/report.h"
#include "check/sarif.h"
#include "cli/engine_run.h"
#include "cli/help.h"
#include "cli/interrupt.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "read/page_article.h"
#include "read/reader.h"
#include "write/jsonl.h"

namespace quoth {
namespace {

constexpr std::chrono::milliseconds kPatience{500};
constexpr uint64_t kMaxMappedBytes = 64u << 20;  // of a draft's file, to find lines in

// An input that was read, and what the engine made of it.
struct Extracted {
  std::string path;
  std::optional<Article> article;
  Record record;
  std::optional<FailedInput> failed;
  uint64_t bytes_read = 0;
  uint64_t bytes_total = 0;
};

struct ReadJob {
  ReadItem item;
  std::string path;
  uint64_t bytes_read = 0;
  uint64_t bytes_total = 0;
};

Extracted extract_item(ReadJob job, const Engine& engine, const ReadOptions& read) {
  Extracted out{job.path, {}, {}, {}, job.bytes_read, job.bytes_total};
  if (auto* page = std::get_if<Page>(&job.item)) job.item = article_of(*std::move(page), read);
  if (auto* article = std::get_if<Article>(&job.item)) {
    out.record = engine.extract(*article);
    out.article = std::move(*article);
  } else if (auto* failed = std::get_if<FailedInput>(&job.item)) {
    out.failed = std::move(*failed);
  } else {
    const auto& skipped = std::get<SkippedInput>(job.item);
    out.failed =
        FailedInput{skipped.id, {ErrorCode::kInvalidDocument, "no article in it", skipped.id}};
  }
  return out;
}

// The document of every input, in order, to `take`.
template <typename Take>
void for_each_input(const std::vector<std::string>& inputs, const ReadOptions& read,
                    const Engine& engine, size_t n_threads, Take&& take) {
  Reader reader(inputs, read);
  run_ordered(
      engine_threads(n_threads),
      [&]() -> std::optional<ReadJob> {
        std::optional<ReadItem> item = reader.next();
        if (!item) return std::nullopt;
        return ReadJob{*std::move(item), reader.place().path, reader.bytes_read(),
                       reader.bytes_total()};
      },
      [&](ReadJob job) { return extract_item(std::move(job), engine, read); },
      [&](Extracted extracted) { take(std::move(extracted)); });
}

// The bytes of a file, empty where it cannot be read again or is too large.
std::string file_bytes(const std::string& path) {
  if (path.empty() || path == "-") return "";
  Result<ByteSource> source = ByteSource::open(path);
  if (!source) return "";
  while (source->bytes_read() <= kMaxMappedBytes) {
    const Result<bool> more = source->grow();
    if (!more) return "";
    if (!*more) return source->take();
  }
  return "";
}

class CheckRun {
 public:
  CheckRun(const CheckRunOptions& options, const Engine& engine, Output& output)
      : options_(options),
        engine_(engine),
        output_(output),
        progress_(options.quiet ? ShowWhen::kNever : options.progress,
                  is_terminal(output.descriptor())),
        color_(use_color(options.color, output.descriptor())),
        sarif_(QUOTH_VERSION) {}

  int run() {
    read_sources();
    check_drafts();
    if (options_.format == CheckFormat::kSarif) write(sarif_.finish());
    progress_.clear();
    if (!failed_output_) {
      if (const auto done = output_.commit(); !done) failed_output_ = done.error();
    }
    if (failed_output_) {
      report(*failed_output_);
      return 2;
    }
    return n_findings_ > 0 || n_failed_ > 0 ? 1 : 0;
  }

 private:
  void read_sources() {
    ReadOptions read;
    read.language = "any";
    for_each_input(options_.against, read, engine_, options_.n_threads, [&](Extracted in) {
      if (in.failed) {
        fail_input(*in.failed);
      } else {
        sources_.add(make_source(*in.article, std::move(in.record)));
      }
      progress_.update({sources_.size(), in.bytes_read, in.bytes_total});
    });
    sources_.finish();
  }

  void check_drafts() {
    ReadOptions read;
    read.language = "any";
    read.source_map = options_.format == CheckFormat::kSarif;
    for_each_input(options_.drafts, read, engine_, options_.n_threads, [&](Extracted in) {
      if (in.failed) return fail_draft(*in.failed);
      const CheckedDraft checked = check_draft(*std::move(in.article), in.record, sources_);
      n_findings_ += checked.n_findings();
      write_draft(checked, in.path);
    });
  }

  void write_draft(const CheckedDraft& checked, const std::string& path) {
    switch (options_.format) {
      case CheckFormat::kText: write(write_check_text(checked, {.color = color_})); break;
      case CheckFormat::kJsonl: write(write_check_jsonl(checked, sources_)); break;
      case CheckFormat::kSarif:
        if (path != mapped_path_) {
          mapped_path_ = path;
          mapped_bytes_ = file_bytes(path);
        }
        sarif_.add(checked, path == "-" ? "stdin" : path, mapped_bytes_);
        break;
    }
  }

  void fail_input(const FailedInput& failed) {
    ++n_failed_;
    if (options_.quiet) return;
    progress_.clear();
    report(failed.error);
  }
  void fail_draft(const FailedInput& failed) {
    fail_input(failed);
    if (options_.format == CheckFormat::kJsonl) write(write_jsonl(failed));
    if (options_.format == CheckFormat::kSarif) {
      sarif_.add_failure(failed.error.where, failed.error.message);
    }
  }

  void write(const std::string& bytes) {
    if (failed_output_ || reader_gone_) return;
    const Result<Delivery> delivery = output_.write(bytes);
    if (!delivery) {
      failed_output_ = delivery.error();
    } else {
      reader_gone_ = *delivery == Delivery::kReaderGone;
    }
  }

  const CheckRunOptions& options_;
  const Engine& engine_;
  Output& output_;
  Progress progress_;
  bool color_;
  Sources sources_;
  SarifLog sarif_;
  std::string mapped_path_;
  std::string mapped_bytes_;
  size_t n_findings_ = 0;
  size_t n_failed_ = 0;
  bool reader_gone_ = false;
  std::optional<Error> failed_output_;
};

}  // namespace

int run_check(const CheckRunOptions& given) {
  CheckRunOptions options = given;
  if (options.against.empty()) {
    return report({ErrorCode::kUsage, "no sources given: name them by --against", ""});
  }
  if (options.drafts.empty()) {
    if (is_terminal(STDIN_FILENO)) {
      return report({ErrorCode::kUsage,
                     "no DRAFT given, and standard input is a terminal (use - to type text)", ""});
    }
    options.drafts = {"-"};
  }
  const Result<Engine> engine = load_engine(options.model);
  if (!engine) return report(engine.error());
  const Result<std::unique_ptr<Output>> output = Output::open(options.output);
  if (!output) {
    report(output.error());
    return 2;
  }
  const InterruptWatch watch([&] { (*output)->abandon(kPatience); });
  return CheckRun(options, *engine, **output).run();
}

}  // namespace quoth
