#include "serve/keep_api.h"

#include <utility>

#include "serve/extract_api.h"
#include "serve/parameters.h"
#include "store/people_settle.h"
#include "store/record_keeper.h"
#include "store/rows.h"
#include "store/stored_article.h"
#include "write/json_text.h"

namespace quoth {
namespace {

std::string_view name(Stored stored) {
  if (stored == Stored::kNew) return "new";
  return stored == Stored::kReplaced ? "replaced" : "already_there";
}

Result<Stored> keep(Database& db, const std::string& extractor, const StoredArticle& article) {
  auto keeper = RecordKeeper::open(db, extractor);
  if (!keeper) return tl::unexpected(keeper.error());
  auto transaction = Transaction::begin(db);
  if (!transaction) return tl::unexpected(transaction.error());
  const auto stored = keeper->add(article);
  if (!stored) return stored;
  QUOTH_TRY(keeper->link_added());
  QUOTH_TRY(transaction->commit());
  QUOTH_TRY(settle_people(db));
  return stored;
}

// What became of it.
Result<std::string> kept_json(Database& db, const std::string& identity, Stored stored) {
  auto query = db.prepare(
      "SELECT a.n_statements, d.sha256 FROM articles AS a LEFT JOIN articles AS d "
      "ON d.id = a.duplicate_of WHERE a.sha256 = ?");
  if (!query) return tl::unexpected(query.error());
  query->bind(1, identity);
  std::string out;
  JsonWriter object(out, '{');
  object.field("article", article_id(identity));
  object.field("stored", name(stored));
  QUOTH_TRY(for_each_row(*query, [&] {
    object.key("statements") += std::to_string(query->integer(0));
    if (query->is_null(1)) {
      object.key("copy_of") += "null";
    } else {
      object.field("copy_of", article_id(query->text(1)));
    }
  }));
  object.close();
  return out + '\n';
}

Response keep(const Engine& engine, RecordPool& pool, const std::string& extractor,
              const ServeLimits& limits, const Request& request) {
  Parameters parameters(request.target.query);
  take_article_parameters(parameters);
  if (const auto wrong = parameters.error()) return error_response(*wrong);
  auto article = article_of_request(request, limits);
  if (!article) return error_response(article.error());
  StoredArticle stored;
  stored.hashes = hash_article(*article);
  if (article->id == kUnnamedArticle) article->id = "kept:" + article_id(stored.hashes.identity);
  stored.record = engine.extract(*article);
  stored.signature = signature_of(article->text);
  stored.article = *std::move(article);
  auto db = Database::open(pool.file(), {.mode = OpenMode::kWrite});
  if (!db) return error_response(db.error());
  const auto done = keep(*db, extractor, stored);
  if (!done) return error_response(done.error());
  auto json = kept_json(*db, stored.hashes.identity, *done);
  if (!json) return error_response(json.error());
  Response response = json_response(*std::move(json));
  if (*done == Stored::kNew) {
    response.status = 201;
    response.headers.emplace_back("location",
                                  "/api/articles/" + article_id(stored.hashes.identity));
  }
  return response;
}

}  // namespace

void add_keep_api(Router& router, const Engine& engine, RecordPool& pool, std::string extractor,
                  const ServeLimits& limits) {
  router.add({Method::kPost, "/api/articles", Lane::kSlow,
              [&engine, &pool, extractor = std::move(extractor), limits](const Request& request,
                                                                         const PathArguments&) {
                return keep(engine, pool, extractor, limits, request);
              },
              true});
}

}  // namespace quoth
