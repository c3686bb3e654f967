#include "store/rows.h"

#include <simdjson.h>

namespace quoth {

std::vector<std::string> parse_strings(std::string_view json) {
  std::vector<std::string> out;
  if (json.size() < 3) return out;
  thread_local simdjson::dom::parser parser;
  simdjson::dom::array array;
  if (parser.parse(json.data(), json.size()).get_array().get(array) != simdjson::SUCCESS)
    return out;
  for (const simdjson::dom::element element : array) {
    std::string_view text;
    if (element.get_string().get(text) == simdjson::SUCCESS) out.emplace_back(text);
  }
  return out;
}

}  // namespace quoth
