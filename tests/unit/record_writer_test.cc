#include "store/record_writer.h"

#include <gtest/gtest.h>

#include <string>

#include "store/columns.h"
#include "store/days.h"
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
