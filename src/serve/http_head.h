// The head of an HTTP/1.1 response.
#pragma once

#include <cstdint>
#include <ctime>
#include <optional>
#include <string>
#include <string_view>

#include "serve/message.h"

namespace quoth {

struct Framing {
  bool keep_alive = true;
  bool is_chunked = false;              // Transfer-Encoding: chunked
  std::optional<uint64_t> length = {};  // Content-Length; neither of the two: until the close
};

// Status line, headers and the blank line. Control characters in a value become blanks, so that no
// value can begin a header of its own.
std::string make_head(const Response& response, const Framing& framing, std::time_t now);

// "Sun, 06 Nov 1994 08:49:37 GMT"
std::string http_date(std::time_t time);

// A piece of a chunked body: its size in hexadecimal digits, its bytes, line ends. Not for an empty
// one, which would end the body.
std::string make_chunk(std::string_view piece);
constexpr std::string_view kLastChunk = "0\r\n\r\n";

}  // namespace quoth
