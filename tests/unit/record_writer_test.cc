#include "store/record_writer.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "store/columns.h"
#include "store/days.h"
#include "store/stored_article.h"
#include "stored_articles.h"

namespace quoth {
namespace {

class RecordWriterTest : public testing::Test {
 protected:
  Stored add(const StoredArticle& article, const std::string& extractor = "one",
             Duplicates duplicates = Duplicates::kKeep) {
    Result<RecordWriter> writer = RecordWriter::open(db_, extractor);
    Result<Transaction> transaction = Transaction::begin(db_);
    const Result<Stored> stored = writer->add(article, duplicates);
    EXPECT_TRUE(stored) << stored.error().message;
    EXPECT_TRUE(transaction->commit());
    return *stored;
  }
  int64_t scalar(std::string_view sql) { return db_.scalar(sql).value(); }
  std::string text(std::string_view sql) {
    Result<Query> query = db_.prepare(sql);
    EXPECT_TRUE(query) << query.error().message;
    EXPECT_EQ(query->step(), true) << sql;
    return std::string(query->text(0));
  }
  // The index agrees with the tables: FTS5 compares them.
  void expect_index_is_sound() {
    EXPECT_TRUE(db_.execute(
        "INSERT INTO statements_fts (statements_fts, rank) VALUES ('integrity-check', 1)"));
  }

