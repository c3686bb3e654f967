// The record as JSON, one document a line.
#pragma once

#include <string>
#include <vector>

#include "write/selection.h"
#include "write/writer.h"

namespace quoth {

// One line, ended by "\n":
//   {"id": "a1", "title": "…", "language": "en", "sha256": "…", "entities": [], "statements":
//    [{"id": "s1", "form": "direct", "source": [[15, 30]], "cue": [[31, 35]], "content": [[0, 14]],
//      "text": "…", "speakers": [{"name": "Ines Duarte"}], "within": null, "confidence": 0.97}]}
// A field that the input did not tell (url, title, publisher, published) is absent.
std::string write_jsonl(const Article& article, const std::vector<Selected>& selected,
                        const WriteOptions& options);

//   {"id": "a.jsonl:7", "error": {"code": "invalid_json", "message": "…", "where": "a.jsonl:7"}}
std::string write_jsonl(const FailedInput& failed);

}  // namespace quoth
