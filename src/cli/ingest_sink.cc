#include "cli/ingest_sink.h"

#include <fmt/format.h>
#include <unistd.h>

#include <numeric>
#include <utility>

#include "cli/help.h"
#include "store/people_settle.h"

namespace quoth {
namespace {

constexpr std::chrono::milliseconds kBetweenWrites{250};
constexpr size_t kMaxPending = 1024;
constexpr size_t kMaxPendingBytes = 8u << 20;

template <typename T>
size_t sum_of(const T& counts) {
  return std::accumulate(counts.begin(), counts.end(), size_t{0});
}

}  // namespace

size_t IngestCounts::sum() const { return sum_of(n_stored) + sum_of(n_skipped) + n_failed; }

std::string ingest_summary(const IngestCounts& counts) {
  std::string out =
      fmt::format("{} new, {} replaced, {} already there, {} failed", counts.n_stored[0],
                  counts.n_stored[1], counts.n_stored[2], counts.n_failed);
  std::string_view separator = "; skipped: ";
  for (size_t i = 0; i < kNSkipReasons; ++i) {
    if (counts.n_skipped[i] == 0) continue;
    out += fmt::format("{}{} {}", separator, counts.n_skipped[i], name(static_cast<SkipReason>(i)));
    separator = ", ";
  }
  return out;
}

IngestSink::IngestSink(Database& db, RecordKeeper keeper, Duplicates duplicates, Progress& progress,
                       bool quiet)
    : db_(&db),
      keeper_(std::move(keeper)),
      duplicates_(duplicates),
      progress_(&progress),
      quiet_(quiet) {}

Result<IngestSink> IngestSink::open(Database& db, const std::string& extractor,
                                    Duplicates duplicates, Progress& progress, bool quiet) {
  Result<RecordKeeper> keeper = RecordKeeper::open(db, extractor);
  if (!keeper) return tl::unexpected(keeper.error());
  return IngestSink(db, *std::move(keeper), duplicates, progress, quiet);
}

void IngestSink::take(Ingested ingested) {
  if (auto* article = std::get_if<StoredArticle>(&ingested.result)) {
    pending_bytes_ += article->article.text.size();
    pending_.push_back(std::move(*article));
  } else if (auto* failed = std::get_if<FailedInput>(&ingested.result)) {
    if (!quiet_) {
      progress_->clear();
      report(failed->error);
    }
    pending_.push_back(std::move(*failed));
  } else if (const auto* skipped = std::get_if<SkippedInput>(&ingested.result)) {
    ++counts_.n_skipped[static_cast<size_t>(skipped->reason)];
  } else {
    ++counts_.n_stored[static_cast<size_t>(Stored::kAlreadyThere)];
  }
  const bool due = Clock::now() - flushed_ >= kBetweenWrites || pending_.size() >= kMaxPending ||
                   pending_bytes_ >= kMaxPendingBytes;
  if (due) flush();
  progress_->update({.n_documents = counts_.sum() + pending_.size(),
                     .bytes_read = ingested.bytes_read,
                     .bytes_total = ingested.bytes_total,
                     .documents_per_second = true});
}

void IngestSink::flush() {
  flushed_ = Clock::now();
  if (pending_.empty()) return;
  const Result<IngestCounts> written = write();
  if (!written) give_up(written.error());
  for (size_t i = 0; i < counts_.n_stored.size(); ++i) counts_.n_stored[i] += written->n_stored[i];
  counts_.n_failed += written->n_failed;
  pending_.clear();
  pending_bytes_ = 0;
}

Result<IngestCounts> IngestSink::write() {
  Result<Transaction> transaction = Transaction::begin(*db_);
  if (!transaction) return tl::unexpected(transaction.error());
  IngestCounts written;
  for (const auto& item : pending_) {
    if (const auto* failed = std::get_if<FailedInput>(&item)) {
      if (auto done = keeper_.add_failure(*failed); !done) return tl::unexpected(done.error());
      ++written.n_failed;
      continue;
    }
    const Result<Stored> stored = keeper_.add(std::get<StoredArticle>(item), duplicates_);
    if (!stored) return tl::unexpected(stored.error());
    ++written.n_stored[static_cast<size_t>(*stored)];
  }
  if (auto done = keeper_.link_added(); !done) return tl::unexpected(done.error());
  if (auto done = transaction->commit(); !done) return tl::unexpected(done.error());
  return written;
}

void IngestSink::end() {
  flush();
  const auto settled = settle_people(*db_, [&](int64_t, int64_t) {});
  if (!settled) give_up(settled.error());
}

void IngestSink::give_up(const Error& error) {
  progress_->clear();
  report(error);
  _exit(2);
}

}  // namespace quoth
