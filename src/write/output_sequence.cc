#include "write/output_sequence.h"

#include <utility>

#include "write/annotation.h"
#include "write/csv.h"
#include "write/html.h"
#include "write/jsonld.h"
#include "write/markup.h"
#include "write/tei.h"
#include "write/text.h"
#include "write/uuid.h"

namespace quoth {

std::string OutputSequence::begin() {
  switch (options_.format) {
    case Format::kCsv: return csv_header();
    case Format::kAnnotation: return annotation_page_begin();
    case Format::kJsonLd: return jsonld_begin();
    case Format::kHtml: return html_begin();
    case Format::kText:
    case Format::kJsonl:
    case Format::kTei:
    case Format::kBrat: break;
  }
  return "";
}

std::string OutputSequence::add(std::string bytes) {
  if (bytes.empty()) return "";
  const bool first = n_added_++ == 0;
  switch (options_.format) {
    case Format::kAnnotation: hash_.update(bytes); [[fallthrough]];
    case Format::kJsonLd: return first ? bytes : ",\n" + bytes;
    case Format::kHtml: return number_ids(std::move(bytes), n_added_);
    case Format::kTei: return add_tei(number_ids(std::move(bytes), n_added_));
    case Format::kText:
    case Format::kJsonl:
    case Format::kCsv:
    case Format::kBrat: break;
  }
  return bytes;
}

std::string OutputSequence::add_tei(std::string bytes) {
  if (n_added_ == 1) {
    held_ = std::move(bytes);
    return "";
  }
  if (n_added_ > 2) return bytes;
  return tei_corpus_begin() + std::exchange(held_, "") + bytes;
}

std::string OutputSequence::end(const Totals& totals) {
  switch (options_.format) {
    case Format::kText: return text_summary(totals);
    case Format::kTei:
      if (n_added_ > 1) return tei_corpus_end();
      return tei_declaration() + (n_added_ == 1 ? held_ : tei_empty());
    case Format::kAnnotation: return annotation_page_end(uuid_urn(hash_.digest()));
    case Format::kJsonLd: return jsonld_end();
    case Format::kHtml: return html_end();
    case Format::kJsonl:
    case Format::kCsv:
    case Format::kBrat: break;
  }
  return "";
}

}  // namespace quoth
