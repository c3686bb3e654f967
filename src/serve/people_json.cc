#include "serve/people_json.h"

#include "store/rows.h"
#include "store/stored_article.h"
#include "write/escape.h"
#include "write/json_text.h"
#include "write/selection.h"

namespace quoth {
namespace {

void add_confidence(JsonWriter& object, double confidence) {
  object.key("confidence") += format_confidence(static_cast<float>(confidence));
}

// A list of what `one` appends for each item.
template <typename List, typename F>
void add_list(JsonWriter& object, std::string& out, std::string_view key, const List& list, F one) {
  object.key(key);
  JsonWriter array(out, '[');
  for (const auto& item : list) {
    array.element();
    one(item);
  }
  array.close();
}

// Ids of statements by their rows.
class Permalinks {
 public:
  static Result<Permalinks> open(Database& db) {
    auto query = db.prepare(
        "SELECT a.sha256, s.number FROM statements AS s JOIN articles AS a ON a.id = s.article_id "
        "WHERE s.id = ?");
    if (!query) return tl::unexpected(query.error());
    return Permalinks(*std::move(query));
  }

  Result<std::string> of(int64_t statement) {
    std::string id;
    query_.bind(1, statement);
    QUOTH_TRY(
        for_each_row(query_, [&] { id = statement_permalink(query_.text(0), query_.integer(1)); }));
    return id;
  }

 private:
  explicit Permalinks(Query query) : query_(std::move(query)) {}
  Query query_;
};

void add_summary(JsonWriter& object, const PersonSummary& person) {
  object.number("id", person.id);
  object.field("name", person.name);
  object.field("kind", person.kind);
  object.number("articles", person.n_articles);
  object.number("statements", person.n_statements);
  object.number("about", person.n_about);
  object.given("first", person.first);
  object.given("last", person.last);
}

void append_parties(JsonWriter& object, std::string& out, std::string_view key,
                    const std::vector<PositionParty>& parties) {
  if (parties.empty()) return;
  add_list(object, out, key, parties, [&](const PositionParty& party) {
    JsonWriter item(out, '{');
    if (party.person != 0) item.number("id", party.person);
    item.field("name", party.name);
    item.close();
  });
}

Result<void> append_position(std::string& out, const PositionStatement& s, Permalinks& permalinks) {
  const auto id = permalinks.of(s.id);
  if (!id) return tl::unexpected(id.error());
  JsonWriter object(out, '{');
  object.field("id", *id);
  object.given("act", s.act);
  object.given("date", s.date);
  object.field("document", s.article);
  object.given("url", s.url);
  object.given("publisher", s.publisher);
  object.given("title", s.title);
  object.field("text", s.text);
  add_confidence(object, s.confidence);
  append_parties(object, out, "about", s.about);
  if (s.answers != 0) {
    const auto answered = permalinks.of(s.answers);
    if (!answered) return tl::unexpected(answered.error());
    object.field("answers", *answered);
    object.field("answers_text", s.answers_text);
    append_parties(object, out, "answers_whom", s.answers_whom);
  }
  append_parties(object, out, "answered_by", s.answered_by);
  object.close();
  return {};
}

}  // namespace

void append_person(std::string& out, const PersonSummary& person) {
  JsonWriter object(out, '{');
  add_summary(object, person);
  add_list(object, out, "roles", person.roles,
           [&](const std::string& role) { append_json_string(out, role); });
  object.close();
}

void append_person_page(std::string& out, const PersonPage& page) {
  JsonWriter object(out, '{');
  add_summary(object, page.summary);
  add_list(object, out, "merged", page.merged, [&](int64_t id) { out += std::to_string(id); });
  add_list(object, out, "names", page.names, [&](const PersonName& name) {
    JsonWriter item(out, '{');
    item.field("name", name.printed);
    item.field("rule", name.rule);
    add_confidence(item, name.confidence);
    item.number("articles", name.n_articles);
    item.close();
  });
  add_list(object, out, "roles", page.roles, [&](const PersonRole& role) {
    JsonWriter item(out, '{');
    item.field("role", role.role);
    item.given("first", role.first);
    item.given("last", role.last);
    item.number("articles", role.n_articles);
    item.field("document", role.evidence);
    item.close();
  });
  add_list(object, out, "links", page.links, [&](const PersonLink& link) {
    JsonWriter item(out, '{');
    item.number("entity", link.entity);
    item.field("document", link.article);
    item.given("date", link.date);
    item.given("publisher", link.publisher);
    item.field("name", link.name);
    item.field("rule", link.rule);
    add_confidence(item, link.confidence);
    if (!link.detail.empty()) item.key("detail") += link.detail;
    item.close();
  });
  object.close();
}

Result<void> append_positions(Database& db, std::string& out, const Positions& positions) {
  auto permalinks = Permalinks::open(db);
  if (!permalinks) return tl::unexpected(permalinks.error());
  JsonWriter object(out, '{');
  object.key("statements");
  JsonWriter statements(out, '[');
  for (const PositionStatement& s : positions.statements) {
    statements.element();
    QUOTH_TRY(append_position(out, s, *permalinks));
  }
  statements.close();
  add_list(object, out, "moves", positions.moves, [&](const Move& move) {
    JsonWriter item(out, '{');
    item.number("earlier", static_cast<int64_t>(move.earlier));
    item.number("later", static_cast<int64_t>(move.later));
    item.field("kind", move.kind);
    item.key("similarity") += format_confidence(static_cast<float>(move.similarity));
    add_list(item, out, "about", move.about, [&](int64_t id) { out += std::to_string(id); });
    item.close();
  });
  object.number("left_out", positions.n_left_out);
  object.close();
  return {};
}

void append_correction(std::string& out, const Correction& correction) {
  JsonWriter object(out, '{');
  object.number("id", correction.id);
  object.field("made_at", correction.made_at);
  object.field("made_by", correction.made_by);
  object.field("action", correction.action);
  object.key("detail") += correction.detail.empty() ? "{}" : correction.detail;
  object.given("reason", correction.reason);
  if (correction.undoes != 0) object.number("undoes", correction.undoes);
  if (correction.taken_back_by != 0) {
    object.number("taken_back_by", correction.taken_back_by);
  }
  object.close();
}

Result<void> append_quote_group(Database& db, std::string& out, const QuoteGroup& group) {
  auto permalinks = Permalinks::open(db);
  if (!permalinks) return tl::unexpected(permalinks.error());
  JsonWriter object(out, '{');
  object.number("articles", group.n_articles);
  object.number("wordings", group.n_wordings);
  object.key("several_speakers") += group.several_speakers ? "true" : "false";
  object.key("printings");
  JsonWriter printings(out, '[');
  for (const QuotePrinting& p : group.printings) {
    const auto id = permalinks->of(p.statement);
    if (!id) return tl::unexpected(id.error());
    printings.element();
    JsonWriter item(out, '{');
    item.field("id", *id);
    item.field("document", p.article);
    item.given("date", p.date);
    item.given("publisher", p.publisher);
    item.given("url", p.url);
    item.given("title", p.title);
    item.field("speaker", p.speaker);
    if (p.person != 0) item.number("person", p.person);
    item.field("words", p.words);
    item.field("wording", p.wording);
    add_list(item, out, "edits", p.edits, [&](const WordingEdit& edit) {
      JsonWriter change(out, '{');
      change.field("first", edit.first);
      change.field("here", edit.here);
      change.close();
    });
    item.close();
  }
  printings.close();
  object.close();
  return {};
}

}  // namespace quoth
