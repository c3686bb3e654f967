#include "store/record_keeper.h"

#include "store/rows.h"

namespace quoth {

Result<RecordKeeper> RecordKeeper::open(Database& db, const std::string& extractor) {
  Result<RecordWriter> writer = RecordWriter::open(db, extractor);
  if (!writer) return tl::unexpected(writer.error());
  Result<PeopleLinker> people = PeopleLinker::open(db);
  if (!people) return tl::unexpected(people.error());
  Result<QuoteGrouper> quotes = QuoteGrouper::open(db);
  if (!quotes) return tl::unexpected(quotes.error());
  return RecordKeeper(*std::move(writer), *std::move(people), *std::move(quotes));
}

Result<void> RecordKeeper::link_added() {
  for (const int64_t article : writer_.take_changed()) {
    QUOTH_TRY(people_.link(article));
    QUOTH_TRY(quotes_.add(article));
  }
  return {};
}

}  // namespace quoth
