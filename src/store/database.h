// A record database: SQLite, opened with the rules of a record, and its errors as values.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "quoth/error.h"
#include "store/migrations.h"

namespace quoth {

// A prepared statement of SQL. Parameters are numbered from 1 and columns from 0, as in SQLite.
// Views of columns live until the next step() or reset().
//
//   Result<Query> query = db.prepare("SELECT name FROM people WHERE kind = ? AND id > ?");
//   query->bind(1, "person").bind(2, 7);
//   while (true) {
//     const Result<bool> row = query->step();
//     if (!row) return tl::unexpected(row.error());
//     if (!*row) break;
//     use(query->text(0));
//   }
//
// Must not outlive its Database. One thread at a time.
class Query {
 public:
  Query() = default;  // nothing yet; to be assigned before anything is called

  Query& bind(int index, std::string_view text);  // copied
  Query& bind(int index, const std::string& text) { return bind(index, std::string_view(text)); }
  Query& bind(int index, const char* text) { return bind(index, std::string_view(text)); }
  Query& bind(int index, double value);
  template <typename T>
  requires std::is_integral_v<T> Query& bind(int index, T value) {
    return bind_int64(index, static_cast<int64_t>(value));
  }
  template <typename T>
  Query& bind(int index, const std::optional<T>& value) {
    return value ? bind(index, *value) : bind_null(index);
  }
  Query& bind_null(int index);
  Query& bind_blob(int index, std::string_view bytes);          // copied
  Query& bind_text_or_null(int index, std::string_view text) {  // "" is NULL
    return text.empty() ? bind_null(index) : bind(index, text);
  }

  // The next row: true if there is one. A failed bind() is told here. Fails as Database does.
  Result<bool> step();
  // To the end, for statements without rows; then as new, with the same parameters.
  Result<void> run();
  // As new, ready to be bound again; parameters keep their values until then.
  Query& reset();

  bool is_null(int column) const { return sqlite3_column_type(raw(), column) == SQLITE_NULL; }
  int64_t integer(int column) const { return sqlite3_column_int64(raw(), column); }
  double real(int column) const { return sqlite3_column_double(raw(), column); }
  std::string_view text(int column) const;  // "" for NULL
  std::string_view blob(int column) const;

  sqlite3_stmt* raw() const { return statement_.get(); }

 private:
  friend class Database;
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  Query(sqlite3_stmt* statement, std::string place)
      : statement_(statement), place_(std::move(place)) {}
  Query& bind_int64(int index, int64_t value);
  Query& note(int status);

  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
  std::string place_;  // the file, for errors
  int bind_status_ = SQLITE_OK;
};

// kRead: nothing is written, whatever the SQL. kWrite: the file is made if it is not there.
enum class OpenMode : uint8_t { kRead, kWrite };

struct OpenOptions {
  OpenMode mode = OpenMode::kRead;
  int busy_timeout_ms = 60'000;                     // how long to wait for another writer
  std::span<const Migration> steps = migrations();  // a test may have others
};

// A connection. Movable; one thread at a time, and a connection for each thread that needs one.
//
// Errors: kNotFound, kPermission, kIo (disk full, damaged device); kRecordInvalid, the file is no
// record of quoth or is damaged; kRecordVersion, it was made by a newer program; kRecordBusy,
// another program kept it locked for longer than the timeout. `where` is the file.
class Database {
 public:
  // Opens a record. kWrite makes the file, or brings one of an older version to this version: in
  // one transaction, after a copy of it was put beside it as FILE.v1.backup (with the old version's
  // number; a copy that is there stays, and the next is FILE.v1.backup-2). kRead does the latter
  // too, since the tables would not be those it knows, and fails where it may not write. Safe to
  // call by several processes at once.
  static Result<Database> open(const std::filesystem::path& file, OpenOptions options = {});
  // A new record in memory.
  static Result<Database> in_memory();

  // One statement of SQL.
  Result<Query> prepare(std::string_view sql);
  // Any number of statements; rows are passed over.
  Result<void> execute(const std::string& sql);
  // The first column of the first row, 0 where there is none or it is NULL.
  Result<int64_t> scalar(std::string_view sql);

  int64_t last_insert_rowid() const { return sqlite3_last_insert_rowid(raw()); }
  int64_t changes() const { return sqlite3_changes64(raw()); }  // rows, by the last statement
  const std::filesystem::path& file() const { return file_; }
  sqlite3* raw() const { return connection_.get(); }
  // The error that a call of SQLite on this connection gave.
  tl::unexpected<Error> failure(int status) const;

 private:
  struct Close {
    void operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }
  };
  Database(sqlite3* connection, std::filesystem::path file, std::span<const Migration> steps)
      : connection_(connection), file_(std::move(file)), steps_(steps) {}
  static Result<Database> connect(const std::filesystem::path& file, int flags,
                                  const OpenOptions& options);
  static Result<Database> open_to_read(const std::filesystem::path& file,
                                       const OpenOptions& options);
  Result<void> set_up(const OpenOptions& options);
  Result<void> use_log(int busy_timeout_ms);
  int newest() const { return steps_.back().version; }
  Result<int> version();  // 0: an empty file. kRecordInvalid, kRecordVersion
  Result<void> migrate();
  Result<void> apply_from(int version);

  std::unique_ptr<sqlite3, Close> connection_;
  std::filesystem::path file_;  // empty in memory
  std::span<const Migration> steps_;
};

// For a program that reads by many connections at once: before the first of them is opened, and
// while no other thread uses SQLite. Without it SQLite counts its memory, under one lock for all
// connections, which costs a seventh of the time of two that search at once.
void let_connections_run_free();

// All that is read while this lives is of one instant. Within a transaction, or another one of
// these, it adds nothing. Whatever it is open for must be short: the log of a record cannot be
// emptied meanwhile.
class Snapshot {
 public:
  static Result<Snapshot> begin(Database& db);
  Snapshot(Snapshot&& other) noexcept : db_(std::exchange(other.db_, nullptr)) {}
  Snapshot& operator=(Snapshot&&) = delete;
  ~Snapshot();

 private:
  explicit Snapshot(Database* db) : db_(db) {}

  Database* db_;  // null where there is nothing to end
};

// All or nothing: rolled back unless commit() was called and succeeded. begin() takes the write
// lock at once (BEGIN IMMEDIATE), so that a transaction that has begun does not fail for being
// second.
//
//   Result<Transaction> transaction = Transaction::begin(db);
//   if (!transaction) return tl::unexpected(transaction.error());
//   … write …
//   return transaction->commit();
class Transaction {
 public:
  static Result<Transaction> begin(Database& db);
  Transaction(Transaction&& other) noexcept : db_(std::exchange(other.db_, nullptr)) {}
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();

  Result<void> commit();

 private:
  explicit Transaction(Database& db) : db_(&db) {}

  Database* db_;
};

}  // namespace quoth
