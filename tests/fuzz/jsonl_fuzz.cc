// JSON Lines of any bytes: the splitter gives the input back, the syntax check agrees with
// simdjson's DOM parser, and each line is one sound item (support/check_item.h).
#include <simdjson.h>

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/utf8.h"
#include "read/json_check.h"
#include "read/json_lines.h"
#include "read/reader.h"
#include "support/check_item.h"
#include "support/memory_file.h"

namespace {

constexpr uint64_t kMaxLineBytes = 512;

using quoth::testing_support::check_item;
using quoth::testing_support::require;

void check_syntax(std::string_view line) {
  if (quoth::find_invalid_utf8(line)) return;
  simdjson::dom::parser parser;
  simdjson::dom::element element;
  const auto error = parser.parse(simdjson::padded_string(line)).get(element);
  const auto fault = quoth::find_json_fault(line);
  if (error == simdjson::SUCCESS) {
    require(!fault || fault->reason == "nested too deeply");
  } else if (error != simdjson::NUMBER_ERROR) {  // also of valid numbers that fit no type
    require(fault.has_value() && fault->byte <= line.size() && !fault->reason.empty());
  }
}

void check_lines(const std::string& path, std::string_view bytes) {
  auto source = quoth::ByteSource::open(path);
  require(source.has_value());
  quoth::LineSplitter splitter(kMaxLineBytes);
  quoth::JsonLineParser parser;
  for (uint64_t number = 1;; ++number) {
    const auto line = splitter.next(*source);
    require(line.has_value());
    if (!*line) break;
    const size_t end = bytes.find('\n');
    std::string_view expected = bytes.substr(0, end);
    if (expected.ends_with('\r')) expected.remove_suffix(1);
    require((*line)->number == number);
    require((*line)->too_long == (expected.size() > kMaxLineBytes));
    require((*line)->text == ((*line)->too_long ? std::string_view() : expected));
    bytes = end == std::string_view::npos ? std::string_view() : bytes.substr(end + 1);
    check_syntax((*line)->text);
    check_item(parser.parse((*line)->text, "f:" + std::to_string(number)));
  }
  require(bytes.empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const quoth::testing_support::MemoryFile file(bytes);
  check_lines(file.path(), bytes);
  quoth::Reader reader({file.path()}, {.max_document_bytes = kMaxLineBytes});
  while (const auto item = reader.next()) check_item(*item);
  require(reader.bytes_read() == size && reader.bytes_total() == size);
  return 0;
}
