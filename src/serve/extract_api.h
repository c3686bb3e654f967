// POST /api/extract: the statements of an article that is sent along; nothing is kept.
#pragma once

#include <string>
#include <string_view>

#include "quoth/engine.h"
#include "quoth/error.h"
#include "quoth/record.h"
#include "serve/limits.h"
#include "serve/message.h"
#include "serve/parameters.h"
#include "serve/router.h"

namespace quoth {

// The article that a request brings: of JSON {"text": "…"} or {"html": "…"} with, as far as they
// are known, id, url, title, publisher, section, author and published; of text/html a page; of
// text/plain the text, the last two in whatever encoding they are. Fails with
// kUnsupportedMediaType, the errors of reading, kTooLarge for a text over max_text_bytes, and
// kInvalidDocument for a page without article.
Result<Article> article_of_request(const Request& request, const ServeLimits& limits);

// The id of an article that came without one.
constexpr std::string_view kUnnamedArticle = "article";

// Takes the parameters that article_of_request() reads beside a text or a page.
void take_article_parameters(Parameters& parameters);

// `engine` must outlive the router.
//
//   ?format=   jsonl (the default: the record of quoth extract as one JSON document, with its
//              text), csv, tei, annotation, jsonld, html or text
//   ?offsets=  codepoints (the default), utf8 or utf16: jsonl and csv
//   ?min_confidence=0.5
void add_extract_api(Router& router, const Engine& engine, const ServeLimits& limits);

}  // namespace quoth
