#include "read/feed_entry.h"

#include <algorithm>
#include <string_view>

#include "html/ascii.h"
#include "language/detect.h"
#include "read/dates.h"
#include "read/page_parts.h"
#include "read/url.h"

namespace quoth {
namespace {

const std::string& first_of(const std::string& a, const std::string& b) {
  return trim_ascii(a).empty() ? b : a;
}

// RSS 2.0 has "jo@tern.example (Jo Fenwick)" for an author; an address alone is no name.
std::string author_name(std::string_view author) {
  const size_t at = author.find('@');
  if (at == author.npos) return plain_line(author);
  const size_t open = author.find('('), close = author.rfind(')');
  if (open != author.npos && close != author.npos && at < open && open < close) {
    return plain_line(author.substr(open + 1, close - open - 1));
  }
  return "";
}

bool looks_like_markup(std::string_view text) {
  for (size_t pos = text.find_first_of("<&"); pos != text.npos;
       pos = text.find_first_of("<&", pos + 1)) {
    const char next = pos + 1 < text.size() ? text[pos + 1] : ' ';
    const bool is_letter = (next | 0x20) >= 'a' && (next | 0x20) <= 'z';
    if (text[pos] == '<' && (is_letter || next == '/' || next == '!')) return true;
    if (text[pos] == '&' && (is_letter || next == '#') &&
        text.substr(pos, 12).find(';') != text.npos) {
      return true;
    }
  }
  return false;
}

}  // namespace

ReadItem item_of(const FeedEntry& entry, const FeedEntry& feed, const std::string& where) {
  const std::string base = first_of(entry.base, first_of(feed.base, feed.link));
  Article article;
  article.url = entry.link.empty() ? "" : resolve_url(entry.link, base);
  article.id = trim_ascii(entry.id);
  if (article.id.empty()) article.id = article.url.empty() ? where : article.url;
  article.title = plain_line(entry.title);
  article.publisher = plain_line(feed.title);
  article.author = author_name(first_of(entry.author, feed.author));
  article.published = to_iso_date(trim_ascii(first_of(entry.published, entry.updated)));
  article.language = language_tag(trim_ascii(first_of(entry.language, feed.language)));
  const bool has_content = !entry.content.empty();
  const FeedText& body = has_content ? entry.content : entry.teaser;
  if (!has_content && plain_line(body.text).size() < kMinTeaserBytes) {
    return SkippedInput{article.id, SkipReason::kNoArticle};
  }
  if (body.is_markup && looks_like_markup(body.text)) return make_page(body.text, article);
  article.text = trim_ascii(body.text);
  return article;
}

}  // namespace quoth
