// One entry of a feed, as it was read, and the item that it makes.
#pragma once

#include <string>

#include "read/reader.h"

namespace quoth {

// A text of the feed: words, or markup.
struct FeedText {
  std::string text;
  bool is_markup = false;

  bool empty() const { return text.find_first_not_of(" \t\r\n") == text.npos; }
};

// What an entry, or the feed around it, tells. Strings are as they were read but for the entities
// of XML.
struct FeedEntry {
  std::string id;         // atom:id, guid, rdf:about
  std::string title;      // of a feed: the name of the outlet
  std::string link;       // of RSS, or the first of Atom with rel="alternate"
  std::string base;       // xml:base, resolved
  std::string author;     // names, joined by "; "
  std::string published;  // pubDate, dc:date, published
  std::string updated;
  std::string language;  // xml:lang, language, dc:language
  FeedText content;      // content:encoded, content
  FeedText teaser;       // description, summary
};

// The shortest teaser that is read where there is no content, in bytes of text without markup:
// two sentences or so.
constexpr size_t kMinTeaserBytes = 160;

// An article, or a page of markup; kNoArticle for an entry without content and with no or a short
// teaser. A description that holds no tag and no entity is plain text. `where` is the id of an
// entry that has neither id nor link.
ReadItem item_of(const FeedEntry& entry, const FeedEntry& feed, const std::string& where);

}  // namespace quoth
