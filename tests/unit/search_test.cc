#include "store/search.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "stored_articles.h"

namespace quoth {
namespace {

using Strings = std::vector<std::string>;

TEST(ParseWords, WordsPhrasesAndPrefixes) {
  const auto parse = [](std::string_view text) { return parse_words(text).value(); };
  EXPECT_EQ(parse("harbour \"not fit\" dred*"),
            (Strings{"\"harbour\"", "\"not fit\"", "\"dred\" *"}));
  EXPECT_EQ(parse("“not fit” «zu spät»"), (Strings{"\"not fit\"", "\"zu spät\""}));
  EXPECT_EQ(parse("don't co-op"), (Strings{"\"don't\"", "\"co-op\""}));
  EXPECT_EQ(parse("NOT OR ( - ^ : +"), (Strings{"\"NOT\"", "\"OR\""}));
  EXPECT_EQ(parse("a \"b c"), (Strings{"\"a\"", "\"b c\""}));
  EXPECT_EQ(parse("e* *"), (Strings{"\"e\""}));
  EXPECT_EQ(parse("\"a*b\""), (Strings{"\"a*b\""}));
  EXPECT_EQ(parse(""), Strings());
  EXPECT_EQ(parse(" \"\" — "), Strings());
}

TEST(ParseWords, Limits) {
  EXPECT_EQ(parse_words(std::string(5000, 'a')).error().code, ErrorCode::kTooLarge);
  std::string many;
  for (int i = 0; i < 65; ++i) many += "a ";
  EXPECT_EQ(parse_words(many).error().code, ErrorCode::kTooLarge);
}

class SearchTest : public testing::Test {
 protected:
  void SetUp() override {
    Result<RecordWriter> writer = RecordWriter::open(db_, "one");
    Result<Transaction> transaction = Transaction::begin(db_);
    const StoredArticle articles[] = {
        stored_article("a1", "2018-03-26", "Courier",
                       {{"Maria Keller", "The harbour is not fit for ships"},
                        {"Ines Duarte", "Keller is wrong about the harbour and all that is in it",
                         Act::kAccuse, "Maria Keller"}}),
        stored_article(
            "a2", "2018-04-02", "Gazette",
            {{"Maria Keller", "Dredging begins in May", Act::kCommit},
             {"the union", "We were not asked", Act::kAccuse, "", 0.4F, EntityKind::kGroup}}),
        stored_article("a3", "2019", "Courier", {{"Jonas Keller", "Ships love Café Ébène"}}),
        stored_article("a4", "", "", {{"Maria Keller", "The harbour stays"}}),
    };
    for (const StoredArticle& a : articles) ASSERT_TRUE(writer->add(a));
    ASSERT_TRUE(transaction->commit());
  }

  // "a1s2 a2s1": the statements found, in order.
  std::string found(const SearchFilter& filter, const SearchOptions& options = {}) {
    Result<SearchPage> page = searcher_.search(filter, options);
    EXPECT_TRUE(page) << page.error().message;
    if (!page) return page.error().message;
    std::string out;
    for (const SearchHit& hit : page->hits) {
      out += (out.empty() ? "" : " ") + hit.doc_id + "s" + std::to_string(hit.number);
    }
    EXPECT_EQ(searcher_.count(filter).value(), page->n_found);
    return out;
  }

