// Found statements as text, JSON lines or CSV.
#pragma once

#include <cstddef>
#include <string>

#include "store/search.h"

namespace quoth {

// For reading, ended by an empty line: who, what and where, the sentences around, with the content
// plain, what is around it dim and the words found bold.
void append_hit_text(std::string& out, const SearchHit& hit, size_t width, bool color);

// One line: {"id": 41223716864, "article": {"sha256", "id", "url", "title", "publisher",
// "published"}, "statement": "s3", "form", "act", "channel", "speakers": [{"name", "kind", "role",
// "entity": "e1", "person": 7}], "about": […], "addressee", "when": {"text", "date"}, "text",
// "highlights": [[4, 9]], "context", "evidence": {…}, "confidence"}. What is not known is absent.
void append_hit_jsonl(std::string& out, const SearchHit& hit);

// The line of column names, and a row, ended by CR LF (RFC 4180).
std::string hit_csv_header();
void append_hit_csv(std::string& out, const SearchHit& hit);

}  // namespace quoth
