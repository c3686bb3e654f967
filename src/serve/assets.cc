#include "serve/assets.h"

#include <array>
#include <cassert>

#include "write/sha256.h"

namespace quoth {
namespace {

struct Type {
  std::string_view suffix;
  std::string_view media_type;
};

constexpr std::array<Type, 6> kTypes = {{
    {".html", "text/html; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".json", "application/json"},
    {".svg", "image/svg+xml"},
    {".txt", "text/plain; charset=utf-8"},
}};

std::string_view media_type(std::string_view name) {
  for (const Type& type : kTypes) {
    if (name.ends_with(type.suffix)) return type.media_type;
  }
  return "application/octet-stream";
}

// If-None-Match: a list of tags, weak ones (W/"…") compared by their value (RFC 9110, 13.1.2).
bool has_tag(std::string_view list, std::string_view tag) {
  return list == "*" || list.find(tag) != std::string_view::npos;
}

}  // namespace

std::string_view embedded_text(std::string_view name) {
  for (const EmbeddedFile& file : embedded_files()) {
    if (file.name == name) return file.text;
  }
  assert(false && "a file of web/ that was not embedded");
  return "";
}

Response file_response(const Request& request, std::string_view name, std::string_view text) {
  const std::string tag = '"' + sha256_hex(text).substr(0, 32) + '"';
  Response response{.status = 200,
                    .headers = {{"content-type", std::string(media_type(name))},
                                {"cache-control", "no-cache"},
                                {"etag", tag}},
                    .body = {},
                    .more = {}};
  if (has_tag(find_field(request.headers, "if-none-match").value_or(""), tag)) {
    response.status = 304;
  } else {
    response.body = text;
  }
  return response;
}

}  // namespace quoth
