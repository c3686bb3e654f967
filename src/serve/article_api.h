// /api/articles/ID and /api/statements/ID: what the record has of one, with its evidence.
#pragma once

#include "serve/record_pool.h"
#include "serve/router.h"

namespace quoth {

// GET /api/articles/{id}?format=&offsets=   the article as quoth extract writes it; as JSON with
//                                           what the record adds, see add_members() in the source
// GET /api/statements/{id}?format=&offsets= {"id", "statement": "s3", "context": [12, 300],
//                                           "article": {…}}
//
// `pool` must outlive the router.
void add_article_api(Router& router, RecordPool& pool);

}  // namespace quoth
