// The connections to the record that the handlers use.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <vector>

#include "store/database.h"

namespace quoth {

// Lends a connection to one handler at a time; as many are open as have ever been lent at once. Any
// thread may ask.
class RecordPool {
 public:
  explicit RecordPool(std::filesystem::path file) : file_(std::move(file)) {}

  // Gives the connection back when it ends. Must not outlive the pool.
  class Lease {
   public:
    Lease(RecordPool& pool, std::unique_ptr<Database> db) : pool_(&pool), db_(std::move(db)) {}
    Lease(Lease&&) noexcept = default;
    Lease& operator=(Lease&&) = delete;
    ~Lease() {
      if (db_) pool_->give_back(std::move(db_));
    }
    Database& operator*() const { return *db_; }
    Database* operator->() const { return db_.get(); }

   private:
    RecordPool* pool_;
    std::unique_ptr<Database> db_;
  };

  // To read. Fails as Database::open() does.
  Result<Lease> take();

  const std::filesystem::path& file() const { return file_; }

 private:
  void give_back(std::unique_ptr<Database> db);

  std::filesystem::path file_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Database>> free_;
};

}  // namespace quoth
