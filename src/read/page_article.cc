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
  const auto fill = [&](std::string& member, std::string& known) {
    if (member.empty() || (page.is_made && !known.empty())) member = std::move(known);
  };
  fill(article.url, page.url);
  fill(article.published, page.published);
  fill(article.title, page.title);
  fill(article.publisher, page.publisher);
  fill(article.section, page.section);
  fill(article.author, page.author);
  fill(article.language, page.language);
  if (!options.source_map || page.is_made) article.source_map = {};
  return article;
}

}  // namespace quoth
