// A saved web page as an article.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "html/features.h"
#include "html/limits.h"
#include "quoth/error.h"
#include "quoth/record.h"

namespace quoth {

struct PageOptions {
  std::string_view charset;  // of the HTTP header's Content-Type, where there is one
  std::string_view url;      // that the page was fetched from, where it is known
  PageLimits limits;
};

// Reads a page: its main text, one block (paragraph, heading, list item) a line, and what it tells
// of itself. Nothing if it holds no article. `where` names the page in errors and is the article's
// id. The source map leads from the text to `bytes` as they were given, before decoding.
//
// What belongs to the article is decided block by block by a model over the features of
// html/features.h; what a text says counts for little in it, so that it works for any language.
// Safe to call from several threads; the same bytes give the same article. Fails with kTooLarge
// where the page goes over the limits; any other page is read as a browser would read it.
Result<std::optional<Article>> read_page(std::string_view bytes, std::string_view where,
                                         const PageOptions& options = {});

// For training and debugging: the blocks of a page with the features of each.
struct PageFeatures {
  std::vector<std::string> blocks;
  BlockFeatures features;
};
Result<PageFeatures> page_features(std::string_view bytes, std::string_view where,
                                   const PageOptions& options = {});

}  // namespace quoth
