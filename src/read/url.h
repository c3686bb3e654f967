// Addresses of the web, as far as reading needs them.
#pragma once

#include <string>
#include <string_view>

namespace quoth {

// `reference` as it is meant in a document at `base` (RFC 3986, section 5): whole where it has a
// scheme; as it is where `base` is not an http or https address. Blanks around it go.
//
//   base https://tern.example/news/feed.xml
//   "/a?b#c"  -> https://tern.example/a?b#c      "../a"     -> https://tern.example/a
//   "a"       -> https://tern.example/news/a     "//x/a"    -> https://x/a
//   "?b"      -> https://tern.example/news/feed.xml?b       "mailto:a@b" -> mailto:a@b
std::string resolve_url(std::string_view reference, std::string_view base);

}  // namespace quoth
