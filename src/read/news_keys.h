// What the keys of JSON documents mean, in the dialects that news comes in.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace quoth {

enum class NewsField : uint8_t {
  kId,
  kText,    // plain text
  kMarkup,  // HTML or XHTML, a page or a part of one
  kBodies,  // a list of bodies, each with its type
  kQuotes,  // a list of quotations (read/gdelt_quotes.h)
  kTitle,
  kUrl,
  kPublisher,
  kSection,
  kAuthor,
  kPublished,
  kLanguage,
  kList,  // of documents
};

constexpr bool is_body(NewsField field) {
  return field == NewsField::kText || field == NewsField::kMarkup || field == NewsField::kBodies ||
         field == NewsField::kQuotes;
}

// Of several keys for one field, and of all bodies, the one with the lowest rank counts; rank 0 are
// the keys of quoth's own format.
struct NewsKey {
  std::string_view name;
  NewsField field;
  uint8_t rank;
};

// The meaning of a key at the top of an object, null if it has none.
//
//   quoth         id text title url publisher section author published language
//   news-please   maintext title url source_domain authors date_publish language
//   ninjs 1, 2    body_text body_xhtml bodies[{value, contenttype}] headline headlines[{value}] uri
//                 provider{name} byline bylines[{byline}] versioncreated language
//   schema.org    articleBody headline url publisher{name} author[{name}] datePublished inLanguage
//                 articleSection @id, @graph[…]
//   GDELT         quotes[{pre, quote, post}] title url date lang
//   JSON Feed     items[{id, url, title, content_text, content_html, date_published,
//   authors[{name}]}]
const NewsKey* find_news_key(std::string_view name);

std::span<const NewsKey> news_keys();

}  // namespace quoth
