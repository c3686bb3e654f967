#include "html/metadata.h"

#include <algorithm>
#include <string>

#include "base/word_list.h"
#include "html/ascii.h"
#include "html/dates.h"
#include "html/entities.h"
#include "html/json_ld.h"
#include "html/tags.h"

namespace quoth {

extern const std::string_view byline_words_data;

namespace {

constexpr size_t kMaxFieldBytes = 400;
constexpr size_t kMaxAuthorBytes = 80;
constexpr size_t kMaxAuthors = 8;

// Names of <meta> tags, the most telling one first.
constexpr std::string_view kTitleNames[] = {"og:title", "twitter:title", "parsely-title",
                                            "dc.title", "dcterms.title", "sailthru.title",
                                            "title"};
constexpr std::string_view kAuthorNames[] = {"author",
                                             "article:author",
                                             "parsely-author",
                                             "sailthru.author",
                                             "byl",
                                             "dc.creator",
                                             "dcterms.creator",
                                             "article:author_name",
                                             "dc.creator.personalname",
                                             "citation_author",
                                             "article.author",
                                             "authors",
                                             "og:author",
                                             "rbauthors",
                                             "book:author"};
constexpr std::string_view kPublisherNames[] = {"og:site_name", "publisher",
                                                "dc.publisher", "dcterms.publisher",
                                                "copyright",    "application-name"};
constexpr std::string_view kSectionNames[] = {"article:section", "parsely-section",
                                              "article.section", "articlesection", "section"};
constexpr std::string_view kDateNames[] = {"article:published_time",
                                           "datepublished",
                                           "og:published_time",
                                           "article:published",
                                           "parsely-pub-date",
                                           "sailthru.date",
                                           "pubdate",
                                           "publish-date",
                                           "publishdate",
                                           "publish_date",
                                           "publication_date",
                                           "published_time",
                                           "date.issued",
                                           "dcterms.created",
                                           "dcterms.issued",
                                           "dc.date.issued",
                                           "dcterms.date",
                                           "dc.date",
                                           "dc.date.created",
                                           "citation_publication_date",
                                           "article.published",
                                           "date",
                                           "last-modified",
                                           "article:modified_time",
                                           "og:updated_time"};

// Folded to one line and cut where it is no field any more.
std::string clean(std::string_view raw) {
  raw = raw.substr(0, kMaxFieldBytes * 4);
  PageText folded(raw);
  folded.append(0, static_cast<uint32_t>(raw.size()));
  return folded.size() > kMaxFieldBytes ? "" : folded.text();
}

std::string clean_decoded(const std::string& text) {
  std::string escaped;
  for (const char c : text) escaped += c == '&' ? std::string("&amp;") : std::string(1, c);
  return clean(escaped);
}

class Metas {
 public:
  explicit Metas(const Scan& scan) : scan_(scan) {}

  template <size_t N>
  std::string first(const std::string_view (&names)[N]) const {
    for (const std::string_view name : names) {
      if (std::string value = find(name); !value.empty()) return value;
    }
    return "";
  }

  std::string find(std::string_view name) const {
    for (const Tag& tag : scan_.metas) {
      if (tag.tag != GUMBO_TAG_META) continue;
      for (const AttributeName key : {AttributeName::kProperty, AttributeName::kName,
                                      AttributeName::kItemprop, AttributeName::kHttpEquiv}) {
        if (!equals_ascii(scan_.attribute(tag, key), name)) continue;
        std::string value = clean(scan_.attribute(tag, AttributeName::kContent));
        if (!value.empty()) return value;
      }
    }
    return "";
  }

  std::string link(std::string_view rel) const {
    for (const Tag& tag : scan_.metas) {
      if (tag.tag == GUMBO_TAG_LINK &&
          equals_ascii(scan_.attribute(tag, AttributeName::kRel), rel)) {
        return decode_attribute(trim_ascii(scan_.attribute(tag, AttributeName::kHref)));
      }
    }
    return "";
  }

