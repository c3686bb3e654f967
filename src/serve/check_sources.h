// Articles of the record that a draft may have its words from.
#pragma once

#include <string_view>
#include <vector>

#include "check/sources.h"
#include "quoth/record.h"
#include "store/database.h"

namespace quoth {

constexpr size_t kMostCheckSources = 60;

// The articles with the statements that share most words, weighted by how rare they are, with a
// quotation or a statement of the draft; at most kMostCheckSources, ids as in
// store/stored_article.h. What the record has no statement of is not found.
Result<Sources> sources_for(Database& db, std::string_view draft, const Record& record);

}  // namespace quoth
