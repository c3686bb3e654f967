#include "serve/extract_api.h"

#include <algorithm>
#include <variant>

#include "read/page_article.h"
#include "read/sniff.h"
#include "serve/json_body.h"
#include "serve/parameters.h"
#include "serve/write_formats.h"
#include "text/decode.h"

namespace quoth {
namespace {

// What a request may tell of its article, beside its text.
constexpr std::string_view kFields[] = {"id",      "url",    "title",    "publisher",
                                        "section", "author", "published"};

// The media type and the charset of a Content-Type, in lower case.
struct ContentType {
  std::string type;
  std::string charset;
};

ContentType parse_content_type(std::string_view header) {
  std::string text;
  for (const char c : header) {
    if (c != ' ' && c != '"') text += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  const size_t end = std::min(text.find(';'), text.size());
  const size_t charset = text.find(";charset=", end);
  ContentType out{text.substr(0, end), ""};
  if (charset != std::string::npos) {
    out.charset = text.substr(charset + 9);
    out.charset = out.charset.substr(0, out.charset.find(';'));
  }
  return out;
}

// What the request tells of the article beside its text.
void take_metadata(Page& page, const auto& text) {
  page.id = text("id").value_or(std::string(kUnnamedArticle));
  page.url = text("url").value_or("");
  page.title = text("title").value_or("");
  page.publisher = text("publisher").value_or("");
  page.section = text("section").value_or("");
  page.author = text("author").value_or("");
  page.published = text("published").value_or("");
}

Result<Article> article_of_page(Page page) {
  page.is_made = true;  // what the request tells goes before what the page tells of itself
  ReadItem item = article_of(std::move(page), {});
  if (auto* article = std::get_if<Article>(&item)) return std::move(*article);
  if (auto* failed = std::get_if<FailedInput>(&item)) return tl::unexpected(failed->error);
  return fail(ErrorCode::kInvalidDocument, "no article was found in this page", "body");
}

Result<Article> article_of_text(Page page) {
  auto decoded = decode(std::move(page.bytes), "body");
  if (!decoded) return tl::unexpected(decoded.error());
  Article article;
  article.id = std::move(page.id);
  article.text = std::move(decoded->text);
  article.url = std::move(page.url);
  article.title = std::move(page.title);
  article.publisher = std::move(page.publisher);
  article.section = std::move(page.section);
  article.author = std::move(page.author);
  article.published = std::move(page.published);
  return article;
}

Result<Article> article_of_json(const Request& request) {
  const auto body =
      JsonBody::parse(request.body, {.texts = {"text", "html", "id", "url", "title", "publisher",
                                               "section", "author", "published"}});
  if (!body) return tl::unexpected(body.error());
  const auto text = body->text("text"), html = body->text("html");
  if (text.has_value() == html.has_value()) {
    return fail(ErrorCode::kUsage, "the body needs one of \"text\" and \"html\"", "body");
  }
  Page page;
  take_metadata(page, [&](std::string_view key) { return body->text(key); });
  page.bytes = text ? *text : *html;
  if (text) return article_of_text(std::move(page));
  page.charset = "utf-8";
  return article_of_page(std::move(page));
}

Result<Article> article_of_bytes(const Request& request, const ContentType& type) {
  Page page;
  take_metadata(page, [&](std::string_view key) -> std::optional<std::string> {
    const auto value = find_field(request.target.query, key);
    if (!value || value->empty()) return std::nullopt;
    return std::string(*value);
  });
  page.bytes = request.body;
  page.charset = type.charset;
  if (type.type == "text/html" || type.type == "application/xhtml+xml") {
    return article_of_page(std::move(page));
  }
  if (type.type == "text/plain") return article_of_text(std::move(page));
  switch (sniff(std::string_view(page.bytes).substr(0, kSniffBytes),
                page.bytes.size() <= kSniffBytes)) {
    case InputFormat::kHtml: return article_of_page(std::move(page));
    case InputFormat::kText: return article_of_text(std::move(page));
    default:
      return fail(ErrorCode::kUnsupportedMediaType,
                  "this is neither plain text nor a web page; 'quoth extract' reads archives, "
                  "feeds and JSON",
                  "body");
  }
}

Response extract(const Engine& engine, const Request& request, const ServeLimits& limits) {
  Parameters parameters(request.target.query);
  WriteOptions options = write_options(parameters);
  options.min_confidence = static_cast<float>(parameters.fraction("min_confidence").value_or(0));
  take_article_parameters(parameters);
  if (const auto wrong = parameters.error()) return error_response(*wrong);
  const auto article = article_of_request(request, limits);
  if (!article) return error_response(article.error());
  return written_response(*article, engine.extract(*article), options);
}

}  // namespace

Result<Article> article_of_request(const Request& request, const ServeLimits& limits) {
  const ContentType type =
      parse_content_type(find_field(request.headers, "content-type").value_or(""));
  Result<Article> article;
  if (type.type == "application/json") {
    article = article_of_json(request);
  } else if (type.type == "text/plain" || type.type == "text/html" ||
             type.type == "application/xhtml+xml" || type.type == "application/octet-stream") {
    article = article_of_bytes(request, type);
  } else {
    return fail(ErrorCode::kUnsupportedMediaType,
                "send application/json, text/plain, text/html or application/octet-stream",
                "content-type");
  }
  if (article && article->text.size() > limits.max_text_bytes) {
    return fail(ErrorCode::kTooLarge, "the text is too long to be read while you wait", "body");
  }
  if (article && article->text.find_first_not_of(" \t\r\n") == std::string::npos) {
    return fail(ErrorCode::kInvalidDocument, "there is no text", "body");
  }
  return article;
}

void take_article_parameters(Parameters& parameters) {
  for (const std::string_view key : kFields) (void)parameters.text(key);
}

void add_extract_api(Router& router, const Engine& engine, const ServeLimits& limits) {
  router.add({Method::kPost, "/api/extract", Lane::kSlow,
              [&engine, limits](const Request& request, const PathArguments&) {
                return extract(engine, request, limits);
              }});
}

}  // namespace quoth
