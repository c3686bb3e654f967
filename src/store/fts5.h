// The full-text index of SQLite, where SQL does not reach.
#pragma once

#include <sqlite3.h>

#include "store/database.h"

namespace quoth {

// Of one connection, and as long as it. Fails with kIo where SQLite was built without FTS5.
Result<fts5_api*> fts5_of(Database& db);

}  // namespace quoth
