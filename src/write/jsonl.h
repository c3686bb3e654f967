// The record as JSON, one document a line.
#pragma once

#include <string>
#include <vector>

#include "write/selection.h"
#include "write/writer.h"

namespace quoth {

// One line, ended by "\n":
//   {"id": "a1", "title": "…", "language": "en", "sha256": "…", "entities":
//    [{"id": "e1", "name": "Ines Duarte", "kind": "person", "roles": ["mayor"], "aliases": [],
//      "pronouns": ["she"], "mentions": [[21, 32], [50, 53]]}], "statements":
//    [{"id": "s1", "form": "direct", "source": [[15, 30]], "cue": [[31, 35]], "content": [[0, 14]],
//      "text": "…", "speakers": [{"entity": "e1", "name": "Ines Duarte", "kind":
//      "person", "role": "mayor"}], "within": null, "confidence": 0.97}]}
// A field that the input did not tell (url, title, publisher, section, author, published,
// duplicate_of) is absent, and so are an affiliation, a role, act, addressee, channel, when, about
// and replies_to that are not known. "offsets" names the unit of positions where it is not code
// points.
std::string write_jsonl(const Article& article, const std::vector<Entity>& entities,
                        const std::vector<Selected>& selected, const WriteOptions& options);

//   {"id": "a.jsonl:7", "error": {"code": "invalid_json", "message": "…", "where": "a.jsonl:7"}}
std::string write_jsonl(const FailedInput& failed);

}  // namespace quoth
