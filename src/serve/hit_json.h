// Found statements as JSON, CSV and JSON-LD.
#pragma once

#include <string>
#include <string_view>

#include "store/search.h"
#include "write/offsets.h"

namespace quoth {

// {"id": "93a1c0ffee15dead-s3", "article": {"id", "document", "title", "publisher", "section",
//  "published", "url"}, "form", "act", "channel", "confidence", "text", "highlights": [[0, 4]],
//  "speakers":
//  [{"name", "kind", "role", "person"}], "about": […], "addressee", "when": {"text", "date"},
//  "context": {"text", "content": [[…]], "highlights": [[…]]}}
// What is not known is absent. Spans are in `unit`: "highlights" of "text", those of "context" of
// its "text".
void append_hit(std::string& out, const SearchHit& hit, OffsetUnit unit);

// The columns of a table of statements, and a row (RFC 4180), both ended by "\r\n".
std::string_view hit_row_header();
void append_hit_row(std::string& out, const SearchHit& hit);

// A Quotation or Claim of schema.org, in the article it is part of.
void append_hit_jsonld(std::string& out, const SearchHit& hit);

}  // namespace quoth
