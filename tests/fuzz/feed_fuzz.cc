// Feeds of any bytes: every item is valid UTF-8 or one error, and the limits hold.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <variant>

#include "base/utf8.h"
#include "read/feed.h"
#include "support/check_item.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using quoth::testing_support::require;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  const quoth::DocumentLimits limits{.max_bytes = 4096, .max_items = 8, .max_depth = 12};
  const auto items = quoth::read_feed(bytes, "f.xml", limits);
  require(items.size() <= limits.max_items + 1);
  for (size_t i = 0; i < items.size(); ++i) {
    quoth::testing_support::check_item(items[i]);
    require(i + 1 == items.size() || !std::holds_alternative<quoth::FailedInput>(items[i]));
  }
  return 0;
}
