// People of the record as JSON.
#pragma once

#include <string>

#include "store/database.h"
#include "store/people_corrections.h"
#include "store/people_query.h"
#include "store/positions.h"
#include "store/quote_groups.h"

namespace quoth {

// Each appends one object.

// {"id", "name", "kind", "articles", "statements", "about", "first", "last", "roles": ["…"]}
void append_person(std::string& out, const PersonSummary& person);
// The same with "merged", "names", "roles" with dates, and "links": how each mention came to them.
void append_person_page(std::string& out, const PersonPage& page);
// {"statements": [{"id", "act", "date", …}], "moves": [{"earlier": 0, "later": 3, "kind", …}],
//  "left_out"}; moves count statements from 0. `db` gives the ids of statements.
Result<void> append_positions(Database& db, std::string& out, const Positions& positions);
// {"id", "made_at", "made_by", "action", "detail": {…}, "reason", "undoes", "taken_back_by"}
void append_correction(std::string& out, const Correction& correction);
// {"articles", "wordings", "several_speakers", "printings": [{"id", "date", …, "edits": […]}]}
Result<void> append_quote_group(Database& db, std::string& out, const QuoteGroup& group);

}  // namespace quoth
