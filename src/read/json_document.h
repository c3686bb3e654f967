// A JSON file that is no JSON Lines: one document, or a list of documents, over any number of
// lines.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "read/limits.h"
#include "read/reader.h"

namespace quoth {

// The documents in `bytes`, which is UTF-8 with or without a mark: an object in one of the dialects
// of read/news_keys.h; an array of such; or an object without a text of its own that holds an array
// of them under articles, items, documents or @graph. Of a @graph, what has no text is left out: it
// describes the page and not an article.
//
//   {"headline": "Basin to close",            {"version": "https://jsonfeed.org/version/1.1",
//    "byline": "Jo Fenwick",                   "items": [
//    "uri": "urn:tern:9",                        {"id": "1", "content_text": "The basin …"},
//    "body_text": "The basin …"}                 {"id": "2", "content_html": "<p>A mayor …"}]}
//
// A document without an id is `where`, in a list with "#N" behind it, N from 1. A fault of syntax
// fails as a whole, one of a document alone; more than max_items are one failure at the end.
// max_depth is not looked at: kMaxJsonDepth holds for all JSON.
std::vector<ReadItem> read_json_document(std::string_view bytes, const std::string& where,
                                         const DocumentLimits& limits = {});

}  // namespace quoth
