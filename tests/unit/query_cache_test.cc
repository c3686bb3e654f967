#include "store/query_cache.h"

#include <gtest/gtest.h>

namespace quoth {
namespace {

class QueryCacheTest : public testing::Test {
 protected:
  // The statement of SQLite behind it, which tells whether it was prepared anew.
  sqlite3_stmt* statement(std::string_view sql) { return (*cache_.take(sql).value()).raw(); }

  Database db_ = Database::in_memory().value();
  QueryCache cache_{db_, 2};
};

TEST_F(QueryCacheTest, TheSameSqlIsPreparedOnce) {
  sqlite3_stmt* const one = statement("SELECT 1");
  sqlite3_stmt* const two = statement("SELECT 2");
  EXPECT_NE(one, two);
  EXPECT_EQ(statement("SELECT 1"), one);
  EXPECT_EQ(statement("SELECT 2"), two);
}

TEST_F(QueryCacheTest, WhatWasUsedLongestAgoGives) {
  sqlite3_stmt* const one = statement("SELECT 1");
  statement("SELECT 2");
  EXPECT_EQ(statement("SELECT 1"), one);
  statement("SELECT 3");  // in place of 2
  EXPECT_EQ(statement("SELECT 1"), one);
}

TEST_F(QueryCacheTest, TheSameSqlTwiceAtOnce) {
  QueryCache::Lease a = cache_.take("SELECT ?1").value();
  QueryCache::Lease b = cache_.take("SELECT ?1").value();
  a->bind(1, 1);
  b->bind(1, 2);
  ASSERT_TRUE(a->step().value());
  ASSERT_TRUE(b->step().value());
  EXPECT_EQ(a->integer(0), 1);
  EXPECT_EQ(b->integer(0), 2);
}

TEST_F(QueryCacheTest, ARowUnderWayIsLeft) {
  {
    QueryCache::Lease half = cache_.take("SELECT 1 UNION ALL SELECT 2").value();
    ASSERT_TRUE(half->step().value());
  }
  QueryCache::Lease again = cache_.take("SELECT 1 UNION ALL SELECT 2").value();
  ASSERT_TRUE(again->step().value());
  EXPECT_EQ(again->integer(0), 1);
}

TEST_F(QueryCacheTest, WhatIsNoSqlIsAnError) {
  EXPECT_EQ(cache_.take("SELEKT 1").error().code, ErrorCode::kIo);
}

}  // namespace
}  // namespace quoth
