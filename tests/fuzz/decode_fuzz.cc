// decode() on any bytes: text that is valid UTF-8 without NUL, or an error with a place in the
// input.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/utf8.h"
#include "text/decode.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void check_decoded(const quoth::Decoded& decoded, std::string_view bytes) {
  constexpr std::string_view kEncodings[] = {"UTF-8",    "UTF-16LE",     "UTF-16BE",   "UTF-32LE",
                                             "UTF-32BE", "windows-1252", "ISO-8859-15"};
  require(std::count(std::begin(kEncodings), std::end(kEncodings), decoded.encoding) == 1);
  require(!quoth::find_invalid_utf8(decoded.text));
  require(decoded.text.find('\0') == std::string::npos);
  if (decoded.encoding == "UTF-8") {
    require(bytes.ends_with(decoded.text));
    require(bytes.size() == decoded.text.size() ||
            bytes.substr(0, bytes.size() - decoded.text.size()) == "\xEF\xBB\xBF");
  } else if (decoded.encoding == "windows-1252" || decoded.encoding == "ISO-8859-15") {
    require(quoth::count_code_points(decoded.text) == bytes.size());
  } else if (decoded.encoding.starts_with("UTF-16")) {
    const size_t n_units = quoth::count_utf16_units(decoded.text);
    require(n_units * 2 == bytes.size() || n_units * 2 + 2 == bytes.size());
  } else {
    require(quoth::count_code_points(decoded.text) * 4 + 4 == bytes.size());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto decoded = quoth::decode(std::string(bytes), "f");
  if (decoded) {
    check_decoded(*decoded, bytes);
    return 0;
  }
  constexpr std::string_view kWhere = "f: byte ";
  const quoth::Error& error = decoded.error();
  require(error.where.starts_with(kWhere) && !error.message.empty());
  require(std::stoull(error.where.substr(kWhere.size())) < size);
  require(error.code == quoth::ErrorCode::kInvalidUtf8 ||
          error.code == quoth::ErrorCode::kBinaryInput ||
          error.code == quoth::ErrorCode::kUnknownEncoding);
  return 0;
}
