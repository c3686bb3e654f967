// The pages: one shell of HTML (web/page.html), filled in here with what differs between them. All
// of it is text of the program; what comes out of articles is fetched by the script of the page.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace quoth {

struct PageSpec {
  std::string_view pattern;  // of its path: "/statements/{id}"
  std::string_view title;
  std::string_view script;  // the module under web/ that makes it: "paste.js"
  std::string_view label;   // in the navigation, empty if it is not there
  bool needs_record;        // has nothing to show without a database
};

const std::vector<PageSpec>& page_specs();

// What the shell tells the scripts.
struct PageContext {
  bool has_record = false;
  bool is_writable = false;
};

// The page as HTML. The navigation leaves out what needs a record where there is none.
std::string make_page(const PageSpec& page, const PageContext& context);

}  // namespace quoth
