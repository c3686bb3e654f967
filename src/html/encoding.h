// The characters of a web page: its encoding, and its bytes as UTF-8.
#pragma once

#include <string>
#include <string_view>

#include "html/byte_map.h"

namespace quoth {

// `text` is valid UTF-8 without byte order mark. What could not be decoded is U+FFFD in it.
// `encoding` is the name of the converter: UTF-8, or ICU's name of another.
struct DecodedPage {
  std::string text;
  std::string encoding;
  ByteMap bytes;
};

// Decodes a page of less than 2 GiB. The first rule that applies names the encoding:
//   1. a byte order mark;
//   2. bytes that are valid UTF-8 with at least one multibyte sequence in them, whatever is
//      declared: saved copies are often recoded while the declaration stays;
//   3. `charset`, the one of the HTTP header, if it is a label of the WHATWG Encoding Standard;
//   4. <meta charset> or <meta http-equiv content="…; charset=…"> in the first 64 KiB;
//   5. zero bytes in every other place: UTF-16;
//   6. UTF-8, if half of the multibyte sequences are valid or more;
//   7. what uchardet says;
//   8. windows-1252.
// UTF-8 by 3 or 4 counts only if 6 holds. Labels map to encodings as the standard has them
// ("iso-8859-1" is windows-1252, "gb2312" is GB 18030).
DecodedPage decode_page(std::string_view bytes, std::string_view charset);

// The converter of a label ("Latin1" -> "windows-1252"), empty if it is none of the standard's.
std::string_view find_encoding(std::string_view label);

}  // namespace quoth
