#include "serve/record_pool.h"

#include <utility>

namespace quoth {

Result<Searcher*> RecordConnection::searcher() {
  if (!searcher_) {
    auto opened = Searcher::open(db_);
    if (!opened) return tl::unexpected(opened.error());
    searcher_.emplace(*std::move(opened));
  }
  return &*searcher_;
}

Result<RecordPool::Lease> RecordPool::take() {
  {
    const std::lock_guard lock(mutex_);
    if (!free_.empty()) {
      auto connection = std::move(free_.back());
      free_.pop_back();
      return Lease(*this, std::move(connection));
    }
  }
  auto db = Database::open(file_);
  if (!db) return tl::unexpected(db.error());
  return Lease(*this, std::make_unique<RecordConnection>(*std::move(db)));
}

void RecordPool::give_back(std::unique_ptr<RecordConnection> connection) {
  const std::lock_guard lock(mutex_);
  free_.push_back(std::move(connection));
}

}  // namespace quoth