 private:
  const Scan& scan_;
};

bool is_web_address(std::string_view text) {
  return starts_with_ascii(text, "http://") || starts_with_ascii(text, "https://");
}

// "https://www.example.org/a" -> "example.org"
std::string_view host_of(std::string_view url) {
  const size_t begin = url.find("://");
  if (begin == std::string_view::npos) return {};
  url.remove_prefix(begin + 3);
  url = url.substr(0, url.find_first_of("/?#:"));
  return starts_with_ascii(url, "www.") ? url.substr(4) : url;
}

constexpr std::string_view kSeparators[] = {" | ",      " - ",      " \u2013 ", " \u2014 ",
                                            " \u00BB ", " \u00AB ", " \u00B7 ", " \u2022 ",
                                            " :: ",     " / ",      " // "};

// A title without the name of the site at its end ("Fire in Lund | The Lund Post") or begin.
std::string without_site(const std::string& title, std::string_view site, std::string_view host) {
  const std::string squeezed_site = squeeze(site),
                    squeezed_host = squeeze(host.substr(0, host.rfind('.')));
  const auto is_site = [&](std::string_view part) {
    const std::string squeezed = squeeze(part);
    return !squeezed.empty() &&
           (squeezed == squeezed_site || squeezed == squeezed_host || squeezed == squeeze(host) ||
            (squeezed.size() > 4 && squeezed_site.find(squeezed) != std::string::npos));
  };
  for (const std::string_view separator : kSeparators) {
    const size_t last = title.rfind(separator);
    if (last == std::string::npos) continue;
    if (is_site(std::string_view(title).substr(last + separator.size())))
      return title.substr(0, last);
    const size_t first = title.find(separator);
    if (is_site(std::string_view(title).substr(0, first)))
      return title.substr(first + separator.size());
  }
  return title;
}

std::string_view text_of(const PageBlocks& blocks, size_t i) {
  const Block& b = blocks.blocks[i];
  return std::string_view(blocks.text.text()).substr(b.begin, b.end - b.begin);
}

// The heading that the page's title repeats, else the only <h1> or the last one before the text.
std::string find_headline(const PageBlocks& blocks, const std::vector<bool>& chosen,
                          std::string_view titles, std::string_view site) {
  const std::string all = squeeze(titles), squeezed_site = squeeze(site);
  const auto first =
      static_cast<size_t>(std::find(chosen.begin(), chosen.end(), true) - chosen.begin());
  std::string best;
  size_t best_size = 0;
  std::string fallback;
  for (size_t i = 0; i < blocks.blocks.size(); ++i) {
    const uint8_t level = blocks.blocks[i].heading;
    if (level == 0 || level > 3) continue;
    const std::string_view text = text_of(blocks, i);
    const std::string squeezed = squeeze(text);
    if (squeezed.size() < 4 || squeezed == squeezed_site) continue;
    if (squeezed.size() > best_size && all.find(squeezed) != std::string::npos) {
      best = text;
      best_size = squeezed.size();
    }
    if (level == 1 && (fallback.empty() || i <= first + 2)) fallback = text;
  }
  return best_size > 0 ? best : fallback;
}

// Words of the element's own text, folded; empty where it is longer than a name.
std::string element_text(std::string_view page, const Scan& scan, const std::vector<Node>& nodes,
                         uint32_t node, size_t max_bytes) {
  PageText text(page);
  text.begin_block();
  for (uint32_t i = node + 1; i < nodes[node].end; ++i) {
    if (nodes[i].tag == kTextNode) {
      const Run& run = scan.runs[nodes[i].index];
      text.append(run.begin, run.end);
    } else if (is_block_tag(nodes[i].tag) || nodes[i].tag == GUMBO_TAG_BR) {
      text.append_break();
    }
    if (text.size() > max_bytes) return "";
  }
  return text.text();
}

// "By Ana Ruiz and Li Wei" -> Ana Ruiz, Li Wei: without words before the names, what follows a bar
// or a date, addresses and handles.
void add_authors(std::string_view text, std::vector<std::string>& authors) {
  static const auto openers = parse_word_set(byline_words_data);
  text = text.substr(0, std::min(text.find('|'), text.find('\n')));
  for (text = trim_ascii(text); !text.empty();) {
    const size_t end = std::min(text.find_first_of(" :"), text.size());
    if (!openers.contains(to_ascii_lower(text.substr(0, end)))) break;
    text = text.substr(std::min(text.find_first_not_of(" :", end), text.size()));
  }
  while (!text.empty() && authors.size() < kMaxAuthors) {
    size_t end = text.size(), next = text.size();
    for (const std::string_view mark :
         {", ", "; ", " and ", " und ", " et ", " y ", " & ", " / ", " - ", " \u2013 "}) {
      const size_t at = text.find(mark);
      if (at < end) {
        end = at;
        next = at + mark.size();
      }
    }
    std::string_view name = trim_ascii(text.substr(0, end));
    text.remove_prefix(next);
    while (!name.empty() && (name.back() == ',' || name.back() == ':' || name.back() == ';'))
      name.remove_suffix(1);
    const bool named = name.size() > 1 && name.size() <= kMaxAuthorBytes && !is_web_address(name) &&
                       name.find_first_of("@0123456789") == std::string_view::npos;
    if (!named) {
      if (name.find_first_of("0123456789") != std::string_view::npos && !authors.empty()) break;
      continue;
    }
    const auto same = [&](const std::string& other) { return squeeze(other) == squeeze(name); };
    if (std::none_of(authors.begin(), authors.end(), same)) authors.emplace_back(name);
  }
}

std::string join(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : "; ") + name;
  return out;
}

// What the markup around and inside the article marks as its author and its date.
class MarkedFields {
 public:
  MarkedFields(std::string_view page, const Scan& scan, const std::vector<Node>& nodes)
      : page_(page), scan_(scan), nodes_(nodes) {}

