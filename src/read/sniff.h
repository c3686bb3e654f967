// What an input holds, told by its first bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace quoth {

enum class InputFormat : uint8_t {
  kText,          // plain text: whatever is none of the others
  kJsonLines,     // a JSON object a line
  kJsonDocument,  // one JSON object or array, over any number of lines
  kHtml,          // a web page, HTML or XHTML
  kFeed,          // RSS 0.9 to 2.0 or Atom
  kWarc,          // a web archive: WARC or ARC records
};

std::string_view name(InputFormat format);  // "text", "json_lines", …

// As much of an input as sniff() looks at, but for a first line of JSON.
constexpr size_t kSniffBytes = 64 << 10;

// The format of a document that begins with `head`, decompressed. `whole` says that nothing
// follows. A byte order mark, blanks, comments, processing instructions and an XML declaration at
// the start are passed over. Names are not looked at. Of JSON, `head` should reach to the end of
// the first line; of one that is longer the first key is enough (looks_like_json_lines()).
//
//   <!DOCTYPE html>…, <?xml …?><html …, <!-- --> <head>…  kHtml
//   <?xml …?><rss …, <feed …, <rdf:RDF …                  kFeed
//   WARC/1.0, filedesc://                                 kWarc
//   {"text": "…"}                                         kJsonLines
//   {"a": 1}, [{…                                         kJsonDocument
//   {a brace} opens this, <em>Harbour</em> row            kText
InputFormat sniff(std::string_view head, bool whole);

// True for a byte order mark of UTF-16 or UTF-32, in which lines cannot be split by bytes.
bool has_wide_mark(std::string_view head);

}  // namespace quoth
