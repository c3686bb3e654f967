// /api/people: who is in the record, and what editors put right about them.
#pragma once

#include <string>

#include "serve/record_pool.h"
#include "serve/router.h"

namespace quoth {

// GET  /api/people?name=&role=&kind=&publisher=&since=&until=&min_statements=&order=&limit=&offset=
//        {"people": [PERSON], "next": 50 or null}
// GET  /api/people/{id}?links=       PERSON with names, roles by date and how it is linked
// GET  /api/people/{id}/positions?since=&until=&min_confidence=&copies=
// GET  /api/corrections?person=      {"corrections": [CORRECTION]}, the newest first
// GET  /api/statements/{id}/copies   the same words in other articles
// and, for those with the token, each a correction that is logged and can be taken back:
// POST /api/people/{id}/merge {"from": 31}, …/rename {"name"}, …/alias {"name"},
//      …/unalias {"name"}, …/split {"entities": [94], "name"}, all with "reason"
// POST /api/corrections/undo {"n": 1}
//
// `pool` must outlive the router; `editor` is who corrects, for the log.
void add_people_api(Router& router, RecordPool& pool, const std::string& editor);

}  // namespace quoth