  Database db_ = Database::in_memory().value();
  Searcher searcher_ = Searcher::open(db_).value();
};

TEST_F(SearchTest, ByWords) {
  EXPECT_EQ(found({.words = "harbour"}), "a4s1 a1s1 a1s2");  // shorter ones first
  EXPECT_EQ(found({.words = "HARBOUR ships"}), "a1s1");
  EXPECT_EQ(found({.words = "\"not fit\""}), "a1s1");
  EXPECT_EQ(found({.words = "\"fit not\""}), "");
  EXPECT_EQ(found({.words = "dredg*"}), "a2s1");
  EXPECT_EQ(found({.words = "cafe ebene"}), "a3s1");
  EXPECT_EQ(found({.words = "nobody"}), "");
}

TEST_F(SearchTest, WordsFindTheSpeakerToo) {
  EXPECT_EQ(found({.words = "jonas ships"}), "a3s1");
  EXPECT_EQ(found({.words = "keller wrong"}), "a1s2");
}

TEST_F(SearchTest, WithoutWordsTheNewestComeFirst) {
  EXPECT_EQ(found({}), "a3s1 a2s2 a2s1 a1s2 a1s1 a4s1");
}

TEST_F(SearchTest, EveryFilter) {
  EXPECT_EQ(found({.speaker = "keller"}), "a3s1 a2s1 a1s1 a4s1");
  EXPECT_EQ(found({.speaker = "keller maria"}), "a2s1 a1s1 a4s1");
  EXPECT_EQ(found({.about = "keller"}), "a1s2");
  EXPECT_EQ(found({.acts = {"accuse"}}), "a2s2 a1s2");
  EXPECT_EQ(found({.acts = {"accuse", "commit"}}), "a2s2 a2s1 a1s2");
  EXPECT_EQ(found({.channels = {"press"}}), "");
  EXPECT_EQ(found({.forms = {"direct"}, .kinds = {"group"}}), "a2s2");
  EXPECT_EQ(found({.publishers = {"courier"}}), "a3s1 a1s2 a1s1");
  EXPECT_EQ(found({.publishers = {"Herald"}}), "");
  EXPECT_EQ(found({.publishers = {"Herald", "Gazette"}}), "a2s2 a2s1");
  EXPECT_EQ(found({.min_confidence = 0.4}), "a3s1 a2s2 a2s1 a1s2 a1s1 a4s1");
  EXPECT_EQ(found({.acts = {"accuse"}, .min_confidence = 0.41}), "a1s2");
  EXPECT_EQ(found({.words = "harbour", .acts = {"accuse"}, .publishers = {"Courier"}}), "a1s2");
}

TEST_F(SearchTest, BySection) {
  EXPECT_EQ(found({.sections = {"sport"}}), "");
  StoredArticle sport = stored_article("a5", "2020", "Courier", {{"Bo", "We won the harbour cup"}});
  sport.article.section = "Sport & Games";
  Result<RecordWriter> writer = RecordWriter::open(db_, "one");
  ASSERT_TRUE(writer->add(sport));
  EXPECT_EQ(found({.sections = {"sport & games"}}), "a5s1");
  EXPECT_EQ(found({.words = "harbour", .sections = {"Sport & Games", "News"}}), "a5s1");
  EXPECT_EQ(found({.sections = {"Sport"}}), "");
  EXPECT_EQ(found({.publishers = {"Gazette"}, .sections = {"Sport & Games"}}), "");
  const SearchFacets facets = searcher_.facets({.words = "harbour"}).value();
  EXPECT_EQ(facets.facets[5].name, "section");
  EXPECT_EQ(facets.facets[5].counts, (std::vector<FacetCount>{{"Sport & Games", 1}}));
  EXPECT_EQ(searcher_.search({.sections = {"Sport & Games"}})->hits[0].section, "Sport & Games");
}

TEST_F(SearchTest, ByDate) {
  EXPECT_EQ(found({.since = "2018-04"}), "a3s1 a2s2 a2s1");
  EXPECT_EQ(found({.until = "2018-03"}), "a1s2 a1s1");
  EXPECT_EQ(found({.since = "2018-03-26", .until = "2018-03-26"}), "a1s2 a1s1");
  EXPECT_EQ(found({.words = "harbour", .since = "2018", .until = "2018"}), "a1s1 a1s2");
  EXPECT_EQ(searcher_.search({.since = "May"}).error(),
            (Error{ErrorCode::kUsage, "May is no date (2018, 2018-03 or 2018-03-26)", ""}));
}

TEST_F(SearchTest, ByPerson) {
  ASSERT_TRUE(
      db_.execute("INSERT INTO people (id, name, kind) VALUES (7, 'Maria Keller', 'person');"
                  "UPDATE entities SET person_id = 7 WHERE name = 'Maria Keller';"
                  "UPDATE entities SET person_id = 7 WHERE name = 'the union';"));
  EXPECT_EQ(found({.speaker_person = 7}), "a2s2 a2s1 a1s1 a4s1");
  EXPECT_EQ(found({.words = "not", .speaker_person = 7}), "a2s2 a1s1");
  EXPECT_EQ(found({.about_person = 7}), "a1s2");
  EXPECT_EQ(found({.words = "harbour", .speaker_person = 8}), "");
}

TEST_F(SearchTest, PagesGoOnWhereTheLastOneEnded) {
  for (const SearchFilter& filter : {SearchFilter{}, SearchFilter{.words = "harbour"}}) {
    std::string all, offset;
    SearchOptions options{.limit = 1};
    size_t n = 0;
    do {
      const SearchPage page = searcher_.search(filter, options).value();
      ASSERT_EQ(page.hits.size(), 1U);
      all += page.hits[0].doc_id + std::to_string(page.hits[0].number);
      const SearchPage same = searcher_.search(filter, {.limit = 1, .offset = n++}).value();
      offset += same.hits[0].doc_id + std::to_string(same.hits[0].number);
      options.after = page.next;
    } while (!options.after.empty());
    EXPECT_EQ(all, filter.words.empty() ? "a31a22a21a12a11a41" : "a41a11a12");
    EXPECT_EQ(offset, all);
  }
}

TEST_F(SearchTest, AWrongCursorIsAnError) {
  for (const char* after :
       {"x", "n", "n1x", "b", "b12", "b12-", "n-4", "b00-99999999999999999999"}) {
    const auto page = searcher_.search({}, {.after = after});
    ASSERT_FALSE(page) << after;
    EXPECT_EQ(page.error().code, ErrorCode::kUsage);
  }
}

TEST_F(SearchTest, AHitShowsWhatItSaysAndWhere) {
  const SearchPage page = searcher_.search({.words = "ships fit"}).value();
  ASSERT_EQ(page.hits.size(), 1U);
  const SearchHit& hit = page.hits[0];
  EXPECT_EQ(hit.text, "“The harbour is not fit for ships,”");
  EXPECT_EQ(hit.context, "“The harbour is not fit for ships,” said Maria Keller.");
  Strings words;
  for (const ByteSpan& s : hit.highlights) words.push_back(hit.text.substr(s.begin, s.size()));
  EXPECT_EQ(words, (Strings{"fit", "ships"}));
  words.clear();
  for (const ByteSpan& s : hit.context_highlights) {
    words.push_back(hit.context.substr(s.begin, s.size()));
  }
  EXPECT_EQ(words, (Strings{"fit", "ships"}));
  EXPECT_EQ(hit.speakers, (std::vector<HitSpeaker>{{"Maria Keller", "person", "", 1, 0}}));
  EXPECT_EQ(hit.day, "2018-03-26");
  EXPECT_EQ(hit.publisher, "Courier");
  const SearchHit same = searcher_.read(hit.id).value();
  EXPECT_EQ(same.text, hit.text);
  EXPECT_EQ(same.highlights, std::vector<ByteSpan>());
  EXPECT_EQ(searcher_.read(3).error().code, ErrorCode::kNotFound);
}

TEST_F(SearchTest, Facets) {
  const SearchFacets facets = searcher_.facets({.speaker = "keller"}).value();
  EXPECT_EQ(facets.n_counted, 4U);
  EXPECT_FALSE(facets.is_sample);
  ASSERT_EQ(facets.facets.size(), 8U);
  EXPECT_EQ(facets.facets[0].name, "speaker");
  EXPECT_EQ(facets.facets[0].counts,
            (std::vector<FacetCount>{{"Maria Keller", 3}, {"Jonas Keller", 1}}));
  EXPECT_EQ(facets.facets[4].counts, (std::vector<FacetCount>{{"Courier", 2}, {"Gazette", 1}}));
  EXPECT_EQ(facets.facets[7].counts,
            (std::vector<FacetCount>{{"2018-03", 1}, {"2018-04", 1}, {"2019-01", 1}}));
}

TEST_F(SearchTest, EachGivesAllAndStopsWhenTold) {
  size_t n = 0;
  ASSERT_TRUE(
      searcher_.each({}, SearchOrder::kNewest, [&](const SearchHit&) { return ++n < 100; }));
  EXPECT_EQ(n, 6U);
  n = 0;
  ASSERT_TRUE(searcher_.each({}, SearchOrder::kNewest, [&](const SearchHit&) { return ++n < 2; }));
  EXPECT_EQ(n, 2U);
  Strings ids;
  ASSERT_TRUE(searcher_.each({.words = "harbour"}, SearchOrder::kBest, [&](const SearchHit& hit) {
    ids.push_back(hit.doc_id);
    return true;
  }));
  EXPECT_EQ(ids, (Strings{"a4", "a1", "a1"}));
}

// Whatever the words are, they are data.
TEST_F(SearchTest, NoWordsAreAnErrorOfSyntax) {
  const Strings pieces = {
      "\"", "*",    "(",    ")",  "AND", "OR", "NOT", "NEAR(", "^",  "-",
      ":",  "+",    "text", "{",  "}",   "'",  ",",   "é",     "\\", std::string(1, '\0'),
      "½",  "\xff", "a",    "\n", " ",   "“",  "”",   "%",     ";",  "\xF0\x9F\x98\x80"};
  uint64_t state = 7;
  for (int i = 0; i < 3000; ++i) {
    std::string words;
    for (int j = 0; j < 6; ++j) {
      state = state * 6364136223846793005 + 1442695040888963407;
      words += pieces[(state >> 33) % pieces.size()];
    }
    const auto page = searcher_.search({.words = words, .speaker = words, .about = words});
    EXPECT_TRUE(page) << words << ": " << (page ? "" : page.error().message);
  }
}

// What another connection writes between two searches, and within them what one has begun with.
class SharedRecord : public testing::Test {
 protected:
  void SetUp() override {
    file_ = std::filesystem::path(testing::TempDir()) / "search_shared.db";
    remove();
    writer_.emplace(Database::open(file_, {.mode = OpenMode::kWrite}).value());
    add("a1", "The harbour is shut");
    add("a2", "The harbour and the river and the lake are shut");
    reader_.emplace(Database::open(file_).value());
    searcher_.emplace(Searcher::open(*reader_).value());
  }

