#include "store/database.h"

#include <fmt/format.h>

#include <chrono>
#include <system_error>
#include <thread>
#include <utility>

#include "store/backup.h"
#include "store/migrations.h"

namespace quoth {
namespace {

constexpr int kApplicationId = 0x51754F54;  // "QuOT", in the header of the file

// SQLite's result to a row of the table of errors.
ErrorCode code_of(int status) {
  switch (status & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return ErrorCode::kRecordBusy;
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT: return ErrorCode::kRecordInvalid;
    case SQLITE_PERM:
    case SQLITE_AUTH:
    case SQLITE_READONLY: return ErrorCode::kPermission;
    case SQLITE_TOOBIG: return ErrorCode::kTooLarge;
    default: return ErrorCode::kIo;
  }
}

std::string message_of(int status, std::string_view detail) {
  switch (status & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return "is locked by another program that writes to it";
    case SQLITE_NOTADB: return "is no record of quoth";
    case SQLITE_CORRUPT: return fmt::format("is damaged: {}", detail);
    case SQLITE_FULL: return "cannot be written: the disk is full";
    default: return std::string(detail);
  }
}

}  // namespace

Query& Query::note(int status) {
  if (bind_status_ == SQLITE_OK) bind_status_ = status;
  return *this;
}

Query& Query::bind(int index, std::string_view text) {
  // A null pointer would bind NULL.
  return note(sqlite3_bind_text64(raw(), index, text.data() == nullptr ? "" : text.data(),
                                  text.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
}

Query& Query::bind(int index, double value) {
  return note(sqlite3_bind_double(raw(), index, value));
}

Query& Query::bind_int64(int index, int64_t value) {
  return note(sqlite3_bind_int64(raw(), index, value));
}

Query& Query::bind_null(int index) { return note(sqlite3_bind_null(raw(), index)); }

Query& Query::bind_blob(int index, std::string_view bytes) {
  return note(sqlite3_bind_blob64(raw(), index, bytes.data() == nullptr ? "" : bytes.data(),
                                  bytes.size(), SQLITE_TRANSIENT));
}

Result<bool> Query::step() {
  int status = std::exchange(bind_status_, SQLITE_OK);
  if (status == SQLITE_OK) status = sqlite3_step(raw());
  if (status == SQLITE_ROW) return true;
  if (status == SQLITE_DONE) return false;
  sqlite3* connection = sqlite3_db_handle(raw());
  return fail(code_of(status), message_of(status, sqlite3_errmsg(connection)), place_);
}

Result<void> Query::run() {
  while (true) {
    const Result<bool> row = step();
    if (row && *row) continue;
    sqlite3_reset(raw());
    if (!row) return tl::unexpected(row.error());
    return {};
  }
}

Query& Query::reset() {
  sqlite3_reset(raw());
  return *this;
}

std::string_view Query::text(int column) const {
  const auto* begin = reinterpret_cast<const char*>(sqlite3_column_text(raw(), column));
  if (begin == nullptr) return "";
  return {begin, static_cast<size_t>(sqlite3_column_bytes(raw(), column))};
}

std::string_view Query::blob(int column) const {
  const auto* begin = static_cast<const char*>(sqlite3_column_blob(raw(), column));
  if (begin == nullptr) return "";
  return {begin, static_cast<size_t>(sqlite3_column_bytes(raw(), column))};
}

tl::unexpected<Error> Database::failure(int status) const {
  return fail(code_of(status), message_of(status, sqlite3_errmsg(raw())), file_.string());
}

Result<Database> Database::connect(const std::filesystem::path& file, int flags,
                                   const OpenOptions& options) {
  sqlite3* connection = nullptr;
  const int status = sqlite3_open_v2(file.c_str(), &connection,
                                     flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
  Database db(connection, file, options.steps);
  if (status != SQLITE_OK) return db.failure(status);
  if (Result<void> done = db.set_up(options); !done) return tl::unexpected(done.error());
  return db;
}

Result<void> Database::set_up(const OpenOptions& options) {
  sqlite3_busy_timeout(raw(), options.busy_timeout_ms);
  // A file may come from anybody: what its schema holds must not do more than tables do.
  sqlite3_db_config(raw(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(raw(), SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  return execute(
      "PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -65536;");
}

Result<int> Database::version() {
  // One statement, so that all three are of one instant.
  Result<Query> query = prepare(
      "SELECT (SELECT count(*) FROM sqlite_schema), (SELECT user_version FROM "
      "pragma_user_version), "
      "(SELECT application_id FROM pragma_application_id)");
  if (!query) return tl::unexpected(query.error());
  if (const Result<bool> row = query->step(); !row) return tl::unexpected(row.error());
  const int64_t version = query->integer(1);
  const int64_t application = query->integer(2);
  if (application != kApplicationId) {
    if (query->integer(0) == 0 && version == 0 && application == 0) return 0;
    return fail(ErrorCode::kRecordInvalid, "is a database of another program", file_.string());
  }
  if (version <= newest()) return static_cast<int>(version);
  return fail(ErrorCode::kRecordVersion,
              fmt::format("was made by a newer quoth (record version {}, this one knows {}): use "
                          "that one, or begin another record",
                          version, newest()),
              file_.string());
}

Result<void> Database::apply_from(int version) {
  for (const Migration& step : steps_) {
    if (step.version <= version) continue;
    Result<void> done = execute(std::string(step.sql));
    if (!done) return done;
  }
  return execute(fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {};",
                             kApplicationId, newest()));
}

Result<void> Database::migrate() {
  Result<Transaction> transaction = Transaction::begin(*this);
  if (!transaction) return tl::unexpected(transaction.error());
  const Result<int> now = version();  // another process may have been faster
  if (!now) return tl::unexpected(now.error());
  if (*now == newest()) return {};
  if (*now > 0 && !file_.empty()) {
    if (Result<void> done = back_up(file_, *now); !done) return done;
  }
  if (Result<void> done = apply_from(*now); !done) return done;
  return transaction->commit();
}

Result<Database> Database::open_to_read(const std::filesystem::path& file,
                                        const OpenOptions& options) {
  std::error_code failed;
  if (!std::filesystem::exists(file, failed)) {
    return fail(ErrorCode::kNotFound, "there is no such file", file.string());
  }
  Result<Database> db = connect(file, SQLITE_OPEN_READONLY, options);
  if (!db) return db;
  Result<int> version = db->version();
  if (!version && version.error().code == ErrorCode::kIo) {
    // A folder that may not be written to has no place for the index of the log. Without a log
    // there is nothing that it could tell.
    std::filesystem::path log = file;
    log += "-wal";
    if (std::filesystem::exists(log, failed)) return tl::unexpected(version.error());
    std::filesystem::path immutable = immutable_uri(file);
    db = connect(immutable, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, options);
    if (!db) return db;
    db->file_ = file;
    version = db->version();
  }
  if (!version) return tl::unexpected(version.error());
  if (*version == db->newest()) return db;
  if (*version == 0) return fail(ErrorCode::kRecordInvalid, "is empty", file.string());
  OpenOptions write = options;
  write.mode = OpenMode::kWrite;
  if (Result<Database> migrated = open(file, write); !migrated) return migrated;
  return connect(file, SQLITE_OPEN_READONLY, options);
}

Result<void> Database::use_log(int busy_timeout_ms) {
  // SQLite does not wait for others where it changes the mode of a file that was just made.
  constexpr int kPauseMs = 10;
  Result<void> done = execute("PRAGMA journal_mode = WAL");
  for (int waited = 0; !done && done.error().code == ErrorCode::kRecordBusy; waited += kPauseMs) {
    if (waited >= busy_timeout_ms) return done;
    std::this_thread::sleep_for(std::chrono::milliseconds(kPauseMs));
    done = execute("PRAGMA journal_mode = WAL");
  }
  // Commits reach the log in order, so a process may be killed at any instant; a machine that loses
  // power may lose the last commits, and no more than these.
  return done ? execute("PRAGMA synchronous = NORMAL") : done;
}

Result<Database> Database::open(const std::filesystem::path& file, OpenOptions options) {
  if (options.mode == OpenMode::kRead) return open_to_read(file, options);
  Result<Database> db = connect(file, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, options);
  if (!db) return db;
  const Result<int> version = db->version();
  if (!version) return tl::unexpected(version.error());
  Result<void> done = db->use_log(options.busy_timeout_ms);
  if (done && *version < db->newest()) done = db->migrate();
  if (!done) return tl::unexpected(done.error());
  return db;
}

Result<Database> Database::in_memory() {
  Result<Database> db = connect(":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, {});
  if (!db) return db;
  db->file_.clear();
  if (Result<void> done = db->migrate(); !done) return tl::unexpected(done.error());
  return db;
}

Result<Query> Database::prepare(std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  const int status = sqlite3_prepare_v3(raw(), sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (status != SQLITE_OK) return failure(status);
  return Query(statement, file_.string());
}

Result<void> Database::execute(const std::string& sql) {
  const int status = sqlite3_exec(raw(), sql.c_str(), nullptr, nullptr, nullptr);
  if (status != SQLITE_OK) return failure(status);
  return {};
}

Result<int64_t> Database::scalar(std::string_view sql) {
  Result<Query> query = prepare(sql);
  if (!query) return tl::unexpected(query.error());
  const Result<bool> row = query->step();
  if (!row) return tl::unexpected(row.error());
  return *row ? query->integer(0) : 0;
}

void let_connections_run_free() {
  sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);  // refused, without harm, once SQLite is in use
}

Result<Snapshot> Snapshot::begin(Database& db) {
  if (sqlite3_get_autocommit(db.raw()) == 0) return Snapshot(nullptr);
  if (Result<void> done = db.execute("BEGIN"); !done) return tl::unexpected(done.error());
  return Snapshot(&db);
}

Snapshot::~Snapshot() {
  if (db_ != nullptr && sqlite3_get_autocommit(db_->raw()) == 0) {
    sqlite3_exec(db_->raw(), "COMMIT", nullptr, nullptr, nullptr);
  }
}

Result<Transaction> Transaction::begin(Database& db) {
  if (Result<void> done = db.execute("BEGIN IMMEDIATE"); !done) {
    return tl::unexpected(done.error());
  }
  return Transaction(db);
}

Transaction::~Transaction() {
  // After some errors SQLite has rolled back by itself; then there is nothing left to do.
  if (db_ != nullptr && sqlite3_get_autocommit(db_->raw()) == 0) {
    sqlite3_exec(db_->raw(), "ROLLBACK", nullptr, nullptr, nullptr);
  }
}

Result<void> Transaction::commit() {
  Result<void> done = db_->execute("COMMIT");
  if (done) db_ = nullptr;
  return done;
}

}  // namespace quoth
