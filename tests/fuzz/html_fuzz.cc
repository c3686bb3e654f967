// Any bytes as a web page: the text is valid UTF-8, each block of it is on a line of its own, and
// the source map leads into the page; the tree stays within its depth.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/utf8.h"
#include "html/encoding.h"
#include "html/page.h"
#include "html/scanner.h"
#include "html/tree.h"

namespace {

void check(bool holds) {
  if (!holds) std::abort();
}

// Formatting elements that are opened anew, three of a kind at most, come on top of the limit.
void check_depth(std::string_view bytes, const quoth::PageLimits& limits) {
  const quoth::DecodedPage page = quoth::decode_page(bytes, "");
  const auto scan = quoth::scan_page(page.text, "fuzz", limits);
  if (!scan) return;
  for (const quoth::Node& node : quoth::build_tree(*scan))
    check(node.depth <= limits.max_depth + 48);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  quoth::PageOptions options;
  options.limits.max_depth = 40;
  check_depth(bytes, options.limits);
  const auto features = quoth::page_features(bytes, "fuzz", options);
  const auto article = quoth::read_page(bytes, "fuzz", options);
  if (!article) {
    check(article.error().code == quoth::ErrorCode::kTooLarge);
    return 0;
  }
  check(features.has_value());
  for (const std::string& block : features->blocks) {
    check(!block.empty() && block.find('\n') == std::string::npos);
    check(!quoth::find_invalid_utf8(block));
  }
  if (!*article) return 0;
  const quoth::Article& a = **article;
  for (const std::string* field :
       {&a.text, &a.title, &a.author, &a.publisher, &a.url, &a.language}) {
    check(!quoth::find_invalid_utf8(*field));
  }
  for (uint32_t i = 0; i < a.text.size() && i < 2000; ++i) {
    const quoth::SourceSpan span = a.source_map.to_source({i, i + 1});
    check(span.begin <= span.end && span.end <= size);
  }
  return 0;
}
