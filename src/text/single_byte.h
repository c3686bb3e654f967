// Text in the single-byte encodings of Western Europe: windows-1252 and ISO-8859-15.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "quoth/error.h"

namespace quoth {

enum class SingleByteEncoding : uint8_t { kWindows1252, kIso8859_15 };

std::string_view name(SingleByteEncoding encoding);  // the IANA name

// The encoding of bytes that are no UTF-8, or kUnknownEncoding if they are hardly Western text.
// Where is "PATH: byte N" with the first undefined byte, else with the first byte above 0x7F.
//
// Latin-1 counts as windows-1252, its superset in practice (the WHATWG Encoding Standard maps the
// label "iso-8859-1" to it). ISO-8859-15 is told from it by what windows-1252 would make of it: a
// currency sign (the euro), or a symbol within a word ("c½ur" for cœur), and by holding no byte
// of 0x80-0x9F, where only windows-1252 has characters.
//
// uchardet's verdict is taken where it is a Western one. Of English news in windows-1252 it names
// another encoding for two texts in five, of windows of 300 bytes for three in four: a handful of
// quotation marks in ASCII is no evidence for its models. So another verdict counts only if the
// bytes themselves do not read as Western text: symbols, capitals or low quotation marks where a
// word has none, or many letters above 0x7F that the other encoding has other letters for.
Result<SingleByteEncoding> detect_single_byte(std::string_view bytes, std::string_view where);

// `bytes` as UTF-8. Each byte must be defined in the encoding, as detect_single_byte() makes sure.
std::string decode_single_byte(std::string_view bytes, SingleByteEncoding encoding);

}  // namespace quoth
