// The entities and statements of one article, into a record and out of it.
#pragma once

#include <cstdint>
#include <vector>

#include "quoth/record.h"
#include "store/database.h"
#include "write/offsets.h"

namespace quoth {

// Writes the tables entities, statements, speakers, abouts and the full-text index together. Calls
// belong inside a Transaction.
class ContentWriter {
 public:
  static Result<ContentWriter> open(Database& db);

  // `day` is that of the article. Fails with kTooLarge if it has no ids left for statements.
  Result<void> insert(int64_t article_id, int64_t day, const Article& article,
                      const Record& record);
  // Takes out all that insert() put in.
  Result<void> remove(int64_t article_id);

 private:
  explicit ContentWriter(Database& db) : db_(&db) {}
  Result<std::vector<int64_t>> insert_entities(int64_t article_id, const Record& record,
                                               const OffsetMap& offsets);
  Result<int64_t> first_free_id(int64_t day, size_t n_statements);
  Result<void> insert_statement(int64_t id, int64_t article_id, size_t index,
                                const Statement& statement, std::string_view text,
                                const OffsetMap& offsets);
  Result<void> insert_links(int64_t id, const Statement& statement, const OffsetMap& offsets,
                            const std::vector<int64_t>& entity_ids);

  Database* db_;
  Query entity_, last_id_, statement_, speaker_, about_, index_;
  Query unindex_, delete_statements_, delete_entities_;
};

}  // namespace quoth
