// resolve_date() on any bytes, the first line the day of publication: nothing, or a date of ISO
// 8601 to the year, the month or the day.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "extract/frame_dates.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

bool is_date(std::string_view s) {
  constexpr std::string_view kForm = "0000-00-00";
  if (s.size() != 4 && s.size() != 7 && s.size() != 10) return false;
  for (size_t i = 0; i < s.size(); ++i) {
    if (kForm[i] == '-' ? s[i] != '-' : s[i] < '0' || s[i] > '9') return false;
  }
  return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const size_t line = bytes.find('\n');
  const std::string_view published = bytes.substr(0, line);
  const std::string_view words =
      line == std::string_view::npos ? std::string_view() : bytes.substr(line + 1);
  const std::string date = quoth::resolve_date(words, published);
  require(date.empty() || is_date(date));
  return 0;
}
