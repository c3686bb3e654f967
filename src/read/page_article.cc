#include "read/page_article.h"

#include <utility>

#include "html/page.h"

namespace quoth {

ReadItem article_of(Page page, const ReadOptions& options) {
  auto read =
      read_page(page.bytes, page.id, {.charset = page.charset, .url = page.url, .limits = {}});
  if (!read) return FailedInput{page.id, read.error()};
  if (!*read) return SkippedInput{page.id, SkipReason::kNoArticle};
  Article article = **std::move(read);
  article.id = std::move(page.id);
  if (article.url.empty()) article.url = std::move(page.url);
  if (article.published.empty()) article.published = std::move(page.published);
  if (!options.source_map) article.source_map = {};
  return article;
}

}  // namespace quoth
