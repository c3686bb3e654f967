// JSON documents of any bytes: every item is valid UTF-8 or one error, a fault of syntax fails as a
// whole, and a line gives what a document of it gives.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <variant>

#include "read/json_check.h"
#include "read/json_document.h"
#include "read/json_lines.h"
#include "support/check_item.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using quoth::testing_support::require;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  const quoth::DocumentLimits limits{.max_bytes = 4096, .max_items = 8};
  const auto items = quoth::read_json_document(bytes, "f.json", limits);
  require(items.size() <= limits.max_items + 1);
  for (const quoth::ReadItem& item : items) quoth::testing_support::check_item(item);
  if (quoth::find_json_error(bytes, "f", "file") && !bytes.starts_with("\xEF\xBB\xBF")) {
    require(items.size() == 1 && std::holds_alternative<quoth::FailedInput>(items[0]));
  }
  quoth::JsonLineParser parser;
  const quoth::ReadItem line = parser.parse(bytes, "f.json", 0);
  quoth::testing_support::check_item(line);
  const auto* article = std::get_if<quoth::Article>(&line);
  if (article && size <= limits.max_bytes) {
    quoth::Article expected = std::get<quoth::Article>(items.at(0));
    expected.source_map = article->source_map;
    require(*article == expected);
    for (uint32_t i = 0; i < article->text.size(); i += 7) {
      const quoth::SourceSpan span = article->source_map.to_source({0, i});
      require(span.begin <= span.end && span.end <= size);
    }
  }
  return 0;
}
