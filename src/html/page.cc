#include "html/page.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <string>
#include <unordered_set>
#include <utility>

#include "base/word_list.h"
#include "html/ascii.h"
#include "html/blocks.h"
#include "html/choose.h"
#include "html/encoding.h"
#include "html/features.h"
#include "html/metadata.h"
#include "html/scanner.h"
#include "html/tree.h"

namespace quoth {

extern const std::string_view byline_words_data;
extern const std::string_view furniture_phrases_data;

namespace {

// Everything between the bytes and the choice of blocks.
struct Parsed {
  DecodedPage decoded;
  Scan scan;
  std::vector<Node> nodes;
  PageBlocks page{PageText({}), {}};
};

Result<std::unique_ptr<Parsed>> parse(std::string_view bytes, std::string_view where,
                                      const PageOptions& options) {
  if (bytes.size() > options.limits.max_bytes) {
    return fail(ErrorCode::kTooLarge,
                fmt::format("the page is {} bytes long, more than {}", bytes.size(),
                            options.limits.max_bytes),
                std::string(where));
  }
  auto p = std::make_unique<Parsed>();  // its parts hold views into its text
  p->decoded = decode_page(bytes, options.charset);
  auto scan = scan_page(p->decoded.text, where, options.limits);
  if (!scan) return tl::unexpected(scan.error());
  p->scan = std::move(*scan);
  p->nodes = build_tree(p->scan);
  p->page = cut_blocks(p->decoded.text, p->scan, p->nodes);
  return p;
}

std::string_view text_of(const PageBlocks& page, size_t i) {
  const Block& b = page.blocks[i];
  return std::string_view(page.text.text()).substr(b.begin, b.end - b.begin);
}

constexpr size_t kMaxLabelBytes = 80;

// True for the label of a share bar, of related links and such (data/furniture_phrases.txt).
bool is_furniture(const std::string& squeezed) {
  static const auto phrases = [] {
    std::unordered_set<std::string> out;
    for (const std::string_view phrase : parse_word_set(furniture_phrases_data)) {
      out.insert(squeeze(phrase));
    }
    return out;
  }();
  return phrases.contains(squeezed);
}

// Takes out what no model need be asked for: blocks without a letter or digit, labels of what
// stands around an article, and at its end headings and labels ("More on this:") that lost what
// they stand over.
void drop_dangling(const PageBlocks& page, std::vector<bool>& chosen) {
  for (size_t i = 0; i < chosen.size(); ++i) {
    if (!chosen[i]) continue;
    const std::string_view text = text_of(page, i);
    if (text.size() > kMaxLabelBytes) continue;
    const std::string squeezed = squeeze(text);
    if (squeezed.empty() || is_furniture(squeezed)) chosen[i] = false;
  }
  for (size_t i = chosen.size(); i-- > 0;) {
    if (!chosen[i]) continue;
    const std::string_view text = text_of(page, i);
    const bool label = text.size() <= kMaxLabelBytes && text.ends_with(':');
    if (page.blocks[i].heading == 0 && !label) break;
    chosen[i] = false;
  }
}

// The headline is the article's title and no part of its text.
void drop_headline(const PageBlocks& page, std::string_view title, std::vector<bool>& chosen) {
  const std::string wanted = squeeze(title);
  for (size_t i = 0; i < chosen.size(); ++i) {
    if (chosen[i] && squeeze(text_of(page, i)) == wanted) chosen[i] = false;
  }
}

// True if `squeezed` is one or more of the authors' names, with or without a word before them.
//   authors "Ada Brennan; Luis Ortega"   "byadabrennanandluisortega", "luisortega" -> true
bool is_byline(std::string squeezed, std::string_view authors) {
  static const auto words = parse_word_set(byline_words_data);
  bool named = false;
  while (!authors.empty()) {
    const std::string_view author = authors.substr(0, authors.find(';'));
    authors.remove_prefix(std::min(author.size() + 1, authors.size()));
    const std::string name = squeeze(author);
    const size_t at = name.empty() ? std::string::npos : squeezed.find(name);
    if (at == std::string::npos) continue;
    squeezed.erase(at, name.size());
    named = true;
  }
  if (squeezed.ends_with("and")) squeezed.resize(squeezed.size() - 3);
  if (squeezed.ends_with("by")) squeezed.resize(squeezed.size() - 2);
  return named && (squeezed.empty() || words.contains(squeezed));
}

// A line that names the authors is no part of the text either.
void drop_byline(const PageBlocks& page, std::string_view authors, std::vector<bool>& chosen) {
  constexpr size_t kMaxBylineBytes = 160;
  for (size_t i = 0; i < chosen.size(); ++i) {
    if (!chosen[i] || text_of(page, i).size() > kMaxBylineBytes) continue;
    if (is_byline(squeeze(text_of(page, i)), authors)) chosen[i] = false;
  }
}

}  // namespace

Result<std::optional<Article>> read_page(std::string_view bytes, std::string_view where,
                                         const PageOptions& options) {
  auto parsed = parse(bytes, where, options);
  if (!parsed) return tl::unexpected(parsed.error());
  const Parsed& p = **parsed;
  const BlockFeatures features = block_features(p.page, p.scan, p.nodes, page_title(p.scan));
  std::vector<bool> chosen = choose_blocks(features);
  drop_dangling(p.page, chosen);
  Article article;
  article.id = where;
  read_metadata(p.decoded.text, p.scan, p.nodes, p.page, chosen, options.url, article);
  drop_headline(p.page, article.title, chosen);
  drop_byline(p.page, article.author, chosen);
  for (size_t i = 0; i < chosen.size(); ++i) {
    if (!chosen[i]) continue;
    const Block& b = p.page.blocks[i];
    if (!article.text.empty()) article.text += '\n';
    const auto at = static_cast<uint32_t>(article.text.size());
    article.text.append(p.page.text.text(), b.begin, b.end - b.begin);
    p.page.text.copy_map(article.source_map, at, b.begin, b.end, p.decoded.bytes);
  }
  if (article.text.empty()) return std::nullopt;
  return article;
}

Result<PageFeatures> page_features(std::string_view bytes, std::string_view where,
                                   const PageOptions& options) {
  auto parsed = parse(bytes, where, options);
  if (!parsed) return tl::unexpected(parsed.error());
  const Parsed& p = **parsed;
  PageFeatures out;
  out.features = block_features(p.page, p.scan, p.nodes, page_title(p.scan));
  for (size_t i = 0; i < p.page.blocks.size(); ++i) out.blocks.emplace_back(text_of(p.page, i));
  return out;
}

}  // namespace quoth
