// The last part of `quoth ingest`: everything that is written to the record, in batches.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "cli/progress.h"
#include "store/database.h"
#include "store/record_keeper.h"

namespace quoth {

// An article that the record holds already, so that nobody need read it.
struct AlreadyThere {};

// What became of one input, on its way to the record.
struct Ingested {
  std::variant<AlreadyThere, StoredArticle, SkippedInput, FailedInput> result;
  uint64_t bytes_read = 0;
  uint64_t bytes_total = 0;
};

struct IngestCounts {
  std::array<size_t, 3> n_stored = {};  // by Stored
  std::array<size_t, kNSkipReasons> n_skipped = {};
  size_t n_failed = 0;

  size_t sum() const;
};

// "12 new, 3 replaced, 40 already there, 2 failed; skipped: 1 not_english"
std::string ingest_summary(const IngestCounts& counts);

// Keeps documents in memory for a quarter of a second and writes them in one transaction, so that
// the record is locked for a small part of the time and others can write too. One thread. Ends the
// process itself if the record cannot be written, since the reading thread may be waiting for input
// that never comes; what was committed stays.
class IngestSink {
 public:
  static Result<IngestSink> open(Database& db, const std::string& extractor, Duplicates duplicates,
                                 Progress& progress, bool quiet);

  void take(Ingested ingested);
  // Writes what is left and settles who is meant by names that lean on company.
  void end();

  const IngestCounts& counts() const { return counts_; }

 private:
  using Clock = std::chrono::steady_clock;

  IngestSink(Database& db, RecordKeeper keeper, Duplicates duplicates, Progress& progress,
             bool quiet);
  void flush();
  Result<IngestCounts> write();  // one transaction
  [[noreturn]] void give_up(const Error& error);

  Database* db_;
  RecordKeeper keeper_;
  Duplicates duplicates_;
  Progress* progress_;
  bool quiet_;
  IngestCounts counts_;
  std::vector<std::variant<StoredArticle, FailedInput>> pending_;
  size_t pending_bytes_ = 0;
  Clock::time_point flushed_ = Clock::now();
};

}  // namespace quoth
