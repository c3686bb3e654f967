// The formats of the program as responses.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "quoth/record.h"
#include "serve/message.h"
#include "serve/parameters.h"
#include "write/selection.h"
#include "write/writer.h"

namespace quoth {

// What a request asks for by "format" and "offsets": jsonl (the default, as one JSON document),
// csv, tei, annotation, jsonld, html or text; codepoints (the default), utf8 or utf16. With the
// text.
WriteOptions write_options(Parameters& parameters);

// The document in that format; other than jsonl it is a file to save.
Response written_response(const Article& article, const Record& record,
                          const WriteOptions& options);

// The same of one statement alone, which keeps its id.
Response written_response(const Article& article, const Record& record, uint32_t statement,
                          const WriteOptions& options);

}  // namespace quoth
