// /api/network: who talks about whom.
#pragma once

#include "serve/record_pool.h"
#include "serve/router.h"

namespace quoth {

// GET /api/network?publisher=&section=&since=&until=&copies=&act=&person=&limit=
//   {"people": [{"id", "name", "kind", "statements", "about"}],
//    "ties": [{"from", "to", "act": "accuse" | "answer" | …, "n"}], "left_out": 12}
//
// The `limit` people (at most 500) who have most ties, and the ties between them. `act` is that of
// the statement, "" where it is not known; "answer" is a statement that replies to one of theirs.
// With `person`, only ties of that one. `pool` must outlive the router.
void add_network_api(Router& router, RecordPool& pool);

}  // namespace quoth
