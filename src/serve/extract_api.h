// POST /api/extract: the statements of an article that is sent along; nothing is kept.
#pragma once

#include <string>

#include "quoth/engine.h"
#include "quoth/error.h"
#include "quoth/record.h"
#include "serve/limits.h"
#include "serve/message.h"
#include "serve/router.h"

namespace quoth {

// The article that a request brings: of JSON {"text": "…"} or {"html": "…"} with, as far as they
// are known, id, url, title, publisher, author and published; of text/html a page; of text/plain
// the text, the last two in whatever encoding they are. Fails with kUnsupportedMediaType, the
// errors of reading, kTooLarge for a text over max_text_bytes, and kInvalidDocument for a page
// without article.
Result<Article> article_of_request(const Request& request, const ServeLimits& limits);

// `engine` must outlive the router.
//
//   ?format=   jsonl (the default: the record of quoth extract as one JSON document, with its
//              text), csv, tei, annotation, jsonld, html or text
//   ?offsets=  codepoints (the default), utf8 or utf16: jsonl and csv
//   ?min_confidence=0.5
void add_extract_api(Router& router, const Engine& engine, const ServeLimits& limits);

}  // namespace quoth
