#include "read/news_keys.h"

#include <algorithm>
#include <iterator>

namespace quoth {
namespace {

using enum NewsField;

constexpr NewsKey kKeys[] = {
    {"text", kText, 0},
    {"id", kId, 0},
    {"url", kUrl, 0},
    {"title", kTitle, 0},
    {"publisher", kPublisher, 0},
    {"published", kPublished, 0},
    {"author", kAuthor, 0},
    {"language", kLanguage, 0},

    {"maintext", kText, 1},
    {"articleBody", kText, 2},
    {"body_text", kText, 3},
    {"content_text", kText, 4},
    {"bodies", kBodies, 5},
    {"body_xhtml", kMarkup, 6},
    {"body_html", kMarkup, 7},
    {"content_html", kMarkup, 8},
    {"quotes", kQuotes, 9},

    {"uri", kId, 1},
    {"@id", kId, 2},
    {"headline", kTitle, 1},
    {"headlines", kTitle, 2},
    {"canonicalurl", kUrl, 1},
    {"mainEntityOfPage", kUrl, 2},
    {"provider", kPublisher, 1},
    {"source_domain", kPublisher, 2},
    // Not of rank 0: many have something else than a string under this name, which is passed over.
    {"section", kSection, 1},
    {"articleSection", kSection, 2},
    {"section_name", kSection, 3},
    {"sectionName", kSection, 4},
    {"authors", kAuthor, 1},
    {"byline", kAuthor, 2},
    {"bylines", kAuthor, 3},
    {"date_publish", kPublished, 1},
    {"datePublished", kPublished, 2},
    {"date_published", kPublished, 3},
    {"firstcreated", kPublished, 5},
    {"versioncreated", kPublished, 4},
    {"contentcreated", kPublished, 6},
    {"date", kPublished, 7},
    {"inLanguage", kLanguage, 1},
    {"lang", kLanguage, 2},

    {"articles", kList, 1},
    {"items", kList, 2},
    {"documents", kList, 3},
    {"@graph", kList, 4},
};

}  // namespace

std::span<const NewsKey> news_keys() { return kKeys; }

const NewsKey* find_news_key(std::string_view name) {
  const auto* found = std::find_if(std::begin(kKeys), std::end(kKeys),
                                   [&](const NewsKey& key) { return key.name == name; });
  return found == std::end(kKeys) ? nullptr : found;
}

}  // namespace quoth
