// POST /api/articles: an article into the record, for those with the token.
#pragma once

#include <string>

#include "quoth/engine.h"
#include "serve/limits.h"
#include "serve/record_pool.h"
#include "serve/router.h"

namespace quoth {

// Takes what POST /api/extract takes (serve/extract_api.h), without format and the like, reads it
// as `quoth ingest` would and keeps it in one transaction:
//   {"article": "93a1c0ffee15dead", "stored": "new" | "replaced" | "already_there",
//    "statements": 5, "copy_of": "…" or null}
// with 201 for a new one. `extractor`: extractor_name() of `engine`, which, as `pool`, must outlive
// the router.
void add_keep_api(Router& router, const Engine& engine, RecordPool& pool, std::string extractor,
                  const ServeLimits& limits);

}  // namespace quoth
