#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "store/people_corrections.h"
#include "support/record_builder.h"

namespace quoth {
namespace {

const TestEntity kMaria{"Maria Keller", "person", {"head of the harbour authority"}, {"Keller"}};
const TestEntity kJonas{"Jonas Keller", "person", {"trainer"}};
const TestEntity kInes{"Ines Duarte"};
const TestEntity kTom{"Tom Wirth"};
const TestEntity kUnion{"Harbour Workers Union", "organisation"};

// Articles of one spring with two Kellers, a role without a name and an acronym.
std::vector<TestArticle> spring() {
  return {
      {"a1", "2024-03-04", "The Post", {kMaria, kInes, kUnion}},
      {"a2", "2024-03-10", "The Post", {{"Keller"}, kInes, kTom}},
      {"a3", "2024-03-11", "The Herald", {kJonas, kTom}},
      {"a4", "2024-03-20", "The Herald", {{"harbour chief", "anonymous"}, kUnion}},
      {"a5", "2024-04-01", "The Post", {{"HWU", "organisation"}}},
      {"a6", "2024-03-12", "The Post", {kUnion, {"HWU", "organisation"}}},
      {"a7", "2024-03-15", "The Post", {{"Keller", "person", {"harbour chief"}}}},
      {"a8", "2024-09-01", "The Post", {{"Keller"}, kInes}},
      {"a9", "2024-03-18", "The Star", {{"Maria T. Keller"}, kInes}},
  };
}

class PeopleStore : public ::testing::Test {
 protected:
  Database db = *Database::in_memory();
  RecordBuilder record{db};
  Editor editor{"ed", "because"};

  void add(const std::vector<TestArticle>& articles) {
    for (const TestArticle& a : articles) record.add(a);
    record.settle();
  }

  // Which entities are together, and why: what a record says of people but for their numbers.
  std::map<std::string, std::string> links() { return links_of(db); }

