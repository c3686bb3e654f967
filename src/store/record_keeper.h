// Articles into a record with all that follows from them: the one way for whoever keeps some.
#pragma once

#include <cstdint>
#include <string>

#include "store/people_linker.h"
#include "store/quote_groups.h"
#include "store/record_writer.h"

namespace quoth {

// Writes articles, links who is named in them and finds their quotations again. Once all are in,
// settle_people() (store/people_settle.h) decides about names that lean on company.
//
//   Result<RecordKeeper> keeper = RecordKeeper::open(db, extractor);
//   Result<Transaction> transaction = Transaction::begin(db);
//   Result<Stored> stored = keeper->add(article);   and others
//   keeper->link_added();
//   transaction->commit();
//   settle_people(db);
//
// Calls belong inside a Transaction; after a failure that must be rolled back and the keeper let
// go. The database must outlive it. One thread at a time.
class RecordKeeper {
 public:
  // `extractor`: extractor_name() of what has read the articles.
  static Result<RecordKeeper> open(Database& db, const std::string& extractor);

  // As RecordWriter has them.
  Result<Stored> add(const StoredArticle& article, Duplicates duplicates = Duplicates::kKeep) {
    return writer_.add(article, duplicates);
  }
  Result<void> add_failure(const FailedInput& failed) { return writer_.add_failure(failed); }

  // People and quotations of the articles added since the last call, in that order.
  Result<void> link_added();

 private:
  RecordKeeper(RecordWriter writer, PeopleLinker people, QuoteGrouper quotes)
      : writer_(std::move(writer)), people_(std::move(people)), quotes_(std::move(quotes)) {}

  RecordWriter writer_;
  PeopleLinker people_;
  QuoteGrouper quotes_;
};

}  // namespace quoth
