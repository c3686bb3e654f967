// /api/search: the statements of the record by their words and by what is known of them.
#pragma once

#include "serve/record_pool.h"
#include "serve/router.h"

namespace quoth {

// Filters, all of which hold together; those with * may be repeated, and one of them holds:
//   q (words, "phrases", prefix*), speaker, about (words of a name), person, about_person
//   (numbers), act*, channel*, form*, kind*, publisher*, section*, since, until, min_confidence
//
// GET /api/search?…&order=best|newest&limit=&after=&offsets=
//   {"found": 12, "at_least": false, "order": "best", "results": [HIT], "next": "…" or null};
//   `after` takes "next" of the page before
// GET /api/facets?…         {"facets": {"speaker": [{"value", "n"}], …}, "counted", "sample"}
// GET /api/export?…&format=jsonl|csv|jsonld    all of them, the newest first, as they are read
//
// `pool` must outlive the router.
void add_search_api(Router& router, RecordPool& pool);

}  // namespace quoth
