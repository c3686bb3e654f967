// POST /api/check: the quotations of a draft against texts that are sent along, or the record.
#pragma once

#include "quoth/engine.h"
#include "serve/limits.h"
#include "serve/record_pool.h"
#include "serve/router.h"

namespace quoth {

// {"draft": "…", "against": ["…", …]} with up to 20 texts; without "against", against the articles
// of the record that share most words with its quotations and statements, as quoth check --db does
// (check/record_sources.h): all texts are read for each draft, which takes about 2 s of one core
// for 100,000 articles of 4.6 kB. An index of statements alone would be faster, and call words not
// found that stand in the record outside of statements. Answers what quoth check
// --format jsonl writes, as one JSON document, with "text", the draft as it was read, which spans
// count in, and "sources", how many articles it was compared with. Of a record, the id of a source
// is that of its article here. `engine` and `pool`, null where there is no record, must outlive the
// router.
void add_check_api(Router& router, const Engine& engine, RecordPool* pool,
                   const ServeLimits& limits);

}  // namespace quoth