  std::string author, date;

  void find() {
    int author_rank = 0, date_rank = 0;
    for (uint32_t i = 0; i < nodes_.size(); ++i) {
      const Node& node = nodes_[i];
      if (node.tag == kTextNode || node.index == kImplied) continue;
      const Tag& tag = scan_.tags[node.index];
      const uint32_t groups = names_.of(scan_.attribute(tag, AttributeName::kClass)) |
                              names_.of(scan_.attribute(tag, AttributeName::kId));
      if (groups & bit(MarkupGroup::kComment)) {
        i = node.end - 1;
        continue;
      }
      consider_author(i, tag, groups, author_rank);
      consider_date(i, tag, groups, date_rank);
    }
  }

 private:
  void consider_author(uint32_t i, const Tag& tag, uint32_t groups, int& best) {
    const std::string_view itemprop = scan_.attribute(tag, AttributeName::kItemprop);
    int rank = 0;
    if (equals_ascii(itemprop, "author")) rank = 4;
    else if (equals_ascii(scan_.attribute(tag, AttributeName::kRel), "author")) rank = 3;
    else if (groups & bit(MarkupGroup::kByline)) rank = 2;
    if (rank <= best) return;
    std::string text = element_text(page_, scan_, nodes_, i, 120);
    std::vector<std::string> names;
    add_authors(text, names);
    if (names.empty()) return;
    author = std::move(text);
    best = rank;
  }

  void consider_date(uint32_t i, const Tag& tag, uint32_t groups, int& best) {
    const std::string_view itemprop = scan_.attribute(tag, AttributeName::kItemprop);
    const bool is_time = nodes_[i].tag == GUMBO_TAG_TIME;
    int rank = 0;
    if (equals_ascii(itemprop, "datepublished")) rank = 4;
    else if (is_time) rank = groups & bit(MarkupGroup::kDate) ? 3 : 2;
    else if (groups & bit(MarkupGroup::kDate)) rank = 1;
    if (rank <= best) return;
    std::string found;
    for (const AttributeName name :
         {AttributeName::kDatetime, AttributeName::kContent, AttributeName::kTitle}) {
      if (found.empty()) found = find_date(scan_.attribute(tag, name));
    }
    if (found.empty()) found = find_date(element_text(page_, scan_, nodes_, i, 200));
    if (found.empty()) return;
    date = std::move(found);
    best = rank;
  }

