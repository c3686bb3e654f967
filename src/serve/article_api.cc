#include "serve/article_api.h"

#include <algorithm>
#include <string>

#include "serve/parameters.h"
#include "serve/write_formats.h"
#include "store/rows.h"
#include "store/stored_article.h"
#include "text/tokenizer.h"
#include "write/json_text.h"
#include "write/offsets.h"

namespace quoth {
namespace {

// What the record knows of an article beside what the engine said of it, as members in front of the
// JSON of quoth extract:
//   "article": "93a1c0ffee15dead"   its id here; "id" is the one that the document came with
//   "kept_sha256"                   of the text when it was kept: must be "sha256"
//   "extractor"
//   "people": {"e1": {"id": 7, "name": "Maria Keller"}}
void add_members(std::string& out, const StoredArticleView& view) {
  JsonWriter object(out, '{');
  object.field("article", view.id);
  object.field("kept_sha256", view.text_sha256);
  object.field("extractor", view.extractor);
  object.key("people");
  JsonWriter people(out, '{');
  for (size_t i = 0; i < view.people.size(); ++i) {
    if (view.people[i].id == 0) continue;
    people.key(entity_id(i));
    JsonWriter person(out, '{');
    person.key("id") += std::to_string(view.people[i].id);
    person.field("name", view.people[i].name);
    person.close();
  }
  people.close();
}

std::string article_json(const StoredArticleView& view, const WriteOptions& options) {
  std::string out;
  add_members(out, view);
  const std::string record = Writer(options).document(view.article, view.record).bytes;
  out += ", " + record.substr(1);  // without its opening brace
  out.pop_back();                  // and its line end
  return out;
}

// The sentences that hold the statement, with one before and one after of the same paragraph or the
// next to it; all pieces, source and cue are in it.
ByteSpan context_of(const Statement& statement, std::string_view text) {
  ByteSpan span = {statement.content.front().begin, statement.content.back().end};
  for (const auto& pieces : {statement.source, statement.cue}) {
    if (pieces.empty()) continue;
    span = {std::min(span.begin, pieces.front().begin), std::max(span.end, pieces.back().end)};
  }
  const Tokens tokens = tokenize(text);
  const auto begin_of = [&](size_t s) {
    return tokens.tokens[tokens.sentences[s].begin].span.begin;
  };
  const auto end_of = [&](size_t s) { return tokens.tokens[tokens.sentences[s].end - 1].span.end; };
  size_t first = tokens.sentences.size(), last = 0;
  for (size_t s = 0; s < tokens.sentences.size(); ++s) {
    if (begin_of(s) >= span.end || end_of(s) <= span.begin) continue;
    first = std::min(first, s);
    last = s;
  }
  if (first == tokens.sentences.size()) return span;
  first -= first > 0;
  last += last + 1 < tokens.sentences.size();
  return {std::min(span.begin, begin_of(first)), std::max(span.end, end_of(last))};
}

Response get_article(RecordPool& pool, const Request& request, const PathArguments& arguments) {
  Parameters parameters(request.target.query);
  const WriteOptions options = write_options(parameters);
  if (const auto wrong = parameters.error()) return error_response(*wrong);
  auto db = pool.take();
  if (!db) return error_response(db.error());
  const auto view = read_article(**db, arguments[0]);
  if (!view) return error_response(view.error());
  if (options.format != Format::kJsonl) {
    return written_response(view->article, view->record, options);
  }
  return json_response(article_json(*view, options) + '\n');
}

// The words of a statement as they were kept beside the article; nothing if they are gone.
Result<std::string> kept_words(Database& db, const StatementKey& key) {
  auto row = db.prepare(
      "SELECT s.text FROM articles AS a JOIN statements AS s ON s.article_id = a.id "
      "WHERE a.sha256 >= ?1 AND a.sha256 < ?1 || 'g' AND s.number = ?2");
  if (!row) return tl::unexpected(row.error());
  row->bind(1, key.article).bind(2, key.number);
  std::string words;
  QUOTH_TRY(for_each_row(*row, [&] { words = row->text(0); }));
  return words;
}

Response get_statement(RecordPool& pool, const Request& request, const PathArguments& arguments) {
  Parameters parameters(request.target.query);
  const WriteOptions options = write_options(parameters);
  if (const auto wrong = parameters.error()) return error_response(*wrong);
  const Error none = {ErrorCode::kNotFound, "the record has no such statement", arguments[0]};
  const auto key = parse_statement_permalink(arguments[0]);
  if (!key) return error_response(none);
  auto db = pool.take();
  if (!db) return error_response(db.error());
  const auto view = read_article(**db, key->article);
  if (!view) return error_response(view.error());
  if (key->number > static_cast<int64_t>(view->record.statements.size())) {
    return error_response(none);
  }
  const auto index = static_cast<uint32_t>(key->number - 1);
  if (options.format != Format::kJsonl) {
    return written_response(view->article, view->record, index, options);
  }
  const auto kept = kept_words(**db, *key);
  if (!kept) return error_response(kept.error());
  const std::string_view text = view->article.text;
  const ByteSpan context = context_of(view->record.statements[index], text);
  const OffsetMap offsets(text, {context.begin, context.end}, options.offsets);
  std::string body;
  JsonWriter object(body, '{');
  object.field("id", arguments[0]);
  object.field("statement", statement_id(index));
  object.field("kept_words", *kept);
  object.key("context") += '[' + std::to_string(offsets.at(context.begin)) + ", " +
                           std::to_string(offsets.at(context.end)) + ']';
  object.key("article") += article_json(*view, options);
  object.close();
  return json_response(std::move(body) + '\n');
}

}  // namespace

void add_article_api(Router& router, RecordPool& pool) {
  router.add({Method::kGet, "/api/articles/{id}", Lane::kQuick,
              [&pool](const Request& request, const PathArguments& arguments) {
                return get_article(pool, request, arguments);
              }});
  router.add({Method::kGet, "/api/statements/{id}", Lane::kQuick,
              [&pool](const Request& request, const PathArguments& arguments) {
                return get_statement(pool, request, arguments);
              }});
}

}  // namespace quoth
