#include "store/fts5.h"

namespace quoth {

Result<fts5_api*> fts5_of(Database& db) {
  Result<Query> query = db.prepare("SELECT fts5(?1)");
  if (!query) return tl::unexpected(query.error());
  fts5_api* api = nullptr;
  sqlite3_bind_pointer(query->raw(), 1, static_cast<void*>(&api), "fts5_api_ptr", nullptr);
  if (const Result<bool> row = query->step(); !row) return tl::unexpected(row.error());
  if (api == nullptr) return fail(ErrorCode::kIo, "SQLite has no full-text index (FTS5)");
  return api;
}

}  // namespace quoth
