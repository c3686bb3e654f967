// Bytes to text: what encoding a document is written in, and its characters as UTF-8.
#pragma once

#include <string>
#include <string_view>

#include "quoth/error.h"
#include "quoth/source_map.h"

namespace quoth {

// `text` is valid UTF-8 without byte order mark and without NUL. `encoding` is the IANA name of
// what it was read from: UTF-8, UTF-16LE, UTF-16BE, UTF-32LE, UTF-32BE, windows-1252 or
// ISO-8859-15. `map` leads from `text` to the bytes; empty unless it was asked for.
struct Decoded {
  std::string text;
  std::string encoding;
  SourceMap map = {};
};

enum class KeepMap : bool { kNo, kYes };

// Decodes a whole document; `where` names it in errors. The first rule that applies decides:
//   1. A byte order mark names the encoding.
//   2. Zero bytes in (nearly) every other place are UTF-16 without a mark.
//   3. Valid UTF-8 is passed through byte for byte, line ends included.
//   4. Multibyte sequences most of which are valid UTF-8 are UTF-8 with a defect: kInvalidUtf8.
//   5. Else a single-byte encoding of Western Europe (text/single_byte.h).
//
//   "caf\xC3\xA9"             -> café, UTF-8          "caf\xE9"  -> café, windows-1252
//   "\xFF\xFE" "h\0i\0"       -> hi, UTF-16LE         "h\0i\0"   -> hi, UTF-16LE
//   "\xC3\xA9 \xC3\xA9 \xE9"  -> kInvalidUtf8, "PATH: byte 6"
//
// Fails with kInvalidUtf8; kBinaryInput where the text would hold a NUL; kUnknownEncoding where no
// encoding fits, or where UTF-16 or UTF-32 is broken (an unpaired surrogate, a missing byte).
// Error::where is "PATH: byte N", N the offset from 0 in `bytes` of what is at fault.
Result<Decoded> decode(std::string bytes, std::string_view where, KeepMap keep_map = KeepMap::kNo);

}  // namespace quoth
