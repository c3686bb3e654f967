// Pages made of a piece of markup, as feeds and JSON documents carry it.
#pragma once

#include <string>
#include <string_view>

#include "quoth/record.h"
#include "read/reader.h"

namespace quoth {

// A page whose article is `markup`, and what is known of it: all fields of `known` but text. Markup
// that is a page of its own stays as it is.
//
//   markup <p>Hi.</p>, title Quay, language en
//   page   <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Quay</title></head>
//          <body><article><p>Hi.</p></article></body></html>
Page make_page(std::string_view markup, const Article& known);

// Text with its characters escaped for markup: & < > and ".
std::string escape_markup(std::string_view text);

// A line of markup, such as the title of a feed, as plain text: tags go, entities (numbers, and the
// names of marks and accents that occur in headlines) are resolved, white space is folded.
//
//   "Fish &amp;amp; chips", "<b>Fish</b> &#38; chips"  ->  Fish & chips
//   "3 < 4"  ->  3 < 4
std::string plain_line(std::string_view markup);

}  // namespace quoth
