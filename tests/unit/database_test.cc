#include "store/database.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

namespace quoth {
namespace {

namespace fs = std::filesystem;

constexpr Migration kOne[] = {{1, "one", "CREATE TABLE t (x INTEGER) STRICT;"}};
constexpr Migration kTwo[] = {
    {1, "one", "CREATE TABLE t (x INTEGER) STRICT;"},
    {2, "two", "ALTER TABLE t ADD COLUMN y INTEGER; UPDATE t SET y = x + 1;"}};
constexpr Migration kBroken[] = {
    {1, "one", "CREATE TABLE t (x INTEGER) STRICT;"},
    {2, "two", "ALTER TABLE t ADD COLUMN y INTEGER; INSERT INTO nothing VALUES (1);"}};

class DatabaseTest : public testing::Test {
 protected:
  DatabaseTest() {
    std::string pattern = (fs::temp_directory_path() / "quoth-database-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    file_ = folder_ / "news.db";
  }
  ~DatabaseTest() override { fs::remove_all(folder_); }

  Result<Database> open(OpenMode mode, std::span<const Migration> steps = migrations()) const {
    return Database::open(file_, {.mode = mode, .busy_timeout_ms = 200, .steps = steps});
  }
  std::vector<std::string> names() const {
    std::vector<std::string> all;
    for (const auto& entry : fs::directory_iterator(folder_)) {
      all.push_back(entry.path().filename().string());
    }
    std::sort(all.begin(), all.end());
    return all;
  }

  fs::path folder_;
  fs::path file_;
};

TEST_F(DatabaseTest, MakesARecordAndOpensItAgain) {
  {
    Result<Database> db = open(OpenMode::kWrite);
    ASSERT_TRUE(db) << db.error().message;
    EXPECT_EQ(db->scalar("PRAGMA user_version"), migrations().back().version);
    EXPECT_EQ(db->scalar("PRAGMA application_id"), 0x51754F54);
    EXPECT_EQ(db->scalar("PRAGMA foreign_keys"), 1);
    Result<Query> mode = db->prepare("PRAGMA journal_mode");
    ASSERT_TRUE(mode->step());
    EXPECT_EQ(mode->text(0), "wal");
  }
  Result<Database> db = open(OpenMode::kRead);
  ASSERT_TRUE(db) << db.error().message;
  EXPECT_EQ(db->scalar("SELECT count(*) FROM articles"), 0);
  EXPECT_EQ(db->execute("DELETE FROM articles").error().code, ErrorCode::kPermission);
  EXPECT_EQ(names(), (std::vector<std::string>{"news.db", "news.db-shm", "news.db-wal"}));
}

TEST_F(DatabaseTest, MigrationsAreNumberedFromOne) {
  int version = 0;
  for (const Migration& step : migrations()) EXPECT_EQ(step.version, ++version) << step.name;
}

TEST_F(DatabaseTest, EveryTableIsStrict) {
  Result<Database> db = Database::in_memory();
  ASSERT_TRUE(db);
  EXPECT_EQ(db->scalar("SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND type = "
                       "'table' AND NOT strict AND name NOT LIKE 'sqlite%'"),
            0);
}

TEST_F(DatabaseTest, AForeignKeyHolds) {
  Result<Database> db = Database::in_memory();
  ASSERT_TRUE(db);
  const auto done = db->execute("INSERT INTO texts VALUES (1, 'of no article')");
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().message, "FOREIGN KEY constraint failed");
}

TEST_F(DatabaseTest, ANewerVersionIsRefusedWithAdvice) {
  ASSERT_TRUE(open(OpenMode::kWrite, kTwo));
  for (const OpenMode mode : {OpenMode::kRead, OpenMode::kWrite}) {
    const Result<Database> db = open(mode, kOne);
    ASSERT_FALSE(db);
    EXPECT_EQ(db.error(), (Error{ErrorCode::kRecordVersion,
                                 "was made by a newer quoth (record version 2, this one knows 1): "
                                 "use that one, or begin another record",
                                 file_.string()}));
  }
}

TEST_F(DatabaseTest, AnOlderVersionIsMigratedAfterABackup) {
  for (const OpenMode mode : {OpenMode::kRead, OpenMode::kWrite}) {
    fs::remove(file_);
    {
      Result<Database> db = open(OpenMode::kWrite, kOne);
      ASSERT_TRUE(db->execute("INSERT INTO t VALUES (41)"));
    }
    Result<Database> db = open(mode, kTwo);
    ASSERT_TRUE(db) << db.error().message;
    EXPECT_EQ(db->scalar("SELECT y FROM t"), 42);
    EXPECT_EQ(db->scalar("PRAGMA user_version"), 2);
  }
  for (const char* name : {"news.db.v1.backup", "news.db.v1.backup-2"}) {
    Result<Database> db = Database::open(folder_ / name, {.steps = kOne});
    ASSERT_TRUE(db) << name;
    EXPECT_EQ(db->scalar("SELECT x FROM t"), 41);
    EXPECT_FALSE(db->prepare("SELECT y FROM t"));
  }
}

TEST_F(DatabaseTest, AFailedMigrationLeavesTheRecordAsItWas) {
  ASSERT_TRUE(open(OpenMode::kWrite, kOne)->execute("INSERT INTO t VALUES (41)"));
  EXPECT_FALSE(open(OpenMode::kWrite, kBroken));
  Result<Database> db = open(OpenMode::kRead, kOne);
  ASSERT_TRUE(db) << db.error().message;
  EXPECT_EQ(db->scalar("SELECT x FROM t"), 41);
}

TEST_F(DatabaseTest, WhatIsNoRecordIsRefused) {
  std::ofstream(file_) << std::string(5000, 'x');
  EXPECT_EQ(open(OpenMode::kRead).error(),
            (Error{ErrorCode::kRecordInvalid, "is no record of quoth", file_.string()}));
  EXPECT_EQ(open(OpenMode::kWrite).error().code, ErrorCode::kRecordInvalid);

  fs::remove(file_);
  sqlite3* other = nullptr;
  ASSERT_EQ(sqlite3_open(file_.c_str(), &other), SQLITE_OK);
  sqlite3_exec(other, "CREATE TABLE t (x)", nullptr, nullptr, nullptr);
  sqlite3_close(other);
  EXPECT_EQ(open(OpenMode::kWrite).error(),
            (Error{ErrorCode::kRecordInvalid, "is a database of another program", file_.string()}));
}

TEST_F(DatabaseTest, ReadingNeedsAFile) {
  EXPECT_EQ(open(OpenMode::kRead).error(),
            (Error{ErrorCode::kNotFound, "there is no such file", file_.string()}));
  std::ofstream(file_).flush();
  EXPECT_EQ(open(OpenMode::kRead).error(),
            (Error{ErrorCode::kRecordInvalid, "is empty", file_.string()}));
}

TEST_F(DatabaseTest, ATransactionIsAllOrNothing) {
  Result<Database> db = open(OpenMode::kWrite, kOne);
  {
    Result<Transaction> transaction = Transaction::begin(*db);
    ASSERT_TRUE(transaction);
    ASSERT_TRUE(db->execute("INSERT INTO t VALUES (1)"));
  }
  EXPECT_EQ(db->scalar("SELECT count(*) FROM t"), 0);
  {
    Result<Transaction> transaction = Transaction::begin(*db);
    ASSERT_TRUE(db->execute("INSERT INTO t VALUES (1)"));
    ASSERT_TRUE(transaction->commit());
  }
  EXPECT_EQ(db->scalar("SELECT count(*) FROM t"), 1);
}

TEST_F(DatabaseTest, ASecondWriterWaitsAndThenGivesUp) {
  Result<Database> first = open(OpenMode::kWrite, kOne);
  Result<Database> second = open(OpenMode::kWrite, kOne);
  Result<Transaction> transaction = Transaction::begin(*first);
  const Result<Transaction> refused = Transaction::begin(*second);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error(),
            (Error{ErrorCode::kRecordBusy, "is locked by another program that writes to it",
                   file_.string()}));
}

TEST_F(DatabaseTest, ManyMayMakeTheSameRecordAtOnce) {
  for (int round = 0; round < 10; ++round) {
    fs::remove(file_);
    std::vector<std::string> errors(8);
    {
      std::vector<std::jthread> threads;
      for (std::string& error : errors) {
        threads.emplace_back([&] {
          const Result<Database> db = Database::open(file_, {.mode = OpenMode::kWrite});
          if (!db) error = db.error().message;
        });
      }
    }
    EXPECT_EQ(errors, std::vector<std::string>(8));
  }
}

TEST_F(DatabaseTest, ReadsWhereItMayNotWrite) {
  if (geteuid() == 0) GTEST_SKIP() << "root may write anywhere";
  ASSERT_TRUE(open(OpenMode::kWrite, kOne)->execute("INSERT INTO t VALUES (41)"));
  fs::permissions(folder_, fs::perms::owner_read | fs::perms::owner_exec);
  Result<Database> db = open(OpenMode::kRead, kOne);
  fs::permissions(folder_, fs::perms::owner_all);
  ASSERT_TRUE(db) << db.error().message;
  EXPECT_EQ(db->scalar("SELECT x FROM t"), 41);
}

TEST_F(DatabaseTest, BindsAndReadsEveryType) {
  Result<Database> db = Database::in_memory();
  Result<Query> query = db->prepare("SELECT ?1, ?2, ?3, ?4, ?5, ?6");
  ASSERT_TRUE(query);
  query->bind(1, "Zoë").bind(2, int64_t{1} << 45).bind(3, 0.5).bind(4, std::optional<int>());
  query->bind_text_or_null(5, "").bind_blob(6, std::string_view("\0x", 2));
  ASSERT_EQ(query->step(), true);
  EXPECT_EQ(query->text(0), "Zoë");
  EXPECT_EQ(query->integer(1), int64_t{1} << 45);
  EXPECT_EQ(query->real(2), 0.5);
  EXPECT_TRUE(query->is_null(3));
  EXPECT_TRUE(query->is_null(4));
  EXPECT_EQ(query->blob(5), std::string_view("\0x", 2));
  EXPECT_EQ(query->step(), false);
  query->reset().bind(1, std::string_view());
  ASSERT_EQ(query->step(), true);
  EXPECT_FALSE(query->is_null(0));
}

TEST_F(DatabaseTest, AParameterThatIsNotThereIsAnError) {
  Result<Database> db = Database::in_memory();
  Result<Query> query = db->prepare("SELECT ?1");
  EXPECT_FALSE(query->bind(2, "x").step());
}

}  // namespace
}  // namespace quoth
