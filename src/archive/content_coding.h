// The codings of HTTP message bodies.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "quoth/error.h"

namespace quoth {

// `body` without the chunks of Transfer-Encoding (RFC 9112, 7.1). Many archives store a body with
// its chunks taken away but the header kept: then it does not begin with a chunk, and is returned
// as it is. What ends too early, or goes wrong after the first chunk, is cut off there.
std::string without_chunks(std::string_view body);

// `body` without the codings of Content-Encoding, a list like "gzip, br" in the order in which they
// were applied: gzip, deflate (with or without the header of zlib), br, zstd, identity and the old
// x-gzip; four at most.
//
// Many archives keep the header over a body that is no longer coded: a body that cannot be decoded
// and looks like text is returned as it is. A coded body that ends too early is cut off there.
//
// `where` names the record in errors: kInvalidArchive for a damaged body or an unknown coding;
// kTooLarge for one of more than `max_bytes`, or that expands more than 250 times.
Result<std::string> decode_content(std::string body, std::string_view codings, uint64_t max_bytes,
                                   const std::string& where);

}  // namespace quoth
