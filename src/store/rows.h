// Short ways through queries.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "store/database.h"

// Leaves the function with the error of a Result that has one.
#define QUOTH_TRY(...)                                                           \
  do {                                                                           \
    if (auto&& try_ = (__VA_ARGS__); !try_) return tl::unexpected(try_.error()); \
  } while (0)

namespace quoth {

// Calls f() at each row, then makes the query ready to be bound again.
template <typename F>
Result<void> for_each_row(Query& query, F&& f) {
  while (true) {
    const Result<bool> row = query.step();
    if (!row) {
      query.reset();
      return tl::unexpected(row.error());
    }
    if (!*row) break;
    f();
  }
  query.reset();
  return {};
}

// Prepares queries one after the other and remembers the first failure.
class Preparer {
 public:
  explicit Preparer(Database& db) : db_(db) {}
  Query operator()(std::string_view sql) {
    Result<Query> query = db_.prepare(sql);
    if (query) return *std::move(query);
    if (failed_) failed_ = tl::unexpected(query.error());
    return Query();
  }
  const Result<void>& outcome() const { return failed_; }

 private:
  Database& db_;
  Result<void> failed_ = {};
};

// The strings of a column of JSON ["a", "b"]; none for NULL or anything else.
std::vector<std::string> parse_strings(std::string_view json);

}  // namespace quoth
