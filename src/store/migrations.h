// The schema of a record, as numbered steps.
#pragma once

#include <span>
#include <string_view>

namespace quoth {

// One step: from user_version `version` - 1 to `version`, as one transaction.
struct Migration {
  int version;
  std::string_view name;  // "0001_record"
  std::string_view sql;
};

// All steps in order, numbered from 1 without gaps. Steps that were released are never changed: a
// change of the schema is one more file in src/store/migrations/, and one more row here.
std::span<const Migration> migrations();

}  // namespace quoth
