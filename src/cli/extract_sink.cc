#include "cli/extract_sink.h"

#include <unistd.h>

#include <utility>

#include "cli/help.h"

namespace quoth {
namespace {

constexpr std::chrono::seconds kBetweenCheckpoints{1};

}  // namespace

ExtractSink::ExtractSink(Destination& destination, Progress& progress, const Writer& writer,
                         bool quiet, Resumable* resumable)
    : destination_(destination),
      progress_(progress),
      writer_(writer),
      sequence_(writer.options()),
      quiet_(quiet),
      resumable_(resumable) {
  if (resumable_ != nullptr) checkpoint_ = resumable_->state.checkpoint();
}

void ExtractSink::begin() {
  if (checkpoint_.output_bytes == 0) write(sequence_.begin());
}

void ExtractSink::end() { write(sequence_.end(checkpoint_.totals)); }

void ExtractSink::take(Outcome outcome) {
  if (outcome.compared) compare(outcome);
  write(sequence_.add(std::move(outcome.written.bytes)));
  write(outcome.written.files);
  count(outcome);
  if (outcome.failed && !quiet_) {
    progress_.clear();
    report(*outcome.failed);
  }
  const size_t n_read = checkpoint_.totals.n_documents + checkpoint_.totals.n_failed;
  progress_.update({n_read, outcome.bytes_read, outcome.bytes_total});
  if (resumable_ == nullptr) return;
  checkpoint_.file = std::move(outcome.place.path);
  checkpoint_.next_number = outcome.place.number + 1;
  if (Clock::now() - saved_ < kBetweenCheckpoints) return;
  if (const Result<void> saved = save_checkpoint(false); !saved) {
    progress_.clear();
    report(saved.error());
    _exit(2);
  }
  saved_ = Clock::now();
}

void ExtractSink::compare(Outcome& outcome) {
  DuplicateLog& originals = resumable_ != nullptr ? resumable_->originals : own_originals_;
  Compared& c = *outcome.compared;
  if (auto original = originals.add(c.article.id, c.signature)) {
    c.article.duplicate_of = *std::move(original);
  }
  outcome.written = writer_.document(c.article, c.record);
  outcome.failed = outcome.written.error;
}

void ExtractSink::count(const Outcome& outcome) {
  Totals& totals = checkpoint_.totals;
  totals.n_statements += outcome.written.n_statements;
  if (outcome.failed) {
    ++totals.n_failed;
  } else if (outcome.skipped) {
    ++totals.n_skipped[static_cast<size_t>(*outcome.skipped)];
  } else {
    ++totals.n_documents;
  }
}

Result<void> ExtractSink::save_checkpoint(bool complete) {
  // In this order: a checkpoint never tells of more than is on the disk.
  if (Result<void> done = destination_.sync(); !done) return done;
  if (Result<void> done = resumable_->originals.sync(); !done) return done;
  checkpoint_.duplicate_bytes = resumable_->originals.bytes();
  checkpoint_.complete = complete;
  return resumable_->state.save(checkpoint_);
}

bool ExtractSink::commit() {
  // The checkpoint comes first: it tells of a run that needs no more than its output renamed.
  Result<void> done;
  if (resumable_ != nullptr) done = save_checkpoint(true);
  if (done) done = destination_.commit();
  if (done) return true;
  report(done.error());
  return false;
}

void ExtractSink::write(const std::string& bytes) {
  if (bytes.empty()) return;
  const Result<Delivery> delivery = destination_.write(bytes);
  checkpoint_.output_bytes += bytes.size();
  if (delivery && *delivery == Delivery::kDone) return;
  progress_.clear();
  if (!delivery) report(delivery.error());
  _exit(delivery ? status() : 2);
}

void ExtractSink::write(const std::vector<WrittenFile>& files) {
  const Result<void> done = destination_.write(files);
  if (done) return;
  progress_.clear();
  report(done.error());
  _exit(2);
}

}  // namespace quoth
