#include "cli/person_argument.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <vector>

#include "cli/people_report.h"
#include "cli/terminal.h"
#include "store/people_query.h"

namespace quoth {

Result<int64_t> one_person(Database& db, const std::string& text) {
  const Result<std::vector<PersonSummary>> found = find_people(db, text);
  if (!found) return tl::unexpected(found.error());
  if (found->size() == 1) return found->front().id;
  std::string lines;
  for (const PersonSummary& p : *found) {
    append_person_text(lines, p, {terminal_width(STDERR_FILENO), false});
  }
  std::fputs(lines.c_str(), stderr);
  return fail(ErrorCode::kUsage, fmt::format("'{}' may be any of these {}; say which by its number",
                                             text, found->size()));
}

}  // namespace quoth
