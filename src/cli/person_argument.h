// A person of a record, as an argument of a command names them.
#pragma once

#include <cstdint>
#include <string>

#include "quoth/error.h"
#include "store/database.h"

namespace quoth {

// The one whom a number or a name means. Where it may be several they are listed on stderr, and it
// fails with kUsage; kNotFound where there is nobody.
Result<int64_t> one_person(Database& db, const std::string& text);

}  // namespace quoth
