#include "serve/people_api.h"

#include <charconv>
#include <functional>

#include "serve/json_body.h"
#include "serve/parameters.h"
#include "serve/people_json.h"
#include "store/rows.h"
#include "store/stored_article.h"
#include "write/json_text.h"

namespace quoth {
namespace {

Result<int64_t> person_number(std::string_view text) {
  int64_t id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  if (error != std::errc() || end != text.data() + text.size() || id < 1) {
    return fail(ErrorCode::kNotFound, "the record has no such person", std::string(text));
  }
  return id;
}

// An error of the record itself names its file, which is nobody's business here.
Response record_error(const RecordPool& pool, Error error) {
  if (error.where == pool.file().string()) error.where.clear();
  return error_response(error);
}

// What `make` appends, of a connection to the record.
Response answer(RecordPool& pool,
                const std::function<Result<void>(Database&, std::string&)>& make) {
  auto db = pool.take();
  if (!db) return error_response(db.error());
  std::string out;
  if (const auto made = make(**db, out); !made) return record_error(pool, made.error());
  return json_response(std::move(out) + '\n');
}

PeopleOrder order_of(std::string_view name) {
  if (name == "articles") return PeopleOrder::kArticles;
  if (name == "name") return PeopleOrder::kName;
  return name == "id" ? PeopleOrder::kId : PeopleOrder::kStatements;
}

Response list(RecordPool& pool, const Request& request) {
  Parameters p(request.target.query);
  PeopleFilter filter;
  filter.name = p.text("name").value_or("");
  filter.role = p.text("role").value_or("");
  filter.kind = p.choice("kind", {"person", "organisation"}).value_or("");
  filter.publisher = p.text("publisher").value_or("");
  filter.since = p.date("since").value_or("");
  filter.until = p.date("until").value_or("");
  filter.min_statements = p.number("min_statements", 0, INT32_MAX).value_or(0);
  filter.order =
      order_of(p.choice("order", {"statements", "articles", "name", "id"}).value_or("statements"));
  filter.limit = p.number("limit", 1, 1000).value_or(50);
  filter.offset = p.number("offset", 0, INT32_MAX).value_or(0);
  if (const auto wrong = p.error()) return error_response(*wrong);
  const int64_t most = filter.limit++;  // one more tells whether there are more
  return answer(pool, [&](Database& db, std::string& out) -> Result<void> {
    int64_t n = 0;
    JsonWriter object(out, '{');
    object.key("people");
    JsonWriter people(out, '[');
    QUOTH_TRY(list_people(db, filter, [&](const PersonSummary& person) {
      if (++n > most) return false;
      append_person(people.element(), person);
      return true;
    }));
    people.close();
    object.key("next") += n > most ? std::to_string(filter.offset + most) : "null";
    object.close();
    return {};
  });
}

// The record tells of a person that is not there with its file; here that is one of the path.
tl::unexpected<Error> of_path(Error error, const std::string& id) {
  if (error.code == ErrorCode::kNotFound) error.where = id;
  return tl::unexpected(std::move(error));
}

Response show(RecordPool& pool, const Request& request, const PathArguments& arguments) {
  Parameters p(request.target.query);
  const int64_t n_links = p.number("links", 0, 1000).value_or(200);
  if (const auto wrong = p.error()) return error_response(*wrong);
  const auto id = person_number(arguments[0]);
  if (!id) return error_response(id.error());
  return answer(pool, [&](Database& db, std::string& out) -> Result<void> {
    const auto page = read_person(db, *id, n_links);
    if (!page) return of_path(page.error(), arguments[0]);
    append_person_page(out, *page);
    return {};
  });
}

Response positions(RecordPool& pool, const Request& request, const PathArguments& arguments) {
  Parameters p(request.target.query);
  PositionOptions options;
  options.since = p.date("since").value_or("");
  options.until = p.date("until").value_or("");
  options.min_confidence = p.fraction("min_confidence").value_or(0);
  options.fold_copies = !p.flag("copies").value_or(false);
  if (const auto wrong = p.error()) return error_response(*wrong);
  const auto id = person_number(arguments[0]);
  if (!id) return error_response(id.error());
  return answer(pool, [&](Database& db, std::string& out) -> Result<void> {
    if (const auto page = read_person(db, *id, 0); !page) {
      return of_path(page.error(), arguments[0]);
    }
    const auto found = positions_of(db, *id, options);
    if (!found) return tl::unexpected(found.error());
    return append_positions(db, out, *found);
  });
}

Response history(RecordPool& pool, const Request& request) {
  Parameters p(request.target.query);
  const int64_t person = p.number("person", 1, kMaxNumber).value_or(0);
  if (const auto wrong = p.error()) return error_response(*wrong);
  return answer(pool, [&](Database& db, std::string& out) -> Result<void> {
    const auto corrections = correction_history(db, person);
    if (!corrections) return tl::unexpected(corrections.error());
    JsonWriter object(out, '{');
    object.key("corrections");
    JsonWriter all(out, '[');
    for (const Correction& correction : *corrections) append_correction(all.element(), correction);
    all.close();
    object.close();
    return {};
  });
}

Response copies(RecordPool& pool, const Request& request, const PathArguments& arguments) {
  Parameters p(request.target.query);
  if (const auto wrong = p.error()) return error_response(*wrong);
  const Error none = {ErrorCode::kNotFound, "the record has no such statement", arguments[0]};
  const auto key = parse_statement_permalink(arguments[0]);
  if (!key) return error_response(none);
  return answer(pool, [&](Database& db, std::string& out) -> Result<void> {
    auto row = db.prepare(
        "SELECT s.id FROM articles AS a JOIN statements AS s ON s.article_id = a.id "
        "WHERE a.sha256 >= ?1 AND a.sha256 < ?1 || 'g' AND s.number = ?2");
    if (!row) return tl::unexpected(row.error());
    int64_t statement = 0;
    row->bind(1, key->article).bind(2, key->number);
    QUOTH_TRY(for_each_row(*row, [&] { statement = row->integer(0); }));
    if (statement == 0) return tl::unexpected(none);
    const auto group = read_quote_group(db, statement);
    if (group) return append_quote_group(db, out, *group);
    if (group.error().code != ErrorCode::kNotFound) return tl::unexpected(group.error());
    return append_quote_group(db, out, {});  // too short a quotation to be found elsewhere
  });
}

// A correction of the person that the path names.
using Correct =
    std::function<Result<Correction>(Database&, int64_t, const JsonBody&, const Editor&)>;

Response correct(RecordPool& pool, const std::string& editor, const Request& request,
                 const PathArguments& arguments, const BodyKeys& keys, const Correct& apply) {
  Parameters parameters(request.target.query);
  if (const auto wrong = parameters.error()) return error_response(*wrong);
  const auto person = person_number(arguments[0]);
  if (!person) return error_response(person.error());
  const auto body = JsonBody::parse(request.body, keys);
  if (!body) return error_response(body.error());
  auto db = Database::open(pool.file(), {.mode = OpenMode::kWrite});
  if (!db) return error_response(db.error());
  const auto done = apply(*db, *person, *body, {editor, body->text_or_empty("reason")});
  if (!done) return record_error(pool, done.error());
  std::string out;
  append_correction(out, *done);
  return json_response(std::move(out) + '\n');
}

Response undo(RecordPool& pool, const std::string& editor, const Request& request) {
  Parameters parameters(request.target.query);
  if (const auto wrong = parameters.error()) return error_response(*wrong);
  const auto body = JsonBody::parse(request.body, {.texts = {"reason"}, .numbers = {"n"}});
  if (!body) return error_response(body.error());
  const int64_t n = body->number("n").value_or(1);
  if (n > 1000) {
    return error_response({ErrorCode::kUsage, "this must be at most 1000", "body: n"});
  }
  auto db = Database::open(pool.file(), {.mode = OpenMode::kWrite});
  if (!db) return error_response(db.error());
  const auto undone =
      undo_corrections(*db, static_cast<int>(n), {editor, body->text_or_empty("reason")});
  if (!undone) return record_error(pool, undone.error());
  std::string out;
  JsonWriter object(out, '{');
  object.key("corrections");
  JsonWriter all(out, '[');
  for (const Correction& correction : *undone) append_correction(all.element(), correction);
  all.close();
  object.close();
  return json_response(std::move(out) + '\n');
}

tl::unexpected<Error> missing(const char* key) {
  return fail(ErrorCode::kUsage, "this key is missing", std::string("body: ") + key);
}

Result<Correction> merge(Database& db, int64_t person, const JsonBody& body, const Editor& editor) {
  const auto from = body.number("from");
  if (!from) return missing("from");
  return merge_people(db, person, *from, editor);
}

Result<Correction> split(Database& db, int64_t person, const JsonBody& body, const Editor& editor) {
  const auto entities = body.numbers("entities");
  if (entities.empty()) return missing("entities");
  return split_person(db, person, entities, body.text_or_empty("name"), editor)
      .map([](const Split& done) { return done.correction; });
}

// One that takes a name.
Correct with_name(Result<Correction> (*apply)(Database&, int64_t, const std::string&,
                                              const Editor&)) {
  return [apply](Database& db, int64_t person, const JsonBody& body,
                 const Editor& editor) -> Result<Correction> {
    const std::string name = body.text_or_empty("name");
    if (name.empty()) return missing("name");
    return apply(db, person, name, editor);
  };
}

void add_corrections(Router& router, RecordPool& pool, const std::string& editor) {
  const auto add = [&](const char* action, BodyKeys keys, Correct apply) {
    router.add(
        {Method::kPost, std::string("/api/people/{id}/") + action, Lane::kSlow,
         [&pool, editor, keys, apply](const Request& request, const PathArguments& arguments) {
           return correct(pool, editor, request, arguments, keys, apply);
         },
         true});
  };
  add("merge", {.texts = {"reason"}, .numbers = {"from"}}, merge);
  add("split", {.texts = {"reason", "name"}, .number_lists = {"entities"}}, split);
  add("rename", {.texts = {"reason", "name"}}, with_name(rename_person));
  add("alias", {.texts = {"reason", "name"}}, with_name(add_alias));
  add("unalias", {.texts = {"reason", "name"}}, with_name(remove_alias));
  router.add({Method::kPost, "/api/corrections/undo", Lane::kSlow,
              [&pool, editor](const Request& request, const PathArguments&) {
                return undo(pool, editor, request);
              },
              true});
}

}  // namespace

void add_people_api(Router& router, RecordPool& pool, const std::string& editor) {
  const auto add = [&](const char* pattern, Lane lane, auto handler) {
    router.add(
        {Method::kGet, pattern, lane,
         [&pool, handler](const Request& request, const PathArguments& arguments) {
           if constexpr (std::is_invocable_v<decltype(handler), RecordPool&, const Request&>) {
             return handler(pool, request);
           } else {
             return handler(pool, request, arguments);
           }
         }});
  };
  add("/api/people", Lane::kSlow, list);
  add("/api/people/{id}", Lane::kQuick, show);
  add("/api/people/{id}/positions", Lane::kSlow, positions);
  add("/api/corrections", Lane::kQuick, history);
  add("/api/statements/{id}/copies", Lane::kQuick, copies);
  add_corrections(router, pool, editor);
}

}  // namespace quoth
