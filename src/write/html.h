// Statements as a web page to read: the articles with their speech marked, and lists of who said
// what beside them.
#pragma once

#include <string>
#include <vector>

#include "write/selection.h"
#include "write/writer.h"

namespace quoth {

// An <article>; the page is html_begin(), the articles, html_end(), and needs nothing else: style
// and script are in it, and its Content-Security-Policy lets nothing run or load but these two, by
// their hashes. Without script it reads the same; the script links the marks of a statement when
// one is pointed at. Source, cue and content differ in colour (those of Okabe and Ito, which
// colour-blind readers can tell apart) and in the line under them, which is left in print. Every
// string of the article is escaped. Ids need number_ids() (write/markup.h).
std::string write_html(const Article& article, const std::vector<Entity>& entities,
                       const std::vector<Selected>& selected);

std::string html_begin();
std::string html_end();

}  // namespace quoth
