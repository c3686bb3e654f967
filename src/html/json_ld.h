// What a page says of its article in JSON-LD (schema.org).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace quoth {

struct LinkedData {
  std::string headline, publisher, section, published, language, url;
  std::vector<std::string> authors;
};

// Of the first article (any type that ends in Article, Posting or Report, before pages and recipes)
// in the texts of the page's JSON-LD scripts. A text that is no JSON counts as none.
LinkedData read_json_ld(const std::vector<std::string_view>& scripts);

}  // namespace quoth
