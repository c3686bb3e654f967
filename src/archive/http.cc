#include "archive/http.h"

#include <optional>
#include <utility>

#include "archive/ascii.h"
#include "archive/content_coding.h"

namespace quoth {
namespace {

// 200 of "HTTP/1.1 200 OK"; nothing if that is no status line.
std::optional<int> status_of(std::string_view message) {
  std::string_view line = message.substr(0, message.find('\n'));
  if (!line.starts_with("HTTP/")) return std::nullopt;
  line = trimmed(line.substr(std::min(line.find(' '), line.size())));
  int status = 0;
  for (size_t i = 0; i < 3; ++i) {
    if (i >= line.size() || line[i] < '0' || line[i] > '9') return std::nullopt;
    status = status * 10 + (line[i] - '0');
  }
  const std::string_view reason = line.substr(3);
  if (!reason.empty() && reason[0] != ' ' && reason[0] != '\t') return std::nullopt;
  return status;
}

bool ends_in_chunked(std::string_view codings) {
  const size_t comma = codings.rfind(',');
  if (comma != codings.npos) codings.remove_prefix(comma + 1);
  return equals_ignoring_case(trimmed(codings), "chunked");
}

void read_fields(std::string_view lines, HttpHead& head) {
  HeaderFields fields(lines);
  while (fields.next()) {
    if (equals_ignoring_case(fields.name(), "content-type")) {
      if (!fields.value().empty()) head.content_type = parse_media_type(fields.value());
    } else if (equals_ignoring_case(fields.name(), "content-encoding")) {
      if (!head.content_codings.empty()) head.content_codings += ',';
      head.content_codings += fields.value();
    } else if (equals_ignoring_case(fields.name(), "transfer-encoding")) {
      head.is_chunked = ends_in_chunked(fields.value());
    }
  }
}

}  // namespace

Result<HttpHead> parse_http_head(std::string_view message, const std::string& where) {
  constexpr int kMaxInterim = 8;
  size_t begin = 0;
  for (int n = 0; n <= kMaxInterim; ++n) {
    const std::string_view rest = message.substr(begin);
    const auto status = status_of(rest);
    if (!status) break;
    const auto size = header_size(rest.substr(0, kMaxHttpHeadBytes));
    if (!size && rest.size() >= kMaxHttpHeadBytes) {
      return fail(ErrorCode::kInvalidArchive, "the header of the response has no end", where);
    }
    const std::string_view head = rest.substr(0, size.value_or(rest.size()));
    begin += head.size();
    if (*status >= 100 && *status < 200 && *status != 101 && begin < message.size()) continue;
    HttpHead found;
    found.status = *status;
    found.size = begin;
    read_fields(head.substr(std::min(head.find('\n'), head.size())), found);
    return found;
  }
  return fail(ErrorCode::kInvalidArchive, "no HTTP response where the record promises one", where);
}

Result<std::string> http_body(std::string_view message, const HttpHead& head, uint64_t max_bytes,
                              const std::string& where) {
  const std::string_view stored = message.substr(head.size);
  std::string body = head.is_chunked ? without_chunks(stored) : std::string(stored);
  if (!head.content_codings.empty()) {
    auto decoded = decode_content(std::move(body), head.content_codings, max_bytes, where);
    if (!decoded) return decoded;
    body = *std::move(decoded);
  }
  if (body.size() > max_bytes) {
    return fail(ErrorCode::kTooLarge,
                "larger than the limit of " + std::to_string(max_bytes) + " bytes", where);
  }
  return body;
}

}  // namespace quoth
