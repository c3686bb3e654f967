#include "html/page.h"

#include <fmt/format.h>

#include <iterator>
#include <utility>

#include "html/blocks.h"
#include "html/encoding.h"
#include "html/features.h"
#include "html/metadata.h"
#include "html/choose.h"
#include "html/scanner.h"
#include "html/tree.h"

namespace quoth {
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

}  // namespace

Result<std::optional<Article>> read_page(std::string_view bytes, std::string_view where,
                                         const PageOptions& options) {
  auto parsed = parse(bytes, where, options);
  if (!parsed) return tl::unexpected(parsed.error());
  const Parsed& p = **parsed;
  const BlockFeatures features = block_features(p.page, p.scan, p.nodes, page_title(p.scan));
  const std::vector<bool> chosen = choose_blocks(features);
  Article article;
  article.id = where;
  for (size_t i = 0; i < chosen.size(); ++i) {
    if (!chosen[i]) continue;
    const Block& b = p.page.blocks[i];
    if (!article.text.empty()) article.text += '\n';
    const auto at = static_cast<uint32_t>(article.text.size());
    article.text.append(p.page.text.text(), b.begin, b.end - b.begin);
    p.page.text.copy_map(article.source_map, at, b.begin, b.end, p.decoded.bytes);
  }
  if (article.text.empty()) return std::nullopt;
  read_metadata(p.decoded.text, p.scan, p.nodes, p.page, chosen, options.url, article);
  return article;
}

Result<PageFeatures> page_features(std::string_view bytes, std::string_view where,
                                   const PageOptions& options) {
  auto parsed = parse(bytes, where, options);
  if (!parsed) return tl::unexpected(parsed.error());
  const Parsed& p = **parsed;
  PageFeatures out;
  out.features = block_features(p.page, p.scan, p.nodes, page_title(p.scan));
  for (const Block& b : p.page.blocks) {
    out.blocks.emplace_back(p.page.text.text(), b.begin, b.end - b.begin);
  }
  return out;
}

}  // namespace quoth
