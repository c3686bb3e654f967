// Small records in memory for tests: articles with entities and statements, row by row.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "store/database.h"
#include "store/days.h"
#include "store/people_linker.h"
#include "store/people_settle.h"

namespace quoth {

struct TestEntity {
  std::string name;
  std::string kind = "person";
  std::vector<std::string> roles = {};
  std::vector<std::string> aliases = {};
};

struct TestStatement {
  int speaker = 0;  // number of the entity, 0 for none
  std::string text;
  std::string act = {};
  std::vector<int> about = {};
  int replies_to = 0;
  std::string form = "direct";
};

struct TestArticle {
  std::string id;  // stands for the hash too
  std::string date = {};
  std::string publisher = {};
  std::vector<TestEntity> entities = {};
  std::vector<TestStatement> statements = {};
};

// Descriptions are preceded by "the" in the text, whatever they are.
class RecordBuilder {
 public:
  explicit RecordBuilder(Database& db) : db_(db), linker_(*PeopleLinker::open(db)) {}

  // Inserts and links, as ingest does; settle() afterwards.
  int64_t add(const TestArticle& a);
  // As ingest does with a better model: other entities and statements of an article that is there.
  void replace(const TestArticle& a);
  void settle() { ASSERT_TRUE(settle_people(db_)); }

  int64_t scalar(const std::string& sql) { return *db_.scalar(sql); }
  std::string text(const std::string& sql);
  int64_t person_of(const std::string& article, int entity);
  int64_t entity_id(const std::string& article, int entity);
  std::string rule_of(const std::string& article, int entity);

 private:
  void run(const std::string& sql, const std::vector<std::string>& parameters);
  void fill(int64_t id, const TestArticle& a);
  static std::string text_of_day(const std::string& date);

  Database& db_;
  PeopleLinker linker_;
};

}  // namespace quoth
