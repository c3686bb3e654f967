// /api/outlets and /api/audit.
#pragma once

#include "serve/record_pool.h"
#include "serve/router.h"

namespace quoth {

// GET /api/outlets   {"outlets": [{"name", "articles", "statements", "sections": ["…"]}],
//                     "first": "2018-03-01", "last": "…"}
// GET /api/audit?publisher=&section=&since=&until=&copies=&limit=   an Audit (serve/audit.h)
//
// `pool` must outlive the router.
void add_audit_api(Router& router, RecordPool& pool);

}  // namespace quoth
