#include "store/content_writer.h"

#include <fmt/format.h>

#include <optional>
#include <string>

#include "store/columns.h"
#include "store/days.h"
#include "store/rows.h"
#include "write/selection.h"

namespace quoth {
namespace {

// Numbers of statements and entities begin at 1, indices at 0.
std::optional<int64_t> number_of(const std::optional<uint32_t>& index) {
  return index ? std::optional<int64_t>(int64_t{*index} + 1) : std::nullopt;
}

template <typename T>
std::string_view name_or_none(const std::optional<T>& value) {
  return value ? name(*value) : "";
}

}  // namespace

Result<ContentWriter> ContentWriter::open(Database& db) {
  Preparer prepare(db);
  ContentWriter w(db);
  w.entity_ = prepare(
      "INSERT INTO entities (article_id, number, name, kind, affiliation, roles, aliases, "
      "pronouns, "
      "mentions) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
  w.last_id_ = prepare("SELECT coalesce(max(id), 0) FROM statements WHERE id >= ? AND id < ?");
  w.statement_ = prepare(
      "INSERT INTO statements (id, article_id, number, form, act, channel, confidence, \"begin\", "
      "\"end\", n_words, within, replies_to, addressee, addressee_entity, when_text, when_date, "
      "evidence, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  w.speaker_ = prepare(
      "INSERT INTO speakers (statement_id, position, entity_id, name, kind, role, \"begin\", "
      "\"end\") VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
  w.about_ = prepare("INSERT INTO abouts (statement_id, entity_id) VALUES (?, ?)");
  w.index_ = prepare(
      "INSERT INTO statements_fts (rowid, text, speaker, about, facets) SELECT id, text, speaker, "
      "about, facets FROM statement_words WHERE article_id = ? ORDER BY id");
  w.unindex_ = prepare(
      "INSERT INTO statements_fts (statements_fts, rowid, text, speaker, about, facets) SELECT "
      "'delete', id, text, speaker, about, facets FROM statement_words WHERE article_id = ?");
  w.delete_statements_ = prepare("DELETE FROM statements WHERE article_id = ?");
  w.delete_entities_ = prepare("DELETE FROM entities WHERE article_id = ?");
  if (!prepare.outcome()) return tl::unexpected(prepare.outcome().error());
  return w;
}

Result<void> ContentWriter::remove(int64_t article_id) {
  for (Query* query : {&unindex_, &delete_statements_, &delete_entities_}) {
    if (Result<void> done = query->bind(1, article_id).run(); !done) return done;
  }
  return {};
}

Result<void> ContentWriter::insert(int64_t article_id, int64_t day, const Article& article,
                                   const Record& record) {
  const OffsetMap offsets = map_offsets(article.text, select(record.statements, 0),
                                        OffsetUnit::kCodePoints, record.entities);
  const auto entity_ids = insert_entities(article_id, record, offsets);
  if (!entity_ids) return tl::unexpected(entity_ids.error());
  const Result<int64_t> first = first_free_id(day, record.statements.size());
  if (!first) return tl::unexpected(first.error());
  for (size_t i = 0; i < record.statements.size(); ++i) {
    const Statement& statement = record.statements[i];
    const int64_t id = *first + static_cast<int64_t>(i);
    Result<void> done = insert_statement(id, article_id, i, statement, article.text, offsets);
    if (done) done = insert_links(id, statement, offsets, *entity_ids);
    if (!done) return done;
  }
  return record.statements.empty() ? Result<void>() : index_.bind(1, article_id).run();
}

Result<std::vector<int64_t>> ContentWriter::insert_entities(int64_t article_id,
                                                            const Record& record,
                                                            const OffsetMap& offsets) {
  std::vector<int64_t> ids;
  for (const Entity& e : record.entities) {
    entity_.bind(1, article_id).bind(2, ids.size() + 1).bind(3, e.name).bind(4, name(e.kind));
    entity_.bind_text_or_null(5, e.affiliation).bind_text_or_null(6, json_strings(e.roles));
    entity_.bind_text_or_null(7, json_strings(e.aliases));
    entity_.bind_text_or_null(8, json_strings(e.pronouns));
    if (Result<void> done = entity_.bind(9, json_spans(e.mentions, offsets)).run(); !done) {
      return tl::unexpected(done.error());
    }
    ids.push_back(db_->last_insert_rowid());
  }
  return ids;
}

Result<int64_t> ContentWriter::first_free_id(int64_t day, size_t n_statements) {
  const int64_t begin = first_id_of(day);
  const int64_t end = end_id_of(day);
  const Result<bool> row = last_id_.reset().bind(1, begin).bind(2, end).step();
  if (!row) return tl::unexpected(row.error());
  const int64_t last = last_id_.integer(0);
  last_id_.reset();
  const int64_t first = last == 0 ? begin + 1 : last + 1;
  if (first + static_cast<int64_t>(n_statements) > end) {
    return fail(ErrorCode::kTooLarge,
                fmt::format("has no room for more statements of {}", format_day(day)),
                db_->file().string());
  }
  return first;
}

Result<void> ContentWriter::insert_statement(int64_t id, int64_t article_id, size_t index,
                                             const Statement& s, std::string_view text,
                                             const OffsetMap& offsets) {
  const auto words = [&](ByteSpan span) { return text.substr(span.begin, span.size()); };
  const std::string content = join_pieces(s.content, text, " ");
  Query& q = statement_;
  q.bind(1, id).bind(2, article_id).bind(3, index + 1).bind(4, name(s.form));
  q.bind_text_or_null(5, name_or_none(s.act)).bind_text_or_null(6, name_or_none(s.channel));
  q.bind(7, thousandths(s.confidence) / 1000.0);
  q.bind(8, offsets.at(s.content.front().begin)).bind(9, offsets.at(s.content.back().end));
  q.bind(10, count_words(content)).bind(11, number_of(s.within)).bind(12, number_of(s.replies_to));
  q.bind_text_or_null(13, s.addressee ? words(s.addressee->span) : "");
  q.bind(14, s.addressee ? number_of(s.addressee->entity) : std::nullopt);
  q.bind_text_or_null(15, s.when ? words(s.when->span) : "");
  q.bind_text_or_null(16, s.when ? std::string_view(s.when->date) : "");
  q.bind(17, json_evidence(s, offsets)).bind(18, content);
  return q.run();
}

Result<void> ContentWriter::insert_links(int64_t id, const Statement& statement,
                                         const OffsetMap& offsets,
                                         const std::vector<int64_t>& entity_ids) {
  Query& q = speaker_;
  for (size_t i = 0; i < statement.speakers.size(); ++i) {
    const Speaker& p = statement.speakers[i];
    q.bind(1, id).bind(2, i).bind(4, p.name).bind(5, name(p.kind)).bind_text_or_null(6, p.role);
    p.entity ? q.bind(3, entity_ids[*p.entity]) : q.bind_null(3);
    if (p.span.empty()) {
      q.bind_null(7).bind_null(8);
    } else {
      q.bind(7, offsets.at(p.span.begin)).bind(8, offsets.at(p.span.end));
    }
    if (Result<void> done = q.run(); !done) return done;
  }
  for (const uint32_t entity : statement.about) {
    if (Result<void> done = about_.bind(1, id).bind(2, entity_ids[entity]).run(); !done) {
      return done;
    }
  }
  return {};
}

}  // namespace quoth
