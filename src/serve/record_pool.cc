#include "serve/record_pool.h"

#include <utility>

namespace quoth {

Result<RecordPool::Lease> RecordPool::take() {
  {
    const std::lock_guard lock(mutex_);
    if (!free_.empty()) {
      auto db = std::move(free_.back());
      free_.pop_back();
      return Lease(*this, std::move(db));
    }
  }
  auto db = Database::open(file_);
  if (!db) return tl::unexpected(db.error());
  return Lease(*this, std::make_unique<Database>(*std::move(db)));
}

void RecordPool::give_back(std::unique_ptr<Database> db) {
  const std::lock_guard lock(mutex_);
  free_.push_back(std::move(db));
}

}  // namespace quoth