  static std::map<std::string, std::string> links_of(Database& db) {
    Result<Query> q = db.prepare(
        "SELECT a.sha256 || ':' || e.number, coalesce((SELECT min(b.sha256 || ':' || x.number) "
        "FROM "
        "entities AS x JOIN articles AS b ON b.id = x.article_id WHERE x.person_id = e.person_id), "
        "'-') || ' ' || e.link_rule || ' ' || round(e.link_confidence, 3) || ' ' || "
        "coalesce((SELECT "
        "name FROM people WHERE id = e.person_id), '') FROM entities AS e JOIN articles AS a ON "
        "a.id "
        "= e.article_id");
    std::map<std::string, std::string> out;
    while (*q->step()) out.emplace(q->text(0), q->text(1));
    return out;
  }
};

TEST_F(PeopleStore, NamesRolesAndCompany) {
  add(spring());
  const int64_t maria = record.person_of("a1", 1);
  EXPECT_NE(maria, 0);
  EXPECT_NE(record.person_of("a3", 1), maria);  // another given name
  EXPECT_EQ(record.person_of("a2", 1), 0);      // a colleague of both Kellers is there
  EXPECT_EQ(record.rule_of("a2", 1), "several");
  EXPECT_EQ(record.person_of("a4", 1), maria);  // the harbour chief, of the same month
  EXPECT_EQ(record.rule_of("a4", 1), "role");
  EXPECT_EQ(record.person_of("a7", 1), maria);  // by the role
  EXPECT_EQ(record.rule_of("a7", 1), "company");
  EXPECT_EQ(record.person_of("a8", 1), 0);  // half a year later, a name alone
  EXPECT_EQ(record.rule_of("a8", 1), "unsure");
  EXPECT_EQ(record.person_of("a9", 1), maria);  // a middle initial
  EXPECT_EQ(record.person_of("a5", 1), record.person_of("a1", 3));
  EXPECT_EQ(record.rule_of("a5", 1), "acronym");
  EXPECT_EQ(record.person_of("a2", 2), record.person_of("a8", 2));
  EXPECT_EQ(record.text("SELECT name FROM people WHERE id = " + std::to_string(maria)),
            "Maria Keller");
}

TEST_F(PeopleStore, OrderOfIngestMakesNoDifference) {
  add(spring());
  const auto expected = links();
  std::vector<TestArticle> articles = spring();
  uint32_t state = 1;
  for (int round = 0; round < 60; ++round) {
    for (size_t i = articles.size() - 1; i > 0; --i) {
      state = state * 1664525u + 1013904223u;
      std::swap(articles[i], articles[(state >> 16) % (i + 1)]);
    }
    Database other = *Database::in_memory();
    RecordBuilder builder(other);
    for (size_t i = 0; i < articles.size(); ++i) {
      builder.add(articles[i]);
      if (round % 3 == 0 || (round % 3 == 1 && i == articles.size() / 2)) builder.settle();
    }
    builder.settle();
    ASSERT_EQ(links_of(other), expected) << "round " << round;
  }
}

TEST_F(PeopleStore, RelinkChangesNothing) {
  add(spring());
  const auto before = links();
  const Result<RelinkCounts> counts = relink_people(db);
  ASSERT_TRUE(counts);
  EXPECT_EQ(counts->n_articles, 9);
  EXPECT_EQ(links(), before);
}

TEST_F(PeopleStore, RelinkForgetsNamesThatNobodyBears) {
  add({{"a1", "2024-03-04", "", {{"Maria Keller"}}},
       {"a2", "2024-03-05", "", {{"Maria T. Keller"}}},
       {"a3", "2024-03-06", "", {{"Maria B. Keller"}}}});
  EXPECT_NE(record.person_of("a1", 1), record.person_of("a2", 1));
  record.replace({"a3", "2024-03-06", "", {{"Ines Duarte"}}});  // a better model reads it otherwise
  ASSERT_TRUE(relink_people(db));
  EXPECT_EQ(record.person_of("a1", 1), record.person_of("a2", 1));
  EXPECT_EQ(record.scalar("SELECT count(*) FROM name_forms"), 3);
}

TEST_F(PeopleStore, ANewNamesakeTakesAwayWhatWasSure) {
  add({{"a1", "2024-03-04", "The Post", {kMaria, kInes, kTom}},
       {"a2", "2024-03-10", "The Post", {{"Keller"}, kInes, kTom}}});
  EXPECT_EQ(record.person_of("a2", 1), record.person_of("a1", 1));
  add({{"a3", "2024-03-12", "The Post", {kJonas, kInes, kTom}}});
  EXPECT_EQ(record.person_of("a2", 1), 0);
  EXPECT_EQ(record.rule_of("a2", 1), "several");
}

TEST_F(PeopleStore, APersonIsNeverABody) {
  add({{"a1", "2024-03-04", "", {{"Morgan Wells", "person"}}},
       {"a2", "2024-03-05", "", {{"Morgan Wells", "organisation"}}}});
  EXPECT_NE(record.person_of("a1", 1), record.person_of("a2", 1));
}

TEST_F(PeopleStore, RolesAtOddsMakeLinksLessSure) {
  add({{"a1", "2024-03-04", "", {{"Ana Brandt", "person", {"mayor of Aldport"}}}},
       {"a2", "2024-03-09", "", {{"Ana Brandt", "person", {"jazz singer"}}}},
       {"a3", "2024-03-09", "", {{"Ana Brandt"}}}});
  EXPECT_EQ(record.person_of("a1", 1), record.person_of("a2", 1));
  EXPECT_EQ(record.text("SELECT group_concat(round(link_confidence, 2), ' ') FROM entities"),
            "0.6 0.6 0.95");
  EXPECT_EQ(record.text("SELECT link_detail FROM entities WHERE article_id = 1"),
            "{\"at_odds\":[\"jazz singer\",\"mayor of Aldport\"]}");
}

TEST_F(PeopleStore, GenericNamesStayWithinAnOutlet) {
  add({{"a1", "2024-03-04", "The Post", {{"City Council", "organisation"}}},
       {"a2", "2024-05-04", "The Post", {{"City Council", "organisation"}}},
       {"a3", "2024-03-04", "The Herald", {{"City Council", "organisation"}}},
       {"a4", "2024-03-04", "", {{"City Council", "organisation"}}}});
  EXPECT_EQ(record.person_of("a1", 1), record.person_of("a2", 1));
  EXPECT_NE(record.person_of("a1", 1), record.person_of("a3", 1));
  EXPECT_EQ(record.person_of("a4", 1), 0);
}

TEST_F(PeopleStore, MergeAndUndo) {
  add(spring());
  const auto before = links();
  const int64_t maria = record.person_of("a1", 1), jonas = record.person_of("a3", 1);
  ASSERT_TRUE(merge_people(db, maria, jonas, editor));
  EXPECT_EQ(record.person_of("a3", 1), maria);
  record.add({"b1", "2024-06-01", "", {kJonas}});
  EXPECT_EQ(record.person_of("b1", 1), maria);
  EXPECT_EQ(record.person_of("a2", 1), maria);  // no second Keller is left
  const auto undone = undo_corrections(db, 1, editor);
  ASSERT_TRUE(undone);
  EXPECT_EQ((*undone)[0].action, "merge");
  EXPECT_EQ(record.person_of("b1", 1), jonas);
  auto after = links();
  after.erase("b1:1");
  EXPECT_EQ(after, before);
  EXPECT_EQ(undo_corrections(db, 1, editor).error().code, ErrorCode::kConflict);
}

TEST_F(PeopleStore, SplitSurvivesABetterModel) {
  add(spring());
  const int64_t maria = record.person_of("a1", 1);
  const auto split = split_person(db, maria, {record.entity_id("a9", 1)}, "", editor);
  ASSERT_TRUE(split);
  EXPECT_EQ(record.person_of("a9", 1), split->person);
  EXPECT_EQ(record.rule_of("a9", 1), "correction");
  EXPECT_EQ(record.person_of("a1", 1), maria);
  record.replace(
      {"a9", "2024-03-18", "The Star", {kInes, {"Maria T. Keller", "person", {"pilot"}}}});
  record.settle();
  EXPECT_EQ(record.person_of("a9", 2), split->person);
  // The spelling with the initial was only there: it went along.
  record.add({"b1", "2024-08-01", "", {{"Maria T. Keller"}}});
  EXPECT_EQ(record.person_of("b1", 1), split->person);
  ASSERT_TRUE(relink_people(db));
  EXPECT_EQ(record.person_of("a9", 2), split->person);
  ASSERT_TRUE(undo_corrections(db, 1, editor));
  EXPECT_EQ(record.person_of("a9", 2), maria);
  EXPECT_EQ(record.person_of("b1", 1), maria);
}

TEST_F(PeopleStore, SplitOfOneNameLeavesLaterOnesUnsure) {
  add({{"a1", "2024-03-04", "", {kMaria}}, {"a2", "2024-04-04", "", {{"Maria Keller"}}}});
  const auto before = links();
  const int64_t maria = record.person_of("a1", 1);
  ASSERT_TRUE(
      split_person(db, maria, {record.entity_id("a2", 1)}, "Maria Keller (singer)", editor));
  record.add({"a3", "2024-05-04", "", {{"Maria Keller"}}});
  EXPECT_EQ(record.person_of("a3", 1), maria);
  EXPECT_EQ(record.rule_of("a3", 1), "shared");
  EXPECT_EQ(record.rule_of("a1", 1), "shared");
  ASSERT_TRUE(undo_corrections(db, 1, editor));
  auto after = links();
  after.erase("a3:1");
  EXPECT_EQ(after, before);
}

TEST_F(PeopleStore, RenameAliasAndTheirUndo) {
  add(spring());
  const auto before = links();
  const int64_t maria = record.person_of("a1", 1);
  const std::string name = "SELECT name FROM people WHERE id = " + std::to_string(maria);
  const std::string printed = record.text(name);
  ASSERT_TRUE(rename_person(db, maria, "Mary", editor));
  EXPECT_EQ(record.text(name), "Mary");
  ASSERT_TRUE(undo_corrections(db, 1, editor));
  EXPECT_EQ(record.text(name), printed);
  ASSERT_TRUE(rename_person(db, maria, "Maria Keller (harbour)", editor));
  ASSERT_TRUE(add_alias(db, maria, "Keller", editor));
  EXPECT_EQ(record.person_of("a8", 1), maria);
  EXPECT_EQ(record.rule_of("a8", 1), "alias");
  EXPECT_EQ(record.text(name), "Maria Keller (harbour)");
  ASSERT_TRUE(remove_alias(db, maria, "Keller", editor));
  EXPECT_EQ(record.person_of("a8", 1), 0);
  ASSERT_TRUE(remove_alias(db, maria, "Maria T. Keller", editor));
  EXPECT_NE(record.person_of("a9", 1), maria);
  EXPECT_NE(record.person_of("a9", 1), 0);
  const auto undone = undo_corrections(db, 4, editor);
  ASSERT_TRUE(undone);
  EXPECT_EQ((*undone)[3].action, "rename");
  EXPECT_EQ(record.text("SELECT name || coalesce(renamed, '') FROM people WHERE id = " +
                        std::to_string(maria)),
            "Maria Keller");
  EXPECT_EQ(links(), before);
}

TEST_F(PeopleStore, HistoryKeepsWhatWasTakenBack) {
  add(spring());
  const int64_t maria = record.person_of("a1", 1), jonas = record.person_of("a3", 1);
  ASSERT_TRUE(merge_people(db, maria, jonas, editor));
  ASSERT_TRUE(undo_corrections(db, 1, editor));
  const auto history = correction_history(db, jonas);
  ASSERT_TRUE(history);
  ASSERT_EQ(history->size(), 2u);
  EXPECT_EQ((*history)[0].action, "undo");
  EXPECT_EQ((*history)[0].undoes, (*history)[1].id);
  EXPECT_EQ((*history)[1].action, "merge");
  EXPECT_EQ((*history)[1].taken_back_by, (*history)[0].id);
  EXPECT_EQ((*history)[1].made_by, "ed");
  EXPECT_EQ((*history)[1].reason, "because");
}

TEST_F(PeopleStore, WhatCannotBeCorrected) {
  add(spring());
  const int64_t maria = record.person_of("a1", 1), body = record.person_of("a1", 3);
  EXPECT_EQ(merge_people(db, maria, maria, editor).error().code, ErrorCode::kConflict);
  EXPECT_EQ(merge_people(db, maria, body, editor).error().code, ErrorCode::kConflict);
  EXPECT_EQ(merge_people(db, maria, 999, editor).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(split_person(db, maria, {999}, "", editor).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(rename_person(db, maria, " ", editor).error().code, ErrorCode::kUsage);
  EXPECT_EQ(remove_alias(db, maria, "Zora", editor).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(record.scalar("SELECT count(*) FROM corrections"), 0);
}

}  // namespace
}  // namespace quoth
