// HTTP responses as web archives store them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "archive/headers.h"
#include "quoth/error.h"

namespace quoth {

// What reading the body of a response takes.
struct HttpHead {
  int status = 0;
  MediaType content_type;       // of the last such field; empty without one
  std::string content_codings;  // Content-Encoding, the fields joined by ","
  bool is_chunked = false;      // Transfer-Encoding ends in chunked
  size_t size = 0;              // bytes, with the blank line
};

// The most bytes of a status line and the fields behind it; more are kInvalidArchive.
constexpr size_t kMaxHttpHeadBytes = 256 << 10;

// The head of the response that `message` begins with; interim responses (100 Continue) before it
// are part of it. Names of fields in any case, folded lines, lines ending in LF, and lines that are
// no field are put up with. A message without a blank line is a head without a body. Fails with
// kInvalidArchive, where as given.
Result<HttpHead> parse_http_head(std::string_view message, const std::string& where);

// The body of that message, chunks and codings undone (archive/content_coding.h).
Result<std::string> http_body(std::string_view message, const HttpHead& head, uint64_t max_bytes,
                              const std::string& where);

}  // namespace quoth