  Database db_ = Database::in_memory().value();
};

TEST_F(RecordWriterTest, KeepsAnArticleWithAllItsFields) {
  EXPECT_EQ(add(stored_article(
                "a.txt", "2018-03-26", "Courier",
                {{"Zoë Keller", "The harbour is shut", Act::kAccuse, "Ines Duarte", 0.9349F}})),
            Stored::kNew);
  EXPECT_EQ(text("SELECT published || ' ' || date(day) || ' ' || n_words || ' ' || n_statements || "
                 "' ' || language FROM articles"),
            "2018-03-26 2018-03-26 9 1 en");
  EXPECT_EQ(text("SELECT name || kind || mentions FROM entities WHERE number = 1"),
            "Zoë Kellerperson[[41,51]]");
  EXPECT_EQ(text("SELECT form || act || confidence || ' ' || n_words || evidence || text FROM "
                 "statements"),
            "directaccuse0.935 4{\"source\":[[41,51]],\"cue\":[[36,40]],\"content\":[[13,35]]}“The "
            "harbour is shut,”");
  EXPECT_EQ(text("SELECT substr(t.text, s.\"begin\" + 1, s.\"end\" - s.\"begin\") FROM statements "
                 "AS s JOIN texts AS t USING (article_id)"),
            "“The harbour is shut,”");
  EXPECT_EQ(text("SELECT date(id >> 24) || ' ' || (id & 0xffffff) FROM statements"),
            "2018-03-26 1");
  EXPECT_EQ(text("SELECT speaker || '/' || about || '/' || facets FROM statement_words"),
            "Zoë Keller/Ines Duarte/formdirect actaccuse publisher1 confidence18 kindperson");
  EXPECT_EQ(scalar("SELECT count(*) FROM statements_fts WHERE statements_fts MATCH 'zoe harbour'"),
            1);
  expect_index_is_sound();
}

TEST_F(RecordWriterTest, TheSameArticleAgainIsNothingNew) {
  StoredArticle article = stored_article("a.txt", "2018", "Courier", {{"Bo", "One"}});
  EXPECT_EQ(add(article), Stored::kNew);
  article.article.id = "moved/a.txt";
  EXPECT_EQ(add(article), Stored::kAlreadyThere);
  EXPECT_EQ(scalar("SELECT count(*) FROM articles"), 1);
}

TEST_F(RecordWriterTest, AnotherDateOrTitleIsAnotherArticle) {
  const StoredArticle a = stored_article("a", "2018", "Courier", {{"Bo", "One"}});
  StoredArticle b = a;
  b.article.title = "The port";
  StoredArticle c = a;
  c.article.url = c.article.title;
  c.article.title.clear();
  EXPECT_NE(a.hashes.identity, hash_article(b.article).identity);
  EXPECT_NE(a.hashes.identity, hash_article(c.article).identity);
  EXPECT_EQ(a.hashes.text, hash_article(b.article).text);
}

TEST_F(RecordWriterTest, AnotherExtractorReplacesStatements) {
  StoredArticle article =
      stored_article("a", "2018-03-26", "Courier", {{"Bo", "The old harbour"}, {"Al", "Two"}});
  add(article);
  add(stored_article("b", "2018-03-26", "Courier", {{"Cy", "Another"}}));
  const int64_t id = scalar("SELECT id FROM articles WHERE doc_id = 'a'");
  article.record.statements.pop_back();
  EXPECT_EQ(add(article, "two"), Stored::kReplaced);
  EXPECT_EQ(scalar("SELECT id FROM articles WHERE doc_id = 'a'"), id);
  EXPECT_EQ(scalar("SELECT count(*) FROM statements"), 2);
  EXPECT_EQ(scalar("SELECT count(*) FROM speakers"), 2);
  EXPECT_EQ(scalar("SELECT n_statements FROM articles WHERE doc_id = 'a'"), 1);
  EXPECT_EQ(scalar("SELECT count(*) FROM statements_fts WHERE statements_fts MATCH 'harbour'"), 1);
  EXPECT_EQ(scalar("SELECT count(*) FROM statements_fts WHERE statements_fts MATCH 'two'"), 0);
  expect_index_is_sound();
  EXPECT_EQ(add(article, "two"), Stored::kAlreadyThere);
}

TEST_F(RecordWriterTest, ASectionThatIsKnownLaterIsTaken) {
  StoredArticle article = stored_article("a", "2018", "Courier", {{"Bo", "The harbour"}});
  const std::string facets = "SELECT facets FROM statement_words";
  add(article);
  EXPECT_EQ(text(facets), "formdirect actassert publisher1 confidence18 kindperson");
  article.article.section = "Local news";
  EXPECT_EQ(hash_article(article.article).identity, article.hashes.identity);
  EXPECT_EQ(add(article), Stored::kReplaced);
  EXPECT_EQ(add(article), Stored::kAlreadyThere);
  EXPECT_EQ(text(facets), "formdirect actassert publisher1 section1 confidence18 kindperson");
  expect_index_is_sound();
  article.article.section = "Port";  // the first one stays
  EXPECT_EQ(add(article), Stored::kAlreadyThere);
  article.article.section.clear();
  EXPECT_EQ(add(article, "two"), Stored::kReplaced);
  EXPECT_EQ(text("SELECT c.name FROM articles AS a JOIN sections AS c ON c.id = a.section_id"),
            "Local news");
  EXPECT_EQ(scalar("SELECT count(*) FROM articles"), 1);
  expect_index_is_sound();
}

TEST_F(RecordWriterTest, IdsAreInOrderOfDate) {
  add(stored_article("later", "2018-03-27", "", {{"Bo", "Later"}}));
  add(stored_article("none", "", "", {{"Bo", "None"}}));
  add(stored_article("sooner", "2018-03-26T10:00Z", "", {{"Bo", "Sooner"}, {"Bo", "Sooner too"}}));
  EXPECT_EQ(text("SELECT group_concat(text, ' ') FROM (SELECT text FROM statements ORDER BY id)"),
            "“None,” “Sooner,” “Sooner too,” “Later,”");
}

TEST_F(RecordWriterTest, NearCopiesNameTheEarlierArticle) {
  std::vector<Said> said;
  for (int i = 0; i < 12; ++i) {
    said.push_back({"Bo", "Pier number " + std::to_string(i * 7919) + " has to go by the spring"});
  }
  StoredArticle first = stored_article("first", "2018", "", said);
  said.push_back({"Al", "Not so"});
  StoredArticle second = stored_article("second", "2019", "", said);
  StoredArticle other = stored_article("other", "2019", "", {{"Bo", "Ferries go at nine"}});
  for (StoredArticle* a : {&first, &second, &other}) a->signature = signature_of(a->article.text);
  add(first);
  add(second, "one", Duplicates::kSkip);
  add(other);
  EXPECT_EQ(text("SELECT b.doc_id || ' ' || a.doc_id || ' ' || b.n_statements FROM articles AS b "
                 "JOIN articles AS a ON a.id = b.duplicate_of"),
            "second first 0");
  EXPECT_EQ(scalar("SELECT count(*) FROM articles WHERE duplicate_of IS NOT NULL"), 1);
}

TEST_F(RecordWriterTest, FailuresStayUntilTheDocumentIsRead) {
  Result<RecordWriter> writer = RecordWriter::open(db_, "one");
  const FailedInput failed{"a", {ErrorCode::kInvalidJson, "no JSON", "a:1"}};
  ASSERT_TRUE(writer->add_failure(failed));
  ASSERT_TRUE(writer->add_failure(failed));
  EXPECT_EQ(text("SELECT count(*) || code || message || place FROM failures"),
            "1invalid_jsonno JSONa:1");
  add(stored_article("a", "", "", {{"Bo", "One"}}));
  EXPECT_EQ(scalar("SELECT count(*) FROM failures"), 0);
}

// A record that was made before there were sections: its index stays true to it, and its articles
// can be read, searched, replaced and given one.
TEST(Migration, ARecordWithoutSectionsIsKeptAndTakesThem) {
  std::string pattern = (std::filesystem::temp_directory_path() / "quoth-migrate-XXXXXX").string();
  const std::filesystem::path folder = mkdtemp(pattern.data());
  const std::filesystem::path file = folder / "news.db";
  StoredArticle article = stored_article("a", "2018-03-26", "Courier", {{"Bo", "The harbour"}});
  {
    Result<Database> db =
        Database::open(file, {.mode = OpenMode::kWrite, .steps = migrations().first(3)});
    ASSERT_TRUE(db) << db.error().message;
    ASSERT_TRUE(db->execute(
        "INSERT INTO extractors VALUES (1, 'one'); INSERT INTO publishers VALUES (1, 'Courier');"
        "INSERT INTO articles (id, sha256, text_sha256, doc_id, publisher_id, published, day, "
        "n_chars, n_words, n_statements, extractor_id, ingested_at) VALUES (1, '" +
        article.hashes.identity +
        "', '', 'a', 1, '2018-03-26', 2458204, 1, 1, 1, 1, '');"
        "INSERT INTO texts VALUES (1, '" +
        article.article.text +
        "');"
        "INSERT INTO statements (id, article_id, number, form, confidence, \"begin\", \"end\", "
        "n_words, evidence, text) VALUES (2458204 << 24 | 1, 1, 1, 'direct', 0.9, 13, 27, 2, "
        "'{\"source\":[],\"cue\":[],\"content\":[[13,27]]}', '“The harbour,”');"
        "INSERT INTO statements_fts (rowid, text, speaker, about, facets) SELECT id, text, "
        "speaker, about, facets FROM statement_words"));
  }
  {
    Result<Database> db = Database::open(file, {.mode = OpenMode::kWrite});
    ASSERT_TRUE(db) << db.error().message;
    const char* check =
        "INSERT INTO statements_fts (statements_fts, rank) VALUES ('integrity-check', 1)";
    EXPECT_TRUE(db->execute(check));
    const auto view = read_article(*db, article_id(article.hashes.identity));
    ASSERT_TRUE(view) << view.error().message;
    EXPECT_EQ(view->article.section, "");
    article.article.section = "Local news";
    Result<RecordWriter> writer = RecordWriter::open(*db, "one");
    EXPECT_EQ(writer->add(article).value(), Stored::kReplaced);
    EXPECT_TRUE(db->execute(check));
    EXPECT_EQ(read_article(*db, article_id(article.hashes.identity))->article.section,
              "Local news");
    EXPECT_EQ(db->scalar("SELECT count(*) FROM statements_fts WHERE statements_fts MATCH "
                         "'section1'"),
              1);
  }
  std::filesystem::remove_all(folder);
}

TEST(Days, RangesOfDates) {
  EXPECT_EQ(day_range("2018-03-26"), (DayRange{2458204, 2458204}));
  EXPECT_EQ(day_range("2018-03-26T23:59:00+02:00"), (DayRange{2458204, 2458204}));
  EXPECT_EQ(day_range("2018-02"), (DayRange{2458151, 2458178}));
  EXPECT_EQ(day_range("2018"), (DayRange{2458120, 2458484}));
  EXPECT_EQ(day_range("0001-01-01"), (DayRange{kFirstDay, kFirstDay}));
  for (const char* none : {"", "18", "2018-13", "2018-02-30", "0000", "2018-3-26", "2018x",
                           "spring 2018", "-018", "2018-", "2018-03-"}) {
    EXPECT_EQ(day_range(none), std::nullopt) << none;
  }
}

TEST(Days, Format) {
  EXPECT_EQ(format_day(2458204), "2018-03-26");
  EXPECT_EQ(format_day(0), "");
}

TEST(Columns, WordsAreCounted) {
  EXPECT_EQ(count_words("“We won,” — she said."), 4U);
  EXPECT_EQ(count_words(""), 0U);
  EXPECT_EQ(count_words(" … – "), 0U);
  EXPECT_EQ(count_words("3.5m été"), 2U);
}

}  // namespace
}  // namespace quoth
