#include "cli/ingest_run.h"

#include <fmt/format.h>

#include <cstdio>
#include <optional>
#include <utility>
#include <variant>

#include "cli/engine_run.h"
#include "cli/help.h"
#include "cli/ingest_sink.h"
#include "cli/input_run.h"
#include "cli/terminal.h"
#include "store/known_articles.h"

namespace quoth {
namespace {

// What any thread does with one input.
class IngestWork {
 public:
  IngestWork(const Engine& engine, const KnownArticles& known, const ReadOptions& read,
             bool find_duplicates)
      : engine_(engine), known_(known), read_(read), find_duplicates_(find_duplicates) {}

  Ingested operator()(Job job) const {
    Ingested out{
        .result = AlreadyThere(), .bytes_read = job.bytes_read, .bytes_total = job.bytes_total};
    ReadItem item = finish_reading(std::move(job.item), read_);
    if (auto* failed = std::get_if<FailedInput>(&item)) out.result = std::move(*failed);
    if (auto* skipped = std::get_if<SkippedInput>(&item)) out.result = std::move(*skipped);
    if (auto* article = std::get_if<Article>(&item)) extract(std::move(*article), out);
    return out;
  }

 private:
  void extract(Article article, Ingested& out) const {
    StoredArticle stored;
    stored.hashes = hash_article(article);
    if (known_.has(stored.hashes.identity, article.section)) return;
    stored.record = engine_.extract(article);
    if (find_duplicates_) stored.signature = signature_of(article.text);
    stored.article = std::move(article);
    out.result = std::move(stored);
  }

  const Engine& engine_;
  const KnownArticles& known_;
  const ReadOptions& read_;
  bool find_duplicates_;
};

void run_pipeline(const IngestOptions& options, const Engine& engine, const KnownArticles& known,
                  IngestSink& sink) {
  ReadOptions read;
  read.manifests = options.reading.manifests;
  read.language = options.reading.language;
  Reader reader(options.reading.inputs, read);
  const IngestWork work(engine, known, read, options.find_duplicates);
  run_ordered(
      engine_threads(options.reading.n_threads), [&] { return next_job(reader); },
      [&](Job job) { return work(std::move(job)); },
      [&](Ingested ingested) { sink.take(std::move(ingested)); });
  sink.end();
}

}  // namespace

int run_ingest(IngestOptions options) {
  ReadingFlags& reading = options.reading;
  if (const auto done = default_to_stdin(reading.inputs, reading.manifests); !done) {
    return report(done.error());
  }
  const Result<std::filesystem::path> model = find_model(reading.model);
  if (!model) return report(model.error());
  const Result<Engine> engine = Engine::load(*model);
  if (!engine) return report(engine.error());
  const Result<std::string> extractor = extractor_name(QUOTH_VERSION, engine->model_name(), *model);
  if (!extractor) return report(extractor.error());
  Result<Database> db = Database::open(options.db, {.mode = OpenMode::kWrite});
  const Result<KnownArticles> known =
      db ? KnownArticles::open(options.db, *extractor) : tl::unexpected(db.error());
  if (!known) {
    report(known.error());
    return 2;
  }
  Progress progress(reading.quiet ? ShowWhen::kNever : parse_when(reading.progress), false);
  Result<IngestSink> sink =
      IngestSink::open(*db, *extractor, options.duplicates, progress, reading.quiet);
  if (!sink) {
    report(sink.error());
    return 2;
  }
  run_pipeline(options, *engine, *known, *sink);
  progress.clear();
  if (!reading.quiet) fmt::print(stderr, "{}\n", ingest_summary(sink->counts()));
  return sink->counts().n_failed > 0 ? 1 : 0;
}

}  // namespace quoth
