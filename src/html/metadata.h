// What a page tells of its article: title, authors, publisher, section, date, language, address.
#pragma once

#include <string_view>
#include <vector>

#include "html/blocks.h"
#include "html/scanner.h"
#include "html/tree.h"
#include "quoth/record.h"

namespace quoth {

// Sets the fields of `article` from the first of these that knows them: JSON-LD, <meta> and <link>
// (OpenGraph, Dublin Core and the names in use), markup of the text (itemprop, rel=author, <time>,
// class names), the words of a byline, and the date in the address. `chosen` are the blocks of the
// article.
void read_metadata(std::string_view page, const Scan& scan, const std::vector<Node>& nodes,
                   const PageBlocks& blocks, const std::vector<bool>& chosen, std::string_view url,
                   Article& article);

// The texts of the page that name its title, as the choice of blocks asks for it.
std::string page_title(const Scan& scan);

}  // namespace quoth
