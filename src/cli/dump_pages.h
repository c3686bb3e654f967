// What quoth-dump prints of saved web pages.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace quoth {

// Prints a line of JSON a page to standard output; mode is "pages" (their articles), "page-sources"
// (their sentences, and the bytes these were read from) or "page-features" (their blocks, and what
// the choice is made from). Without paths their names are the lines of standard input. Returns the
// exit status: 0, 1 if a page failed, 2 for another mode.
int dump_pages(std::string_view mode, std::vector<std::string> paths);

}  // namespace quoth
