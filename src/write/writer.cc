#include "write/writer.h"

#include "write/csv.h"
#include "write/jsonl.h"
#include "write/selection.h"
#include "write/text.h"

namespace quoth {

std::string Writer::begin() const {
  return options_.format == Format::kCsv ? csv_header() : std::string();
}

Written Writer::document(const Article& article, const Record& record) const {
  const std::vector<Selected> selected = select(record.statements, options_.min_confidence);
  switch (options_.format) {
    case Format::kText: return {write_text(article, selected, options_), selected.size()};
    case Format::kJsonl:
      return {write_jsonl(article, record.entities, selected, options_), selected.size()};
    case Format::kCsv: return {write_csv(article, selected, options_), selected.size()};
  }
  return {};
}

std::string Writer::failure(const FailedInput& failed) const {
  return options_.format == Format::kJsonl ? write_jsonl(failed) : std::string();
}

std::string Writer::end(const Totals& totals) const {
  return options_.format == Format::kText ? text_summary(totals) : std::string();
}

}  // namespace quoth
