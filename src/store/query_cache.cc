#include "store/query_cache.h"

#include <algorithm>

namespace quoth {

Result<QueryCache::Lease> QueryCache::take(std::string_view sql) {
  const auto found =
      std::find_if(kept_.rbegin(), kept_.rend(), [&](const Kept& kept) { return kept.sql == sql; });
  if (found != kept_.rend()) {
    Kept kept = std::move(*found);
    kept_.erase(std::next(found).base());
    return Lease(*this, std::move(kept.sql), std::move(kept.query));
  }
  Result<Query> query = db_->prepare(sql);
  if (!query) return tl::unexpected(query.error());
  return Lease(*this, std::string(sql), *std::move(query));
}

void QueryCache::give_back(std::string sql, Query query) {
  query.reset();
  if (kept_.size() >= most_) kept_.erase(kept_.begin());
  kept_.push_back({std::move(sql), std::move(query)});
}

}  // namespace quoth
