#include "support/record_builder.h"

#include "store/columns.h"

namespace quoth {

void RecordBuilder::run(const std::string& sql, const std::vector<std::string>& parameters) {
  Result<Query> q = db_.prepare(sql);
  ASSERT_TRUE(q) << q.error().message << ": " << sql;
  for (size_t i = 0; i < parameters.size(); ++i) {
    q->bind_text_or_null(static_cast<int>(i) + 1, parameters[i]);
  }
  const Result<void> done = q->run();
  ASSERT_TRUE(done) << done.error().message << ": " << sql;
}

void RecordBuilder::fill(int64_t id, const TestArticle& a) {
  const std::string article = std::to_string(id);
  std::string text;
  int number = 0;
  for (const TestEntity& e : a.entities) {
    text += "the ";
    const size_t begin = text.size();
    text += e.name + ' ';
    const std::string mentions =
        "[[" + std::to_string(begin) + ',' + std::to_string(begin + e.name.size()) + "]]";
    run("INSERT INTO entities (article_id, number, name, kind, roles, aliases, mentions) VALUES "
        "(?, "
        "?, ?, ?, ?, ?, ?)",
        {article, std::to_string(++number), e.name, e.kind, json_strings(e.roles),
         json_strings(e.aliases), mentions});
  }
  run("INSERT OR REPLACE INTO texts VALUES (?, ?)", {article, text});
  const std::string day = text_of_day(a.date);
  number = 0;
  for (const TestStatement& s : a.statements) {
    run("INSERT INTO statements (id, article_id, number, form, act, confidence, begin, \"end\", "
        "n_words, replies_to, evidence, text) VALUES ((SELECT coalesce(max(id), (CAST(? AS "
        "INTEGER) << "
        "24)) + 1 FROM statements WHERE id >> 24 = CAST(?1 AS INTEGER)), ?, ?, ?, ?, 0.9, 0, 1, 1, "
        "?, "
        "'{}', ?)",
        {day, article, std::to_string(++number), s.form, s.act,
         s.replies_to == 0 ? "" : std::to_string(s.replies_to), s.text});
    const std::string statement = std::to_string(db_.last_insert_rowid());
    if (s.speaker != 0) {
      const TestEntity& e = a.entities[static_cast<size_t>(s.speaker) - 1];
      run("INSERT INTO speakers (statement_id, position, entity_id, name, kind) VALUES (?, 0, "
          "(SELECT "
          "id FROM entities WHERE article_id = ? AND number = ?), ?, ?)",
          {statement, article, std::to_string(s.speaker), e.name, e.kind});
    }
    for (const int about : s.about) {
      run("INSERT INTO abouts VALUES (?, (SELECT id FROM entities WHERE article_id = ? AND number "
          "= "
          "?))",
          {statement, article, std::to_string(about)});
    }
  }
  const Result<void> linked = linker_.link(id);
  ASSERT_TRUE(linked) << linked.error().message;
}

int64_t RecordBuilder::add(const TestArticle& a) {
  run("INSERT OR IGNORE INTO extractors (id, name) VALUES (1, 'test')", {});
  if (!a.publisher.empty()) {
    run("INSERT OR IGNORE INTO publishers (name) VALUES (?)", {a.publisher});
  }
  run("INSERT INTO articles (sha256, text_sha256, doc_id, published, day, publisher_id, n_chars, "
      "n_words, n_statements, extractor_id, ingested_at) VALUES (?1, ?1, ?1, ?2, ?3, (SELECT id "
      "FROM "
      "publishers WHERE name = ?4), 0, 0, 0, 1, '2024-01-01T00:00:00Z')",
      {a.id, a.date, text_of_day(a.date), a.publisher});
  const int64_t id = db_.last_insert_rowid();
  fill(id, a);
  return id;
}

void RecordBuilder::replace(const TestArticle& a) {
  const int64_t id = scalar("SELECT id FROM articles WHERE sha256 = '" + a.id + "'");
  run("DELETE FROM statements WHERE article_id = ?", {std::to_string(id)});
  run("DELETE FROM entities WHERE article_id = ?", {std::to_string(id)});
  fill(id, a);
}

std::string RecordBuilder::text_of_day(const std::string& date) {
  const auto days = day_range(date);
  return std::to_string(days ? days->first : 0);
}

std::string RecordBuilder::text(const std::string& sql) {
  Result<Query> q = db_.prepare(sql);
  if (!q) return "error: " + q.error().message;
  const Result<bool> row = q->step();
  return row && *row ? std::string(q->text(0)) : "";
}

namespace {
std::string where(const std::string& article, int entity) {
  return " FROM entities AS e JOIN articles AS a ON a.id = e.article_id WHERE a.sha256 = '" +
         article + "' AND e.number = " + std::to_string(entity);
}
}  // namespace

int64_t RecordBuilder::person_of(const std::string& article, int entity) {
  return scalar("SELECT e.person_id" + where(article, entity));
}
int64_t RecordBuilder::entity_id(const std::string& article, int entity) {
  return scalar("SELECT e.id" + where(article, entity));
}
std::string RecordBuilder::rule_of(const std::string& article, int entity) {
  return text("SELECT e.link_rule" + where(article, entity));
}

}  // namespace quoth
