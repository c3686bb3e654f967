#include "serve/check_api.h"

#include <string>
#include <utility>

#include "check/check.h"
#include "check/record_sources.h"
#include "check/report.h"
#include "serve/json_body.h"
#include "serve/parameters.h"
#include "store/rows.h"
#include "text/decode.h"
#include "write/json_text.h"

namespace quoth {
namespace {

constexpr size_t kMostTexts = 20;

Result<Article> read_text(std::string text, std::string id, uint64_t max_bytes) {
  if (text.size() > max_bytes) {
    return fail(ErrorCode::kTooLarge, "the text is too long to be read while you wait", id);
  }
  auto decoded = decode(std::move(text), id);
  if (!decoded) return tl::unexpected(decoded.error());
  if (decoded->text.find_first_not_of(" \t\r\n") == std::string::npos) {
    return fail(ErrorCode::kInvalidDocument, "there is no text", id);
  }
  Article article;
  article.id = std::move(id);
  article.text = std::move(decoded->text);
  return article;
}

Result<Sources> sources_of(const JsonBody& body, const Engine& engine, uint64_t max_bytes) {
  const std::vector<std::string> texts = body.texts("against");
  if (texts.size() > kMostTexts) {
    return fail(ErrorCode::kUsage, "at most 20 texts at once", "body: against");
  }
  Sources sources;
  for (size_t i = 0; i < texts.size(); ++i) {
    const auto article = read_text(texts[i], "against " + std::to_string(i + 1), max_bytes);
    if (!article) return tl::unexpected(article.error());
    sources.add(make_source(*article, engine.extract(*article)));
  }
  sources.finish();
  return sources;
}

Result<Sources> sources_of(RecordPool* pool, const Article& draft, const Record& record) {
  if (pool == nullptr) {
    return fail(ErrorCode::kUsage, "there is no record: give the texts to check against",
                "body: against");
  }
  auto db = pool->take();
  if (!db) return tl::unexpected(db.error());
  const DraftView view{draft.text, &record};
  Sources sources;
  QUOTH_TRY(add_record_sources(**db, {&view, 1}, sources, {}, SourceIds::kArticle));
  sources.finish();
  return sources;
}

Response check(const Engine& engine, RecordPool* pool, const Request& request,
               const ServeLimits& limits) {
  Parameters parameters(request.target.query);
  if (const auto wrong = parameters.error()) return error_response(*wrong);
  const auto body = JsonBody::parse(request.body, {.texts = {"draft"}, .text_lists = {"against"}});
  if (!body) return error_response(body.error());
  const auto text = body->text("draft");
  if (!text) return error_response({ErrorCode::kUsage, "this key is missing", "body: draft"});
  auto draft = read_text(*text, "draft", limits.max_text_bytes);
  if (!draft) return error_response(draft.error());
  const Record record = engine.extract(*draft);
  const auto sources = body->texts("against").empty()
                           ? sources_of(pool, *draft, record)
                           : sources_of(*body, engine, limits.max_text_bytes);
  if (!sources) return error_response(sources.error());
  const CheckedDraft checked = check_draft(*std::move(draft), record, *sources);
  std::string out;
  JsonWriter object(out, '{');
  object.field("text", checked.draft.text);
  object.key("sources") += std::to_string(sources->size());
  object.key("findings") += std::to_string(checked.n_findings());
  out += ", " + write_check_jsonl(checked, *sources).substr(1);
  return json_response(std::move(out));
}

}  // namespace

void add_check_api(Router& router, const Engine& engine, RecordPool* pool,
                   const ServeLimits& limits) {
  router.add({Method::kPost, "/api/check", Lane::kSlow,
              [&engine, pool, limits](const Request& request, const PathArguments&) {
                return check(engine, pool, request, limits);
              }});
}

}  // namespace quoth