  void TearDown() override {
    searcher_.reset();
    reader_.reset();
    writer_.reset();
    remove();
  }

  void remove() {
    for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(file_.string() + end);
  }

  void add(const std::string& id, const std::string& said) {
    Result<RecordWriter> record = RecordWriter::open(*writer_, "one");
    Result<Transaction> transaction = Transaction::begin(*writer_);
    ASSERT_TRUE(record->add(stored_article(id, "2018-03-26", "Courier", {{"Ada Abbot", said}})));
    ASSERT_TRUE(transaction->commit());
  }

  std::string texts(const SearchFilter& filter) {
    std::string out;
    const SearchPage page = searcher_->search(filter).value();
    for (const SearchHit& hit : page.hits) out += hit.text + '|';
    return out;
  }

  std::filesystem::path file_;
  std::optional<Database> writer_, reader_;
  std::optional<Searcher> searcher_;
};

TEST_F(SharedRecord, WhatIsAddedIsFoundAtOnce) {
  EXPECT_EQ(searcher_->search({.words = "harbour"})->n_found, 2U);
  EXPECT_EQ(searcher_->search({.publishers = {"Courier"}})->n_found, 2U);
  for (int i = 3; i < 20; ++i) {
    add("a" + std::to_string(i), "One more harbour, number " + std::to_string(i));
    EXPECT_EQ(searcher_->search({.words = "harbour"})->n_found, size_t(i));
    EXPECT_EQ(searcher_->search({.publishers = {"Courier"}})->n_found, size_t(i));
    EXPECT_EQ(searcher_->facets({.words = "harbour"})->n_counted, size_t(i));
  }
}

TEST_F(SharedRecord, WhatIsChangedIsRankedAndMarkedAnew) {
  EXPECT_EQ(texts({.words = "harbour"}),
            "“The harbour is shut,”|“The harbour and the river and the lake are shut,”|");
  ASSERT_TRUE(writer_->execute(
      "BEGIN;"
      "INSERT INTO statements_fts (statements_fts, rowid, text, speaker, about, facets)"
      " SELECT 'delete', id, text, speaker, about, facets FROM statement_words;"
      "UPDATE statements SET text = CASE WHEN text LIKE '%lake%' THEN 'A harbour' ELSE "
      "'Of what there is to say about it one is the old harbour' END;"
      "INSERT INTO statements_fts (rowid, text, speaker, about, facets)"
      " SELECT id, text, speaker, about, facets FROM statement_words;"
      "COMMIT"));
  EXPECT_EQ(texts({.words = "harbour"}),
            "A harbour|Of what there is to say about it one is the old harbour|");
  EXPECT_EQ(searcher_->search({.words = "harbour"})->hits[0].highlights,
            (std::vector<ByteSpan>{{2, 9}}));
}

TEST_F(SharedRecord, TheTextAroundIsReadAnew) {
  EXPECT_NE(searcher_->search({.words = "river"})->hits[0].context.find("said Ada"),
            std::string::npos);
  ASSERT_TRUE(writer_->execute("UPDATE texts SET text = replace(text, 'said', 'sang')"));
  EXPECT_NE(searcher_->search({.words = "river"})->hits[0].context.find("sang Ada"),
            std::string::npos);
}

TEST_F(SharedRecord, ASearchLeavesNothingOpen) {
  EXPECT_EQ(searcher_->search({.words = "harbour"})->n_found, 2U);
  EXPECT_EQ(searcher_->facets({.words = "harbour"})->n_counted, 2U);
  EXPECT_FALSE(searcher_->search({.words = "harbour"}, {.after = "x"}));
  EXPECT_NE(sqlite3_get_autocommit(reader_->raw()), 0);
  // Only where nobody reads the log can all of it go into the record.
  Query checkpoint = writer_->prepare("PRAGMA wal_checkpoint(TRUNCATE)").value();
  ASSERT_TRUE(checkpoint.step().value());
  EXPECT_EQ(checkpoint.integer(0), 0);
}

}  // namespace
}  // namespace quoth
