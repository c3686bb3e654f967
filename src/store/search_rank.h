// The rank of a hit, as a function of the full-text index.
#pragma once

#include "store/database.h"

namespace quoth {

// Gives a connection the SQL function quoth_rank(statements_fts, N): the BM25 score (S. Robertson
// and H. Zaragoza, 2009; k1 1.2, b 0.75) of a row by the first N phrases of the query, better ones
// higher, an occurrence in the speaker's name for half. Unlike bm25() of FTS5 it counts the rows of
// a phrase up to kMostPhraseRows only: all beyond are equally little telling, and counting half a
// million costs more than all the rest of a search. Fails with kIo if SQLite lacks FTS5.
constexpr int kMostPhraseRows = 10'000;
Result<void> add_rank_function(Database& db);

}  // namespace quoth
