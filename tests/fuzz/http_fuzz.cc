// Any bytes as an HTTP response, and as a body under each coding: no more than the limit comes out.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "archive/content_coding.h"
#include "archive/http.h"

namespace {

constexpr uint64_t kMaxBytes = 1 << 16;

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (const auto head = quoth::parse_http_head(bytes, "w")) {
    require(head->size <= size && head->status >= 0 && head->status <= 999);
    const auto body = quoth::http_body(bytes, *head, kMaxBytes, "w");
    require(body ? body->size() <= kMaxBytes : body.error().where == "w");
  }
  require(quoth::without_chunks(bytes).size() <= size);
  for (const std::string_view codings : {"gzip", "deflate", "br", "zstd", "br, gzip"}) {
    const auto body = quoth::decode_content(std::string(bytes), codings, kMaxBytes, "w");
    require(body ? body->size() <= std::max<uint64_t>(kMaxBytes, size) : body.error().where == "w");
  }
  const auto media = quoth::parse_media_type(bytes);
  require(media.type.size() + media.charset.size() <= size);
  return 0;
}
