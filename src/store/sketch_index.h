// Near-copies of articles, found in the record itself.
#pragma once

#include <cstdint>
#include <optional>

#include "duplicate/signature.h"
#include "store/database.h"

namespace quoth {

// What DuplicateIndex (duplicate/index.h) is in memory, in the tables sketches and sketch_keys: a
// record of any size costs an ingest no time to load, and what another process has written is seen.
// Calls belong inside a Transaction.
class SketchIndex {
 public:
  static Result<SketchIndex> open(Database& db);

  // The earliest article of which one with this signature is a copy.
  Result<std::optional<int64_t>> find(const Signature& signature);
  // Remembers an original. One of few words is not kept: it can be told to be no copy.
  Result<void> add(int64_t article_id, const Signature& signature);

 private:
  SketchIndex() = default;
  Result<Signature> signature_of(int64_t article_id);

  Query candidates_, signature_, insert_, count_key_, insert_key_;
};

}  // namespace quoth