  std::string_view page_;
  const Scan& scan_;
  const std::vector<Node>& nodes_;
  MarkupGroups names_;
};

// A date in the short blocks just before the text or after it, if nothing marks one.
std::string find_printed_date(const PageBlocks& blocks, const std::vector<bool>& chosen) {
  const auto first =
      static_cast<size_t>(std::find(chosen.begin(), chosen.end(), true) - chosen.begin());
  for (size_t back = 0; back <= 8 && back <= first; ++back) {
    const size_t i = first - back;
    if (i >= chosen.size()) continue;
    const std::string_view text = text_of(blocks, i);
    if (text.size() > 160 && back > 0) continue;
    if (std::string date = find_date(text.substr(0, 160)); !date.empty()) return date;
  }
  return "";
}

// A byline in words: a short block beside the headline that begins as bylines do.
std::string find_printed_author(const PageBlocks& blocks, const std::vector<bool>& chosen) {
  static constexpr std::string_view kOpeners[] = {"By ",  "by ",  "BY ",  "Von ",
                                                  "von ", "Par ", "Por ", "Di "};
  const auto first =
      static_cast<size_t>(std::find(chosen.begin(), chosen.end(), true) - chosen.begin());
  const size_t begin = first - std::min<size_t>(first, 8), end = std::min(first + 3, chosen.size());
  for (size_t i = begin; i < end; ++i) {
    const std::string_view text = text_of(blocks, i);
    if (text.size() > 100) continue;
    for (const std::string_view opener : kOpeners) {
      const bool name = text.starts_with(opener) && text.size() > opener.size() &&
                        !(text[opener.size()] >= 'a' && text[opener.size()] <= 'z');
      if (name) return std::string(text);
    }
  }
  return "";
}

// "en_US" and "EN-us" -> "en-US"; empty if it is no language tag.
std::string language_tag(std::string_view raw) {
  std::string tag(trim_ascii(raw));
  tag = tag.substr(0, tag.find_first_of(",; "));
  std::replace(tag.begin(), tag.end(), '_', '-');
  const size_t dash = std::min(tag.find('-'), tag.size());
  if (dash < 2 || dash > 3 ||
      !std::all_of(tag.begin(), tag.begin() + static_cast<std::ptrdiff_t>(dash), is_ascii_letter))
    return "";
  std::string out = to_ascii_lower(tag.substr(0, dash));
  const std::string region = tag.substr(std::min(dash + 1, tag.size()));
  if (region.size() == 2 && std::all_of(region.begin(), region.end(), is_ascii_letter)) {
    out += '-';
    for (const char c : region) out += static_cast<char>(ascii_lower(c) & ~0x20);
  }
  return out;
}

std::string html_language(const Scan& scan, const std::vector<Node>& nodes) {
  for (uint32_t i = 0; i < nodes.size() && nodes[i].depth < 2; ++i) {
    if (nodes[i].index == kImplied || nodes[i].tag == kTextNode) continue;
    const std::string_view lang = scan.attribute(scan.tags[nodes[i].index], AttributeName::kLang);
    if (std::string tag = language_tag(lang); !tag.empty()) return tag;
  }
  return "";
}

std::string first_of(std::initializer_list<std::string> values) {
  for (const std::string& value : values) {
    if (!value.empty()) return value;
  }
  return "";
}

}  // namespace

std::string page_title(const Scan& scan) {
  const Metas metas(scan);
  return clean(scan.title) + '\n' + metas.find("og:title") + '\n' + metas.find("twitter:title");
}

void read_metadata(std::string_view page, const Scan& scan, const std::vector<Node>& nodes,
                   const PageBlocks& blocks, const std::vector<bool>& chosen, std::string_view url,
                   Article& article) {
  const Metas metas(scan);
  const LinkedData data = read_json_ld(scan.json_ld);
  MarkedFields marked(page, scan, nodes);
  marked.find();

  for (const std::string& address :
       {metas.link("canonical"), metas.find("og:url"), data.url, std::string(url)}) {
    if (article.url.empty() && is_web_address(address)) article.url = address;
  }
  const std::string_view host = host_of(url.empty() ? article.url : url);
  article.publisher = first_of(
      {metas.find("og:site_name"), clean_decoded(data.publisher), metas.first(kPublisherNames)});

  article.section = first_of(
      {metas.find("article:section"), clean_decoded(data.section), metas.first(kSectionNames)});

  const std::string meta_title = metas.first(kTitleNames), html_title = clean(scan.title);
  const std::string titles = html_title + '\n' + meta_title + '\n' + data.headline;
  article.title = find_headline(blocks, chosen, titles, article.publisher);
  if (article.title.empty() || squeeze(titles).find(squeeze(article.title)) == std::string::npos) {
    const std::string named =
        first_of({clean_decoded(data.headline), without_site(meta_title, article.publisher, host),
                  without_site(html_title, article.publisher, host)});
    if (!named.empty()) article.title = named;
  }

  std::vector<std::string> authors;
  for (const std::string& name : data.authors) add_authors(clean_decoded(name), authors);
  if (authors.empty()) add_authors(metas.first(kAuthorNames), authors);
  if (authors.empty()) add_authors(marked.author, authors);
  if (authors.empty()) add_authors(find_printed_author(blocks, chosen), authors);
  article.author = join(authors);

  article.published =
      first_of({find_date(data.published), find_date(metas.first(kDateNames)), marked.date,
                find_url_date(article.url), find_url_date(url), find_printed_date(blocks, chosen)});
  article.language = first_of({html_language(scan, nodes), language_tag(data.language),
                               language_tag(metas.find("og:locale")),
                               language_tag(metas.find("content-language"))});
}

}  // namespace quoth
