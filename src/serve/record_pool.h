// The connections to the record that the handlers use.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "store/database.h"
#include "store/search.h"

namespace quoth {

// A connection, and what is prepared on it when it is first asked for.
class RecordConnection {
 public:
  explicit RecordConnection(Database db) : db_(std::move(db)) {}
  RecordConnection(const RecordConnection&) = delete;
  RecordConnection& operator=(const RecordConnection&) = delete;

  Database& db() { return db_; }
  Result<Searcher*> searcher();

 private:
  Database db_;
  std::optional<Searcher> searcher_;  // after db_, which it needs
};

// Lends a connection to one handler at a time; as many are open as have ever been lent at once. Any
// thread may ask.
class RecordPool {
 public:
  explicit RecordPool(std::filesystem::path file) : file_(std::move(file)) {}

  // Gives the connection back when it ends. Must not outlive the pool.
  class Lease {
   public:
    Lease(RecordPool& pool, std::unique_ptr<RecordConnection> connection)
        : pool_(&pool), connection_(std::move(connection)) {}
    Lease(Lease&&) noexcept = default;
    Lease& operator=(Lease&&) = delete;
    ~Lease() {
      if (connection_) pool_->give_back(std::move(connection_));
    }
    Database& operator*() const { return connection_->db(); }
    Result<Searcher*> searcher() const { return connection_->searcher(); }

   private:
    RecordPool* pool_;
    std::unique_ptr<RecordConnection> connection_;
  };

  // To read. Fails as Database::open() does.
  Result<Lease> take();

  const std::filesystem::path& file() const { return file_; }

 private:
  void give_back(std::unique_ptr<RecordConnection> connection);

  std::filesystem::path file_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<RecordConnection>> free_;
};

}  // namespace quoth
