#include "write/writer.h"

#include <algorithm>
#include <iterator>

#include "write/annotation.h"
#include "write/brat.h"
#include "write/csv.h"
#include "write/html.h"
#include "write/jsonl.h"
#include "write/jsonld.h"
#include "write/selection.h"
#include "write/tei.h"
#include "write/text.h"

namespace quoth {
namespace {

constexpr std::string_view kNames[] = {"text",       "jsonl",  "csv",  "tei",
                                       "annotation", "jsonld", "brat", "html"};

Written in_format(const Article& article, const std::vector<Entity>& entities,
                  const std::vector<Selected>& selected, const WriteOptions& options) {
  const size_t n = selected.size();
  switch (options.format) {
    case Format::kText: return {write_text(article, selected, options), n};
    case Format::kJsonl: return {write_jsonl(article, entities, selected, options), n};
    case Format::kCsv: return {write_csv(article, selected, options), n};
    case Format::kTei: return {write_tei(article, entities, selected), n};
    case Format::kAnnotation: return {write_annotations(article, entities, selected, options), n};
    case Format::kJsonLd: return {write_jsonld(article, entities, selected), n};
    case Format::kBrat: return {"", n, write_brat(article, entities, selected)};
    case Format::kHtml: return {write_html(article, entities, selected), n};
  }
  return {};
}

}  // namespace

std::string_view name(Format format) { return kNames[static_cast<size_t>(format)]; }

std::optional<Format> format_of(std::string_view name) {
  const auto found = std::find(std::begin(kNames), std::end(kNames), name);
  if (found == std::end(kNames)) return std::nullopt;
  return static_cast<Format>(found - std::begin(kNames));
}

Written Writer::document(const Article& article, const Record& record) const {
  if (options_.offsets == OffsetUnit::kSource && article.source_map.empty() &&
      !article.text.empty()) {
    const Error error{ErrorCode::kNoSourceOffsets,
                      "the bytes that this document was read from are not known, so --offsets "
                      "source cannot be had",
                      article.id};
    return {failure({article.id, error}), 0, {}, error};
  }
  const bool leave_out = options_.duplicates == Duplicates::kSkip && !article.duplicate_of.empty();
  const std::vector<Selected> selected =
      leave_out ? std::vector<Selected>() : select(record.statements, options_.min_confidence);
  return in_format(article, record.entities, selected, options_);
}

std::string Writer::failure(const FailedInput& failed) const {
  return options_.format == Format::kJsonl ? write_jsonl(failed) : std::string();
}

}  // namespace quoth
