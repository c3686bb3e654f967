#include "read/archive_item.h"

#include <utility>

#include "archive/http.h"
#include "read/sniff.h"
#include "text/decode.h"

namespace quoth {
namespace {

enum class Kind : uint8_t { kPage, kText, kNeither };

Kind kind_of(const std::string& media_type) {
  if (media_type == "text/html" || media_type == "application/xhtml+xml") return Kind::kPage;
  return media_type == "text/plain" ? Kind::kText : Kind::kNeither;
}

// What is known of a document besides its bytes.
struct Origin {
  const std::string& id;
  const std::string& url;
  const std::string& where;
};

ReadItem document(std::string bytes, const MediaType& media, const Origin& origin) {
  Kind kind = kind_of(media.type);
  if (media.type.empty() && sniff(bytes, true) == InputFormat::kHtml) kind = Kind::kPage;
  if (kind == Kind::kNeither) return SkippedInput{origin.id, SkipReason::kNotText};
  if (kind == Kind::kPage) {
    return Page{origin.id, std::move(bytes), media.charset, origin.url, ""};
  }
  auto decoded = decode(std::move(bytes), origin.where);
  if (!decoded) return FailedInput{origin.id, decoded.error()};
  Article article;
  article.id = origin.id;
  article.text = std::move(decoded->text);
  article.url = origin.url;
  return article;
}

ReadItem from_response(std::string_view message, const Origin& origin, uint64_t max_bytes) {
  const auto head = parse_http_head(message, origin.where);
  if (!head) return FailedInput{origin.id, head.error()};
  if (head->status != 200) return SkippedInput{origin.id, SkipReason::kHttpStatus};
  const MediaType& media = head->content_type;
  if (!media.type.empty() && kind_of(media.type) == Kind::kNeither) {
    return SkippedInput{origin.id, SkipReason::kNotText};
  }
  auto body = http_body(message, *head, max_bytes, origin.where);
  if (!body) return FailedInput{origin.id, body.error()};
  return document(*std::move(body), media, origin);
}

}  // namespace

ReadItem item_of(const ArchiveRecord& record, const std::string& where,
                 uint64_t max_document_bytes) {
  const RecordHead& head = record.head;
  const std::string& id = !head.target_uri.empty() ? head.target_uri
                          : !head.id.empty()       ? head.id
                                                   : where;
  if (head.type == RecordType::kOther) return SkippedInput{id, SkipReason::kNoResponse};
  const Error oversize{ErrorCode::kTooLarge,
                       "larger than the limit of " + std::to_string(max_document_bytes) + " bytes",
                       where};
  if (record.is_too_large) return FailedInput{id, oversize};
  const Origin origin{id, head.target_uri, where};
  if (head.content_type.type == "application/http" || record.block.starts_with("HTTP/")) {
    return from_response(record.block, origin, max_document_bytes);
  }
  const MediaType& media = head.content_type;
  if (!media.type.empty() && kind_of(media.type) == Kind::kNeither) {
    return SkippedInput{id, SkipReason::kNotText};
  }
  if (record.block.size() > max_document_bytes) return FailedInput{id, oversize};
  return document(std::string(record.block), media, origin);
}

}  // namespace quoth
