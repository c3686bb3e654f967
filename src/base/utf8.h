// UTF-8 as quoth reads it: strict (no overlong forms, no surrogates, nothing above U+10FFFF).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace quoth {

// One decoded code point. size is its length in bytes, 0 where the bytes are not valid UTF-8.
struct CodePoint {
  char32_t value = 0;
  uint32_t size = 0;
};

// The code point that begins at byte `pos`; pos < text.size(). Never reads past the end.
CodePoint decode_utf8(std::string_view text, size_t pos);

// Byte offset of the first byte that is no valid UTF-8, if there is one.
std::optional<size_t> find_invalid_utf8(std::string_view text);

void append_utf8(std::string& out, char32_t code_point);

// Number of code points, and of UTF-16 units, of valid UTF-8.
size_t count_code_points(std::string_view text);
size_t count_utf16_units(std::string_view text);

}  // namespace quoth
