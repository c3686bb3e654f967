// What becomes of one input of `quoth extract`: the part of the run that many threads do at once.
#pragma once

#include <cstdint>
#include <optional>

#include "cli/input_run.h"
#include "duplicate/signature.h"
#include "quoth/engine.h"
#include "read/reader.h"
#include "write/writer.h"

namespace quoth {

// A document that is read and waits for its turn to be compared with the earlier ones.
struct Compared {
  Article article;
  Record record;
  Signature signature;
};

// One of four things: a document that is `written`, one that is still to be `compared` and written,
// an input that is `skipped`, or one that is `failed` (then `written` holds its error record).
struct Outcome {
  Place place;
  uint64_t bytes_read = 0;
  uint64_t bytes_total = 0;
  Written written;
  std::optional<Compared> compared;
  std::optional<SkipReason> skipped;
  std::optional<Error> failed;
};

// Immutable; any number of threads may call it.
class ExtractWork {
 public:
  // With `compare` documents are not written but handed on with their signatures.
  ExtractWork(const Engine& engine, const Writer& writer, ReadOptions read, bool compare)
      : engine_(engine), writer_(writer), read_(std::move(read)), compare_(compare) {}

  Outcome operator()(Job job) const;

 private:
  const Engine& engine_;
  const Writer& writer_;
  ReadOptions read_;
  bool compare_;
};

}  // namespace quoth
