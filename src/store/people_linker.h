// Entities of an article become persons and bodies of the record.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "store/database.h"

namespace quoth {

// Links by names alone, as articles come; what leans on company waits for settle_people(). Every
// call belongs inside a Transaction. The database must outlive it.
//
//   Result<PeopleLinker> linker = PeopleLinker::open(db);
//   … in the transaction that inserts the entities of article 7: linker->link(7)
//   … at the end of the run, outside of any transaction: settle_people(db)
class PeopleLinker {
 public:
  static Result<PeopleLinker> open(Database& db);
  PeopleLinker(PeopleLinker&&) noexcept;
  PeopleLinker& operator=(PeopleLinker&&) noexcept;
  ~PeopleLinker();

  // All entities of an article, anew. Costs a look-up of an index or two for each name.
  Result<void> link(int64_t article_id);

 private:
  class Impl;
  explicit PeopleLinker(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace quoth
