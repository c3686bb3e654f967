// Prepared statements that are used again.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "store/database.h"

namespace quoth {

// Keeps what was prepared on one connection, by its SQL; that used longest ago is dropped for a new
// one. For SQL whose values are parameters, so that there are few. Must not outlive its database
// and must outlive its leases; one thread at a time.
class QueryCache {
 public:
  explicit QueryCache(Database& db, size_t most = 64) : db_(&db), most_(most) {}

  // A statement without rows under way, whose parameters are to be bound; it goes back when this
  // ends. The same SQL may be lent several times at once.
  class Lease {
   public:
    Lease(QueryCache& cache, std::string sql, Query query)
        : cache_(&cache), sql_(std::move(sql)), query_(std::move(query)) {}
    Lease(Lease&& other) noexcept
        : cache_(std::exchange(other.cache_, nullptr)),
          sql_(std::move(other.sql_)),
          query_(std::move(other.query_)) {}
    Lease& operator=(Lease&&) = delete;
    ~Lease() {
      if (cache_ != nullptr) cache_->give_back(std::move(sql_), std::move(query_));
    }
    Query& operator*() { return query_; }
    Query* operator->() { return &query_; }

   private:
    QueryCache* cache_;
    std::string sql_;
    Query query_;
  };

  // Fails as Database::prepare() does.
  Result<Lease> take(std::string_view sql);

 private:
  struct Kept {
    std::string sql;
    Query query;
  };
  void give_back(std::string sql, Query query);

  Database* db_;
  size_t most_;
  std::vector<Kept> kept_;  // used longest ago first
};

}  // namespace quoth
